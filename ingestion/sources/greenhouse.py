"""Greenhouse: how a job board is read and where its postings keep what. What the words mean is ingestion.parse's."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import ClassVar

from ingestion.boards import Board
from ingestion.http import BadAnswer, Client, Pace
from ingestion.postings import BoardAnswer, Payload, RawFields
from ingestion.sources import pick
from ingestion.sources.base import Source, address
from ingestion.sources.ranges import PayRange, merged

_EMPLOYMENT = ("employment type", "time type", "employee time type", "worker sub-type", "commitment", "schedule")
_WORKPLACE = ("workplace type", "work location type", "work arrangement", "workplace", "remote status")
_PAY = re.compile(r"\b(pay|salary|compensation|wage)\b|\bjob post range\b", re.IGNORECASE)
_NOT_PAY = re.compile(r"\b(bonus|equity|commission|budget\w*|referral|legacy|total)\b", re.IGNORECASE)
_MARKS = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&"))  # the ampersand last
_OTHER_ENTITY = re.compile(r"&(?!(?:lt|gt|quot|#39|amp);)")
_PERIOD = re.compile(r"\b(hour|annual|year|month|week|dai?)(ly|y)?\b", re.IGNORECASE)


class Greenhouse(Source):
    """A board is an employer's token; one answer holds the whole board."""

    code = "greenhouse"
    name = "Greenhouse"
    type = "ats"
    base_url = "https://boards-api.greenhouse.io/v1/boards"
    hosts = frozenset({"boards-api.greenhouse.io"})
    default_schedule = "0 */2 * * *"
    freshness = timedelta(hours=6)
    pace = Pace(parallel=6)
    # About 90 % of the updates in eight months of 692 boards touched this alone.
    volatile = ("updated_at",)
    known_keys: ClassVar[frozenset[str]] = frozenset(
        {
            *("absolute_url", "ai_disclaimer", "ai_opt_out_request_url", "application_deadline", "company_name"),
            *("content", "data_compliance", "departments", "education", "employment", "first_published", "id"),
            *("include_ai_disclaimer", "internal_job_id", "language", "location", "metadata", "offices"),
            *("pay_input_ranges", "requisition_id", "title", "updated_at"),
        }
    )

    async def fetch(self, client: Client, board: Board) -> BoardAnswer:
        """Read the board; a `meta.total` other than the number of jobs makes it incomplete."""
        url = address(f"{board.root}/{board.segment}/jobs", [("content", "true"), ("pay_transparency", "true")])
        answer = await self.ask(client, url, conditional=board)
        found = self.collector()
        found.count(answer, url)
        if answer.not_modified:
            found.answer.not_modified = True
            return found.answer
        jobs = answer.data.get("jobs") if isinstance(answer.data, dict) else None
        if not isinstance(jobs, list):
            raise BadAnswer(
                f"{answer.url} answered JSON without a list of jobs: this is not Greenhouse's format. "
                "Check the source's base_url.",
                url=answer.url,
            )
        found.take(jobs)
        total = pick.child(answer.data, "meta").get("total")
        if isinstance(total, int) and total != len(jobs):
            found.incomplete(f"Greenhouse announced {total:,} jobs but sent {len(jobs):,}")
        found.answer.display_name = next((n for job in pick.children(jobs) if (n := _company(job))), None)
        return found.answer

    def fields(self, payload: Payload) -> RawFields:
        """Pick a posting's fields; `content` is unescaped once (it is HTML escaped as text)."""
        content = pick.text(payload.get("content"))
        departments = [
            name
            for item in pick.children(payload.get("departments"))
            if (name := pick.text(item.get("name"))) and name.casefold() != "no department"
        ]
        metadata = pick.children(payload.get("metadata"))
        place = pick.text(pick.child(payload, "location").get("name"))
        return {
            "title": pick.text(payload.get("title")),
            "company": _company(payload),
            "places": [{"text": place}] if place else [],
            "html": _unescaped(content) if content else None,
            "workplace": _worded(metadata, _WORKPLACE),
            "employment": _worded(metadata, _EMPLOYMENT),
            "department": departments[0] if departments else None,
            "categories": departments[1:],
            "url": pick.text(payload.get("absolute_url")),
            "posted_at": pick.text(payload.get("first_published")),
            "expires_at": pick.text(payload.get("application_deadline")),
            "requisition_key": pick.token(payload.get("internal_job_id")),
            "language": pick.text(payload.get("language")),
            **(_published_pay(payload) or _metadata_pay(metadata)),
        }


def _unescaped(content: str) -> str:
    """Return what was escaped once, as html.unescape does but four times as fast for the five marks Greenhouse uses."""
    if _OTHER_ENTITY.search(content):
        return html.unescape(content)
    for entity, mark in _MARKS:
        content = content.replace(entity, mark)
    return content


def _company(payload: Payload) -> str | None:
    return pick.text(payload.get("company_name"))


def _worded(metadata: list[Payload], names: tuple[str, ...]) -> str | None:
    """Return the employer's own words in the first of the custom fields `names` that is filled."""
    given = {(pick.text(m.get("name")) or "").casefold(): pick.text(m.get("value")) for m in metadata}
    return next((given[name] for name in names if given.get(name)), None)


def _published_pay(payload: Payload) -> RawFields:
    """Return the pay of `pay_transparency=true`: ranges in cents, one per place or level."""
    return merged(
        PayRange(
            _from_cents(item.get("min_cents")),
            _from_cents(item.get("max_cents")),
            pick.text(item.get("currency_type")),
            _period(item.get("title")),
        )
        for item in pick.children(payload.get("pay_input_ranges"))
    )


def _metadata_pay(metadata: list[Payload]) -> RawFields:
    """Return pay an employer keeps in custom fields of the type currency_range, if its name says that it is pay."""
    ranges: list[PayRange] = []
    for item in metadata:
        name = pick.text(item.get("name")) or ""
        if item.get("value_type") == "currency_range" and _PAY.search(name) and not _NOT_PAY.search(name):
            value = pick.child(item.get("value"))
            low, high = pick.pay(value.get("min_value")), pick.pay(value.get("max_value"))
            ranges.append(PayRange(low, high, pick.text(value.get("unit")), _period(name)))
    return merged(ranges)


def _from_cents(value: object) -> float | None:
    cents = pick.pay(value)
    return cents / 100 if cents is not None else None


def _period(label: object) -> str | None:
    found = _PERIOD.search(label) if isinstance(label, str) else None
    return found[0] if found else None
