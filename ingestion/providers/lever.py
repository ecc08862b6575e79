"""Read Lever: a site's postings, and where they keep their fields. What the words mean is decided in
ingestion.parse.
"""

from __future__ import annotations

import html
from datetime import timedelta
from typing import ClassVar

from ingestion.boards import ProviderBoard
from ingestion.http import BoardNotFound, FetchError, InvalidResponse, ProviderClient, RequestPace, get_host
from ingestion.postings import FetchResult, Payload, PostingPlace, RawFields
from ingestion.providers import json_values
from ingestion.providers.base import JobProvider, build_url
from ingestion.providers.collector import RecordCollector
from ingestion.providers.salary_ranges import SalaryComponent, merge_salaries

PAGE_SIZE = 100
_MAX_LIST_READS = 3  # how often a list that changes meanwhile is read again
_GLOBAL_HOST, _EUROPEAN_HOST = "api.lever.co", "api.eu.lever.co"


class Lever(JobProvider):
    """A board is a site's name (case-sensitive), in Europe's data centre where its metadata says `region: eu`."""

    code = "lever"
    name = "Lever"
    type = "ats"
    base_url = "https://api.lever.co/v0/postings"
    hosts = frozenset({_GLOBAL_HOST, _EUROPEAN_HOST})
    default_schedule = "20 */2 * * *"
    freshness = timedelta(hours=6)
    pace = RequestPace(max_parallel_calls=4)  # its robots.txt asks crawlers for a delay; one board is one or two calls
    known_keys: ClassVar[frozenset[str]] = frozenset(
        {
            *("additional", "additionalPlain", "applyUrl", "categories", "country", "createdAt", "description"),
            *("descriptionBody", "descriptionBodyPlain", "descriptionPlain", "hostedUrl", "id", "lists", "opening"),
            *("openingPlain", "salaryDescription", "salaryDescriptionPlain", "salaryRange", "text", "workplaceType"),
        }
    )

    def get_record_title(self, record: Payload) -> object:
        """Return the posting's title, which Lever calls `text`."""
        return record.get("text")

    async def fetch(self, client: ProviderClient, board: ProviderBoard) -> FetchResult:
        """Read pages until a short one.

        Each page begins with the last posting of the page before. If another posting stands there, the list changed and
        one could be missed: the list is read again, and in the end the result is incomplete. So it is when a later page
        fails.
        """
        collector = self.new_collector()
        try:
            for _ in range(_MAX_LIST_READS):
                if await self._read_all_pages(client, board, collector):
                    return collector.finish()
        except FetchError as error:
            if not collector.external_ids:
                raise
            collector.mark_incomplete(f"only {len(collector.external_ids):,} postings could be read: {error}")
            return collector.finish()
        collector.mark_incomplete(f"the list changed while it was read, {_MAX_LIST_READS} times in a row")
        return collector.finish()

    async def _read_all_pages(self, client: ProviderClient, board: ProviderBoard, collector: RecordCollector) -> bool:
        """Add the site's postings to the collector; return False if the list changed meanwhile."""
        skip, last_id = 0, None
        while True:
            page = await self._fetch_page(client, board, collector, skip)
            if last_id is not None and (not page or _get_record_id(page[0]) != last_id):
                return False
            collector.add_records(page)
            if len(page) < PAGE_SIZE:
                return True
            skip, last_id = skip + PAGE_SIZE - 1, _get_record_id(page[-1])

    async def _fetch_page(
        self, client: ProviderClient, board: ProviderBoard, collector: RecordCollector, skip: int
    ) -> list[object]:
        path = f"{_get_root_url(board)}/{board.path_segment}"
        url = build_url(path, [("mode", "json"), ("skip", str(skip)), ("limit", str(PAGE_SIZE))])
        response = await self.request_json(client, url)
        collector.count_response(response)
        if isinstance(response.data, list):
            return response.data
        message = json_values.as_text(json_values.get_object(response.data).get("error"))
        if message:
            raise BoardNotFound(
                f"{response.url} returned: {message[:300]}. Lever has no such site: check its spelling (case counts) "
                "and whether it is a European one (metadata region: eu).",
                status=response.status,
                excerpt=message[:500],
                url=response.url,
            )
        raise InvalidResponse(
            f"{response.url} returned JSON that is not a list of postings: this is not Lever's format. "
            "Check the source's base_url.",
            url=response.url,
        )

    def extract_fields(self, payload: Payload) -> RawFields:
        """Extract a posting's fields; the text is description, lists and additional, in the order Lever shows them."""
        categories = json_values.get_object(payload, "categories")
        salary = json_values.get_object(payload, "salaryRange")
        low, high = json_values.as_amount(salary.get("min")), json_values.as_amount(salary.get("max"))
        return {
            "title": json_values.as_text(payload.get("text")),
            "places": _extract_places(payload, categories),
            "html": _build_html(payload),
            "text": _build_text(payload),
            "salary_text": json_values.as_text(payload.get("salaryDescriptionPlain")),
            "workplace": json_values.as_text(payload.get("workplaceType")),
            "employment": json_values.as_text(categories.get("commitment")),
            "level": json_values.as_text(categories.get("level")),
            "department": json_values.as_text(categories.get("department"))
            or json_values.as_text(categories.get("team")),
            "categories": json_values.get_texts([categories.get("team")]),
            "url": json_values.as_text(payload.get("hostedUrl")),
            "posted_at": json_values.as_date(payload.get("createdAt")),
            **merge_salaries(
                [
                    SalaryComponent(
                        low,
                        high,
                        json_values.as_text(salary.get("currency")),
                        json_values.as_text(salary.get("interval")),
                    )
                ]
            ),
        }


def _get_root_url(board: ProviderBoard) -> str:
    """Return where the site's paths begin; only Lever's own address has a European counterpart."""
    if str(board.metadata.get("region", "")).casefold() == "eu" and get_host(board.root_url) == _GLOBAL_HOST:
        return board.root_url.replace(_GLOBAL_HOST, _EUROPEAN_HOST, 1)
    return board.root_url


def _get_record_id(record: object) -> object:
    return record.get("id") if isinstance(record, dict) else None


def _extract_places(payload: Payload, categories: Payload) -> list[PostingPlace]:
    """Return the places; Lever's single country belongs to the primary place."""
    primary_location = json_values.as_text(categories.get("location"))
    other_names = [name for name in json_values.get_texts(categories.get("allLocations")) if name != primary_location]
    country = json_values.as_text(payload.get("country"))
    primary_places: list[PostingPlace] = (
        [{"text": primary_location, "country": country}] if primary_location or country else []
    )
    return primary_places + [{"text": name} for name in other_names]


def _build_html(payload: Payload) -> str | None:
    parts = [json_values.as_text(payload.get("description"))]
    for item in json_values.get_objects(payload.get("lists")):
        heading, entries = json_values.as_text(item.get("text")), json_values.as_text(item.get("content"))
        parts.append(f"<h3>{html.escape(heading)}</h3>" if heading else None)
        parts.append(f"<ul>{entries}</ul>" if entries else None)
    parts.append(json_values.as_text(payload.get("additional")))
    return "\n".join(part for part in parts if part) or None


def _build_text(payload: Payload) -> str | None:
    parts = (json_values.as_text(payload.get(name)) for name in ("descriptionPlain", "additionalPlain"))
    return "\n\n".join(part for part in parts if part) or None
