"""Adzuna: how a country's or a search's ads are read and where they keep what. Parsing is ingestion.parse's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from ingestion.boards import Board
from ingestion.http import BadAnswer, Client, FetchError, NotConfigured, Pace
from ingestion.postings import BoardAnswer, Payload, Place, RawFields
from ingestion.sources import pick
from ingestion.sources.base import Source, address
from ingestion.sources.collect import Collector

PAGE = 50
ENOUGH_PAGES = 1_000

# Country code: currency, what Adzuna calls the country in `location.area`, its own site.
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
_SITE = re.compile(r"https?://(?:www\.)?([^/:?#]+)")
_BY_SITE = {site: currency for currency, _, site in COUNTRIES.values()}
_BY_AREA = {area.casefold(): currency for currency, area, _ in COUNTRIES.values()}

PARAMETERS = frozenset(
    {
        *("what", "what_and", "what_phrase", "what_or", "what_exclude", "title_only", "where", "distance"),
        *(f"location{level}" for level in range(8)),
        *("max_days_old", "category", "sort_dir", "sort_by", "salary_min", "salary_max", "salary_include_unknown"),
        *("full_time", "part_time", "contract", "permanent", "company"),
    }
)


class Adzuna(Source):
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
    credentials = ("app_id", "app_key")
    pace = Pace(parallel=1)
    # Adzuna's terms of service, "Default API access limits".
    allowance: ClassVar[Mapping[str, int]] = {"minute": 25, "day": 250, "week": 1_000, "month": 2_500}
    volatile = ("adref", "redirect_url?")
    known_keys: ClassVar[frozenset[str]] = frozenset(
        {
            *("__CLASS__", "adref", "category", "company", "contract_time", "contract_type", "created", "description"),
            *("id", "latitude", "location", "longitude", "redirect_url", "salary_is_predicted", "salary_max"),
            *("salary_min", "title"),
        }
    )

    def check_slug(self, slug: str) -> None:
        """Accept `country` or `country?parameter=value&…`, as far as Adzuna documents them."""
        board = Board(self.code, slug, self.base_url)
        if board.name.casefold() not in COUNTRIES:
            raise NotConfigured(
                f"Board {slug!r} of adzuna: {board.name!r} is no country of Adzuna's. "
                f"Begin with one of: {', '.join(COUNTRIES)}."
            )
        board.chosen(PARAMETERS)

    async def fetch(self, client: Client, board: Board) -> BoardAnswer:
        """Read pages until `count` is reached or one is short.

        What keeps the list from being whole (the page limit, the allowance, ads that went while it was read) makes it
        incomplete, and so does a later page that fails. Raises FetchError only for the first page.
        """
        self.check_slug(board.slug)
        found = self.collector()
        most, read, largest = _page_limit(board), 0, 0
        for page in range(1, most + 1):
            try:
                ads, count = await self._page(client, board, found, page)
            except FetchError as error:
                if page == 1:
                    raise
                found.incomplete(f"{read:,} of {largest:,} ads were read: {error}")
                return found.answer
            found.take(ads)
            read += len(ads)
            shrunk, largest = count is not None and count < largest, max(largest, count or 0)
            if len(ads) < PAGE or (count is not None and read >= count):
                if read < largest or shrunk:
                    found.incomplete(f"Adzuna announced {largest:,} ads but sent {read:,}: some went meanwhile")
                return found.answer
        found.incomplete(f"{read:,} of {largest:,} ads were read: the board's limit is {most} pages (max_pages)")
        return found.answer

    async def _page(self, client: Client, board: Board, found: Collector, page: int) -> tuple[list[object], int | None]:
        asked = [
            ("app_id", self.credential(board, "app_id")),
            ("app_key", self.credential(board, "app_key")),
            ("results_per_page", str(PAGE)),
            # By date, new ads push others to later pages, where they are recognised; by relevance they would jump.
            ("sort_by", "date"),
            ("content-type", "application/json"),
            *board.chosen(PARAMETERS),
        ]
        url = address(f"{board.root}/{board.name.casefold()}/search/{page}", asked)
        answer = await self.ask(client, url)
        found.count(answer)
        ads = answer.data.get("results") if isinstance(answer.data, dict) else None
        if not isinstance(ads, list):
            said = pick.text(pick.child(answer.data).get("display")) or pick.text(
                pick.child(answer.data).get("exception")
            )
            raise BadAnswer(
                f"{answer.url} answered JSON without a list of results ({said or 'no reason given'}): "
                "this is not Adzuna's format. Check the source's base_url.",
                url=answer.url,
            )
        count = answer.data.get("count")
        return ads, count if isinstance(count, int) and not isinstance(count, bool) else None

    def fields(self, payload: Payload) -> RawFields:
        """Pick an ad's fields. The text is a snippet of 500 characters; Adzuna never gives the whole.

        Pay has no period: German ads hold 115,000 and 450 and 18 side by side.
        """
        low, high = pick.pay(payload.get("salary_min")), pick.pay(payload.get("salary_max"))
        paid = low is not None or high is not None
        category = pick.text(pick.child(payload, "category").get("label"))
        contract = pick.text(payload.get("contract_type"))
        place = _place(payload)
        return {
            "title": pick.text(payload.get("title")),
            "company": pick.text(pick.child(payload, "company").get("display_name")),
            "places": [place] if any(place.values()) else [],
            "text": pick.text(payload.get("description")),
            "salary_min": low,
            "salary_max": high,
            "currency": _currency(payload) if paid else None,
            "salary_is_estimated": pick.flag(payload.get("salary_is_predicted")) if paid else None,
            "employment": contract if contract == "contract" else pick.text(payload.get("contract_time")) or contract,
            "categories": [category] if category and category.casefold() != "unknown" else [],
            "url": pick.text(payload.get("redirect_url")),
            "posted_at": pick.text(payload.get("created")),
        }


def _page_limit(board: Board) -> int:
    chosen: Any = board.metadata.get("max_pages")
    return chosen if isinstance(chosen, int) and chosen > 0 else ENOUGH_PAGES


def _place(payload: Payload) -> Place:
    """Return the place; `location.area` leads from the country through regions to the town."""
    location = pick.child(payload, "location")
    area = pick.texts(location.get("area"))
    return {
        "text": pick.text(location.get("display_name")),
        "country": area[0] if area else None,
        "region": area[1] if len(area) > 1 else None,
        "city": area[-1] if len(area) > 2 else None,  # noqa: PLR2004 country, region, then towns
        "latitude": pick.number(payload.get("latitude")),
        "longitude": pick.number(payload.get("longitude")),
    }


def _currency(payload: Payload) -> str | None:
    """Return the country's currency (ads have none), told by Adzuna's own site or by the name of the country."""
    site = _SITE.match(pick.text(payload.get("redirect_url")) or "")
    area = pick.texts(pick.child(payload, "location").get("area"))
    return (_BY_SITE.get(site[1]) if site else None) or (_BY_AREA.get(area[0].casefold()) if area else None)
