"""Read Adzuna: the pages of a country or a search, and where a posting keeps its fields. Parsing is in
ingestion.parse.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from ingestion.boards import ProviderBoard
from ingestion.http import FetchError, InvalidResponse, NotConfigured, ProviderClient, RequestPace
from ingestion.postings import FetchResult, Payload, PostingPlace, RawFields
from ingestion.providers import json_values
from ingestion.providers.base import JobProvider, build_url
from ingestion.providers.collector import RecordCollector

PAGE_SIZE = 50
MAX_PAGES = 1_000

# Country code: currency, Adzuna's name of the country in `location.area`, and its own site.
COUNTRIES: Mapping[str, tuple[str, str, str]] = {
    "at": ("EUR", "Österreich", "adzuna.at"),
    "au": ("AUD", "Australia", "adzuna.com.au"),
    "be": ("EUR", "België", "adzuna.be"),
    "br": ("BRL", "Brasil", "adzuna.com.br"),
    "ca": ("CAD", "Canada", "adzuna.ca"),
    "ch": ("CHF", "Schweiz", "adzuna.ch"),
    "de": ("EUR", "Deutschland", "adzuna.de"),
    "es": ("EUR", "España", "adzuna.es"),
    "fr": ("EUR", "France", "adzuna.fr"),
    "gb": ("GBP", "UK", "adzuna.co.uk"),
    "in": ("INR", "India", "adzuna.in"),
    "it": ("EUR", "Italia", "adzuna.it"),
    "mx": ("MXN", "México", "adzuna.com.mx"),
    "nl": ("EUR", "Nederland", "adzuna.nl"),
    "nz": ("NZD", "New Zealand", "adzuna.co.nz"),
    "pl": ("PLN", "Polska", "adzuna.pl"),
    "sg": ("SGD", "Singapore", "adzuna.sg"),
    "us": ("USD", "US", "adzuna.com"),
    "za": ("ZAR", "South Africa", "adzuna.co.za"),
}
_SITE_PATTERN = re.compile(r"https?://(?:www\.)?([^/:?#]+)")
_CURRENCY_BY_SITE = {site: currency for currency, _, site in COUNTRIES.values()}
_CURRENCY_BY_AREA = {area.casefold(): currency for currency, area, _ in COUNTRIES.values()}

SEARCH_PARAMETERS = frozenset(
    {
        *("what", "what_and", "what_phrase", "what_or", "what_exclude", "title_only", "where", "distance"),
        *(f"location{level}" for level in range(8)),
        *("max_days_old", "category", "sort_dir", "sort_by", "salary_min", "salary_max", "salary_include_unknown"),
        *("full_time", "part_time", "contract", "permanent", "company"),
    }
)


class Adzuna(JobProvider):
    """A board is a country's code (`gb`) or a search in it (`gb?what=python&where=london`)."""

    code = "adzuna"
    name = "Adzuna"
    type = "api"
    base_url = "https://api.adzuna.com/v1/api/jobs"
    hosts = frozenset({"api.adzuna.com"})
    may_aggregate = False
    attribution = "Jobs by Adzuna"
    default_schedule = "10 5 * * *"
    freshness = timedelta(hours=36)
    credential_names = ("app_id", "app_key")
    pace = RequestPace(max_parallel_calls=1)
    # Adzuna's terms of service, "Default API access limits".
    call_limits: ClassVar[Mapping[str, int]] = {"minute": 25, "day": 250, "week": 1_000, "month": 2_500}
    volatile_paths = ("adref", "redirect_url?")
    known_keys: ClassVar[frozenset[str]] = frozenset(
        {
            *("__CLASS__", "adref", "category", "company", "contract_time", "contract_type", "created", "description"),
            *("id", "latitude", "location", "longitude", "redirect_url", "salary_is_predicted", "salary_max"),
            *("salary_min", "title"),
        }
    )

    def check_slug(self, slug: str) -> None:
        """Accept `country` or `country?parameter=value&…`, as far as Adzuna documents them."""
        board = ProviderBoard(self.code, slug, self.base_url)
        if board.name.casefold() not in COUNTRIES:
            raise NotConfigured(
                f"Board {slug!r} of adzuna: {board.name!r} is not a country of Adzuna's. "
                f"Begin with one of: {', '.join(COUNTRIES)}."
            )
        board.parse_parameters(SEARCH_PARAMETERS)

    async def fetch(self, client: ProviderClient, board: ProviderBoard) -> FetchResult:
        """Read pages until `count` is reached or one is short.

        The page limit, the call limits, postings that disappear meanwhile or a later page that fails make the result
        incomplete. Raises FetchError only for the first page.
        """
        self.check_slug(board.slug)
        collector = self.new_collector()
        page_limit, read_count, announced_count = _get_page_limit(board), 0, 0
        for page in range(1, page_limit + 1):
            try:
                postings, count = await self._fetch_page(client, board, collector, page)
            except FetchError as error:
                if page == 1:
                    raise
                collector.mark_incomplete(f"{read_count:,} of {announced_count:,} postings were read: {error}")
                return collector.finish()
            collector.add_records(postings)
            read_count += len(postings)
            has_list_shrunk, announced_count = (
                count is not None and count < announced_count,
                max(announced_count, count or 0),
            )
            if len(postings) < PAGE_SIZE or (count is not None and read_count >= count):
                if read_count < announced_count or has_list_shrunk:
                    collector.mark_incomplete(
                        f"Adzuna announced {announced_count:,} postings but sent {read_count:,}: "
                        "some disappeared meanwhile"
                    )
                return collector.finish()
        collector.mark_incomplete(
            f"{read_count:,} of {announced_count:,} postings were read: "
            f"the board's limit is {page_limit} pages (max_pages)"
        )
        return collector.finish()

    async def _fetch_page(
        self, client: ProviderClient, board: ProviderBoard, collector: RecordCollector, page: int
    ) -> tuple[list[object], int | None]:
        parameters = [
            ("app_id", self.require_credential(board, "app_id")),
            ("app_key", self.require_credential(board, "app_key")),
            ("results_per_page", str(PAGE_SIZE)),
            # Sorted by date, new postings push others to later pages, where their ids are recognised.
            ("sort_by", "date"),
            ("content-type", "application/json"),
            *board.parse_parameters(SEARCH_PARAMETERS),
        ]
        url = build_url(f"{board.root_url}/{board.name.casefold()}/search/{page}", parameters)
        response = await self.request_json(client, url)
        collector.count_response(response)
        postings = response.data.get("results") if isinstance(response.data, dict) else None
        if not isinstance(postings, list):
            message = json_values.as_text(json_values.get_object(response.data).get("display")) or json_values.as_text(
                json_values.get_object(response.data).get("exception")
            )
            raise InvalidResponse(
                f"{response.url} returned JSON without a list of results ({message or 'no reason given'}): "
                "this is not Adzuna's format. Check the source's base_url.",
                url=response.url,
            )
        count = response.data.get("count")
        return postings, count if isinstance(count, int) and not isinstance(count, bool) else None

    def extract_fields(self, payload: Payload) -> RawFields:
        """Extract a posting's fields. The text is a snippet of 500 characters; Adzuna never gives the whole.

        Salaries have no period: German postings hold 115,000 and 450 and 18 side by side.
        """
        low, high = json_values.as_amount(payload.get("salary_min")), json_values.as_amount(payload.get("salary_max"))
        has_salary = low is not None or high is not None
        category = json_values.as_text(json_values.get_object(payload, "category").get("label"))
        contract_type = json_values.as_text(payload.get("contract_type"))
        place = _extract_place(payload)
        return {
            "title": json_values.as_text(payload.get("title")),
            "company": json_values.as_text(json_values.get_object(payload, "company").get("display_name")),
            "places": [place] if any(place.values()) else [],
            "text": json_values.as_text(payload.get("description")),
            "salary_min": low,
            "salary_max": high,
            "currency": _infer_currency(payload) if has_salary else None,
            "salary_is_estimated": json_values.as_flag(payload.get("salary_is_predicted")) if has_salary else None,
            "employment": contract_type
            if contract_type == "contract"
            else json_values.as_text(payload.get("contract_time")) or contract_type,
            "categories": [category] if category and category.casefold() != "unknown" else [],
            "url": json_values.as_text(payload.get("redirect_url")),
            "posted_at": json_values.as_text(payload.get("created")),
        }


