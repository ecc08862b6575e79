"""Read Ashby: a job board, and where its postings keep their fields. What the words mean is decided in
ingestion.parse.
"""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from ingestion.boards import ProviderBoard
from ingestion.http import InvalidResponse, ProviderClient, RequestPace
from ingestion.postings import FetchResult, Payload, PostingPlace, RawFields
from ingestion.providers import json_values
from ingestion.providers.base import JobProvider, build_url
from ingestion.providers.salary_ranges import SalaryComponent, merge_salaries


class Ashby(JobProvider):
    """A board is a job board's name, which may hold spaces, dots and capitals; one response holds the whole board."""

    code = "ashby"
    name = "Ashby"
    type = "ats"
    base_url = "https://api.ashbyhq.com/posting-api/job-board"
    hosts = frozenset({"api.ashbyhq.com"})
    default_schedule = "40 */2 * * *"
    freshness = timedelta(hours=6)
    pace = RequestPace(max_parallel_calls=6)
    known_keys: ClassVar[frozenset[str]] = frozenset(
        {
            *("address", "applyUrl", "compensation", "department", "descriptionHtml", "descriptionPlain"),
            *("employmentType", "id", "isListed", "isRemote", "jobUrl", "location", "publishedAt"),
            *("secondaryLocations", "shouldDisplayCompensationOnJobPostings", "team", "title", "workplaceType"),
        }
    )

    async def fetch(self, client: ProviderClient, board: ProviderBoard) -> FetchResult:
        """Read the board; an unlisted job is the employer's private link and counts as absent."""
        url = build_url(f"{board.root_url}/{board.path_segment}", [("includeCompensation", "true")])
        response = await self.request_json(client, url, conditional_board=board)
        collector = self.new_collector()
        collector.count_response(response, url)
        if response.is_not_modified:
            collector.result.is_not_modified = True
            return collector.finish()
        jobs = response.data.get("jobs") if isinstance(response.data, dict) else None
        if not isinstance(jobs, list):
            raise InvalidResponse(
                f"{response.url} returned JSON without a list of jobs: this is not Ashby's format. "
                "Check the source's base_url.",
                url=response.url,
            )
        collector.add_records(job for job in jobs if not (isinstance(job, dict) and job.get("isListed") is False))
        return collector.finish()

    def extract_fields(self, payload: Payload) -> RawFields:
        """Extract a posting's fields."""
        compensation = json_values.get_object(payload, "compensation")
        primary_place = _extract_place(payload)
        other_places = [_extract_place(item) for item in json_values.get_objects(payload.get("secondaryLocations"))]
        return {
            "title": json_values.as_text(payload.get("title")),
            "places": [place for place in (primary_place, *other_places) if any(place.values())],
            "html": json_values.as_text(payload.get("descriptionHtml")),
            "text": json_values.as_text(payload.get("descriptionPlain")),
            "salary_text": json_values.as_text(compensation.get("scrapeableCompensationSalarySummary"))
            or json_values.as_text(compensation.get("compensationTierSummary")),
            "workplace": json_values.as_text(payload.get("workplaceType")),
            "is_remote": json_values.as_flag(payload.get("isRemote")),
            "employment": json_values.as_text(payload.get("employmentType")),
            "department": json_values.as_text(payload.get("department")),
            "categories": json_values.get_texts([payload.get("team")]),
            "url": json_values.as_text(payload.get("jobUrl")),
            "posted_at": json_values.as_text(payload.get("publishedAt")),
            **merge_salaries(_extract_salaries(compensation)),
        }


def _extract_place(posting: Payload) -> PostingPlace:
    postal_address = json_values.get_object(posting, "address", "postalAddress")
    return {
        "text": json_values.as_text(posting.get("location")),
        "city": json_values.as_text(postal_address.get("addressLocality")),
        "region": json_values.as_text(postal_address.get("addressRegion")),
        "country": json_values.as_text(postal_address.get("addressCountry")),
    }


def _extract_salaries(compensation: Payload) -> list[SalaryComponent]:
    """Return the Salary components of all tiers (or of the summary); equity, bonus and commission are not salary."""
    tiers = json_values.get_objects(compensation.get("compensationTiers"))
    components = [component for tier in tiers for component in json_values.get_objects(tier.get("components"))]
    components = components or json_values.get_objects(compensation.get("summaryComponents"))
    return [
        SalaryComponent(
            json_values.as_amount(component.get("minValue")),
            json_values.as_amount(component.get("maxValue")),
            json_values.as_text(component.get("currencyCode")),
            json_values.as_text(component.get("interval")),
        )
        for component in components
        if component.get("compensationType") == "Salary"
    ]
