"""Ashby: how a job board is read and where its postings keep what. What the words mean is ingestion.parse's."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from ingestion.boards import Board
from ingestion.http import BadAnswer, Client, Pace
from ingestion.postings import BoardAnswer, Payload, Place, RawFields
from ingestion.sources import pick
from ingestion.sources.base import Source, address
from ingestion.sources.ranges import PayRange, merged


class Ashby(Source):
    """A board is a job board's name, which may hold spaces, dots and capitals; one answer holds the whole board."""

    code = "ashby"
    name = "Ashby"
    type = "ats"
    base_url = "https://api.ashbyhq.com/posting-api/job-board"
    hosts = frozenset({"api.ashbyhq.com"})
    default_schedule = "40 */2 * * *"
    freshness = timedelta(hours=6)
    pace = Pace(parallel=6)
    known_keys: ClassVar[frozenset[str]] = frozenset(
        {
            *("address", "applyUrl", "compensation", "department", "descriptionHtml", "descriptionPlain"),
            *("employmentType", "id", "isListed", "isRemote", "jobUrl", "location", "publishedAt"),
            *("secondaryLocations", "shouldDisplayCompensationOnJobPostings", "team", "title", "workplaceType"),
        }
    )

    async def fetch(self, client: Client, board: Board) -> BoardAnswer:
        """Read the board; an unlisted job is the employer's private link and counts as not there."""
        url = address(f"{board.root}/{board.segment}", [("includeCompensation", "true")])
        answer = await self.ask(client, url, conditional=board)
        found = self.collector()
        found.count(answer, url)
        if answer.not_modified:
            found.answer.not_modified = True
            return found.answer
        jobs = answer.data.get("jobs") if isinstance(answer.data, dict) else None
        if not isinstance(jobs, list):
            raise BadAnswer(
                f"{answer.url} answered JSON without a list of jobs: this is not Ashby's format. "
                "Check the source's base_url.",
                url=answer.url,
            )
        found.take(job for job in jobs if not (isinstance(job, dict) and job.get("isListed") is False))
        return found.answer

    def fields(self, payload: Payload) -> RawFields:
        """Pick a posting's fields."""
        compensation = pick.child(payload, "compensation")
        primary = _place(payload)
        others = [_place(item) for item in pick.children(payload.get("secondaryLocations"))]
        return {
            "title": pick.text(payload.get("title")),
            "places": [place for place in (primary, *others) if any(place.values())],
            "html": pick.text(payload.get("descriptionHtml")),
            "text": pick.text(payload.get("descriptionPlain")),
            "salary_text": pick.text(compensation.get("scrapeableCompensationSalarySummary"))
            or pick.text(compensation.get("compensationTierSummary")),
            "workplace": pick.text(payload.get("workplaceType")),
            "is_remote": pick.flag(payload.get("isRemote")),
            "employment": pick.text(payload.get("employmentType")),
            "department": pick.text(payload.get("department")),
            "categories": pick.texts([payload.get("team")]),
            "url": pick.text(payload.get("jobUrl")),
            "posted_at": pick.text(payload.get("publishedAt")),
            **merged(_salaries(compensation)),
        }


def _place(holder: Payload) -> Place:
    postal = pick.child(holder, "address", "postalAddress")
    return {
        "text": pick.text(holder.get("location")),
        "city": pick.text(postal.get("addressLocality")),
        "region": pick.text(postal.get("addressRegion")),
        "country": pick.text(postal.get("addressCountry")),
    }


def _salaries(compensation: Payload) -> list[PayRange]:
    """Return the Salary components of all tiers (or of the summary); equity, bonus and commission are not salary."""
    tiers = pick.children(compensation.get("compensationTiers"))
    components = [part for tier in tiers for part in pick.children(tier.get("components"))]
    components = components or pick.children(compensation.get("summaryComponents"))
    return [
        PayRange(
            pick.pay(part.get("minValue")),
            pick.pay(part.get("maxValue")),
            pick.text(part.get("currencyCode")),
            pick.text(part.get("interval")),
        )
        for part in components
        if part.get("compensationType") == "Salary"
    ]
