"""Read Greenhouse: a job board, and where its postings keep their fields. What the words mean is decided in
ingestion.parse.
"""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import ClassVar

from ingestion.boards import ProviderBoard
from ingestion.http import InvalidResponse, ProviderClient, RequestPace
from ingestion.postings import FetchResult, Payload, RawFields
from ingestion.providers import json_values
from ingestion.providers.base import JobProvider, build_url
from ingestion.providers.salary_ranges import SalaryComponent, merge_salaries

_EMPLOYMENT_FIELD_NAMES = (
    "employment type",
    "time type",
    "employee time type",
    "worker sub-type",
    "commitment",
    "schedule",
)
_WORKPLACE_FIELD_NAMES = ("workplace type", "work location type", "work arrangement", "workplace", "remote status")
_PAY_NAME_PATTERN = re.compile(r"\b(pay|salary|compensation|wage)\b|\bjob post range\b", re.IGNORECASE)
_OTHER_MONEY_NAME_PATTERN = re.compile(r"\b(bonus|equity|commission|budget\w*|referral|legacy|total)\b", re.IGNORECASE)
_CHARACTER_BY_ENTITY = (
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", '"'),
    ("&#39;", "'"),
    ("&amp;", "&"),
)  # the ampersand must come last
_OTHER_ENTITY_PATTERN = re.compile(r"&(?!(?:lt|gt|quot|#39|amp);)")
_PERIOD_WORD_PATTERN = re.compile(r"\b(hour|annual|year|month|week|dai?)(ly|y)?\b", re.IGNORECASE)


class Greenhouse(JobProvider):
    """A board is an employer's token; one response holds the whole board."""

    code = "greenhouse"
    name = "Greenhouse"
    type = "ats"
    base_url = "https://boards-api.greenhouse.io/v1/boards"
    hosts = frozenset({"boards-api.greenhouse.io"})
    default_schedule = "0 */2 * * *"
    freshness = timedelta(hours=6)
    pace = RequestPace(max_parallel_calls=6)
    # About 90 % of the updates in eight months of 692 boards touched this alone.
    volatile_paths = ("updated_at",)
    known_keys: ClassVar[frozenset[str]] = frozenset(
        {
            *("absolute_url", "ai_disclaimer", "ai_opt_out_request_url", "application_deadline", "company_name"),
            *("content", "data_compliance", "departments", "education", "employment", "first_published", "id"),
            *("include_ai_disclaimer", "internal_job_id", "language", "location", "metadata", "offices"),
            *("pay_input_ranges", "requisition_id", "title", "updated_at"),
        }
    )

    async def fetch(self, client: ProviderClient, board: ProviderBoard) -> FetchResult:
        """Read the board; a `meta.total` other than the number of jobs makes it incomplete."""
        url = build_url(
            f"{board.root_url}/{board.path_segment}/jobs", [("content", "true"), ("pay_transparency", "true")]
        )
        response = await self.request_json(client, url, conditional_board=board)
        collector = self.new_collector()
        collector.count_response(response, url)
        if response.is_not_modified:
            collector.result.is_not_modified = True
            return collector.finish()
        jobs = response.data.get("jobs") if isinstance(response.data, dict) else None
        if not isinstance(jobs, list):
            raise InvalidResponse(
                f"{response.url} returned JSON without a list of jobs: this is not Greenhouse's format. "
                "Check the source's base_url.",
                url=response.url,
            )
        collector.add_records(jobs)
        total = json_values.get_object(response.data, "meta").get("total")
        if isinstance(total, int) and total != len(jobs):
            collector.mark_incomplete(f"Greenhouse announced {total:,} jobs but sent {len(jobs):,}")
        collector.result.display_name = next(
            (name for job in json_values.get_objects(jobs) if (name := _get_company_name(job))), None
        )
        return collector.finish()

    def extract_fields(self, payload: Payload) -> RawFields:
        """Extract a posting's fields; `content` is unescaped once (it is HTML escaped as text)."""
        content = json_values.as_text(payload.get("content"))
        departments = [
            name
            for item in json_values.get_objects(payload.get("departments"))
            if (name := json_values.as_text(item.get("name"))) and name.casefold() != "no department"
        ]
        metadata = json_values.get_objects(payload.get("metadata"))
        place = json_values.as_text(json_values.get_object(payload, "location").get("name"))
        return {
            "title": json_values.as_text(payload.get("title")),
            "company": _get_company_name(payload),
            "places": [{"text": place}] if place else [],
            "html": _unescape_once(content) if content else None,
            "workplace": _find_custom_field(metadata, _WORKPLACE_FIELD_NAMES),
            "employment": _find_custom_field(metadata, _EMPLOYMENT_FIELD_NAMES),
            "department": departments[0] if departments else None,
            "categories": departments[1:],
            "url": json_values.as_text(payload.get("absolute_url")),
            "posted_at": json_values.as_text(payload.get("first_published")),
            "expires_at": json_values.as_text(payload.get("application_deadline")),
            "requisition_key": json_values.as_id_text(payload.get("internal_job_id")),
            "language": json_values.as_text(payload.get("language")),
            **(_extract_published_salary(payload) or _extract_metadata_salary(metadata)),
        }


def _unescape_once(content: str) -> str:
    """Undo one level of escaping like html.unescape, but four times as fast for the five marks Greenhouse uses."""
    if _OTHER_ENTITY_PATTERN.search(content):
        return html.unescape(content)
    for entity, character in _CHARACTER_BY_ENTITY:
        content = content.replace(entity, character)
    return content


def _get_company_name(payload: Payload) -> str | None:
    return json_values.as_text(payload.get("company_name"))


def _find_custom_field(metadata: list[Payload], names: tuple[str, ...]) -> str | None:
    """Return the employer's own words in the first of the custom fields `names` that is filled."""
    values = {
        (json_values.as_text(item.get("name")) or "").casefold(): json_values.as_text(item.get("value"))
        for item in metadata
    }
    return next((values[name] for name in names if values.get(name)), None)


def _extract_published_salary(payload: Payload) -> RawFields:
    """Return the salary of `pay_transparency=true`: ranges in cents, one per place or level."""
    return merge_salaries(
        SalaryComponent(
            _cents_to_units(item.get("min_cents")),
            _cents_to_units(item.get("max_cents")),
            json_values.as_text(item.get("currency_type")),
            _find_period(item.get("title")),
        )
        for item in json_values.get_objects(payload.get("pay_input_ranges"))
    )


def _extract_metadata_salary(metadata: list[Payload]) -> RawFields:
    """Return the salary an employer keeps in currency_range custom fields whose name says that it is pay."""
    salary_components: list[SalaryComponent] = []
    for item in metadata:
        name = json_values.as_text(item.get("name")) or ""
        if (
            item.get("value_type") == "currency_range"
            and _PAY_NAME_PATTERN.search(name)
            and not _OTHER_MONEY_NAME_PATTERN.search(name)
        ):
            value = json_values.get_object(item.get("value"))
            low, high = json_values.as_amount(value.get("min_value")), json_values.as_amount(value.get("max_value"))
            salary_components.append(
                SalaryComponent(low, high, json_values.as_text(value.get("unit")), _find_period(name))
            )
    return merge_salaries(salary_components)


def _cents_to_units(value: object) -> float | None:
    cents = json_values.as_amount(value)
    return cents / 100 if cents is not None else None


def _find_period(label: object) -> str | None:
    match = _PERIOD_WORD_PATTERN.search(label) if isinstance(label, str) else None
    return match[0] if match else None