def _get_page_limit(board: ProviderBoard) -> int:
    page_limit: Any = board.metadata.get("max_pages")
    return page_limit if isinstance(page_limit, int) and page_limit > 0 else MAX_PAGES


def _extract_place(payload: Payload) -> PostingPlace:
    """Return the place; `location.area` leads from the country through regions to the town."""
    location = json_values.get_object(payload, "location")
    area = json_values.get_texts(location.get("area"))
    return {
        "text": json_values.as_text(location.get("display_name")),
        "country": area[0] if area else None,
        "region": area[1] if len(area) > 1 else None,
        "city": area[-1] if len(area) > 2 else None,  # noqa: PLR2004 country, region, then towns
        "latitude": json_values.as_number(payload.get("latitude")),
        "longitude": json_values.as_number(payload.get("longitude")),
    }


def _infer_currency(payload: Payload) -> str | None:
    """Return the country's currency (postings have none), by Adzuna's own site or by the country's name."""
    site = _SITE_PATTERN.match(json_values.as_text(payload.get("redirect_url")) or "")
    area = json_values.get_texts(json_values.get_object(payload, "location").get("area"))
    return (_CURRENCY_BY_SITE.get(site[1]) if site else None) or (
        _CURRENCY_BY_AREA.get(area[0].casefold()) if area else None
    )
