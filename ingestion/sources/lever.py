"""Lever: how a site's postings are read and where they keep what. What the words mean is ingestion.parse's."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import ClassVar

from ingestion.boards import Board
from ingestion.http import BadAnswer, Client, FetchError, NotFound, Pace, host_of
from ingestion.postings import BoardAnswer, Payload, Place, RawFields
from ingestion.sources import pick
from ingestion.sources.base import Source, address
from ingestion.sources.collect import Collector
from ingestion.sources.ranges import PayRange, merged

PAGE = 100
_READS = 3  # how often a list that changes under our eyes is read again
_WORLD, _EUROPE = "api.lever.co", "api.eu.lever.co"


class Lever(Source):
    """A board is a site's name (case-sensitive), in Europe's data centre where its metadata says `region: eu`."""

    code = "lever"
    name = "Lever"
    type = "ats"
    base_url = "https://api.lever.co/v0/postings"
    hosts = frozenset({_WORLD, _EUROPE})
    default_schedule = "20 */2 * * *"
    freshness = timedelta(hours=6)
    pace = Pace(parallel=4)  # its robots.txt asks crawlers for a delay; one board is one or two calls
    known_keys: ClassVar[frozenset[str]] = frozenset(
        {
            *("additional", "additionalPlain", "applyUrl", "categories", "country", "createdAt", "description"),
            *("descriptionBody", "descriptionBodyPlain", "descriptionPlain", "hostedUrl", "id", "lists", "opening"),
            *("openingPlain", "salaryDescription", "salaryDescriptionPlain", "salaryRange", "text", "workplaceType"),
        }
    )

    def title(self, record: Payload) -> object:
        """Lever calls it `text`."""
        return record.get("text")

    async def fetch(self, client: Client, board: Board) -> BoardAnswer:
        """Read pages until a short one.

        Each page begins with the last posting of the one before: if another stands there, postings came or went
        meanwhile and one could be missed, so the list is read again, and at last taken as incomplete. So is one of
        which a later page fails.
        """
        found = self.collector()
        try:
            for _ in range(_READS):
                if await self._read(client, board, found):
                    return found.answer
        except FetchError as error:
            if not found.seen:
                raise
            found.incomplete(f"only {len(found.seen):,} postings could be read: {error}")
            return found.answer
        found.incomplete(f"the list changed while it was read, {_READS} times in a row")
        return found.answer

    async def _read(self, client: Client, board: Board, found: Collector) -> bool:
        """Add the site's postings to `found`; False if the list changed on the way."""
        skip, last = 0, None
        while True:
            page = await self._page(client, board, found, skip)
            if last is not None and (not page or _id(page[0]) != last):
                return False
            found.take(page)
            if len(page) < PAGE:
                return True
            skip, last = skip + PAGE - 1, _id(page[-1])

    async def _page(self, client: Client, board: Board, found: Collector, skip: int) -> list[object]:
        path = f"{_root(board)}/{board.segment}"
        url = address(path, [("mode", "json"), ("skip", str(skip)), ("limit", str(PAGE))])
        answer = await self.ask(client, url)
        found.count(answer)
        if isinstance(answer.data, list):
            return answer.data
        said = pick.text(pick.child(answer.data).get("error"))
        if said:
            raise NotFound(
                f"{answer.url} answered: {said[:300]}. Lever knows no such site: check its spelling (case counts) "
                "and whether it is a European one (metadata region: eu).",
                status=answer.status,
                excerpt=said[:500],
                url=answer.url,
            )
        raise BadAnswer(
            f"{answer.url} answered JSON that is not a list of postings: this is not Lever's format. "
            "Check the source's base_url.",
            url=answer.url,
        )

    def fields(self, payload: Payload) -> RawFields:
        """Pick a posting's fields; the text is description, lists and additional, in the order Lever shows them."""
        categories = pick.child(payload, "categories")
        salary = pick.child(payload, "salaryRange")
        low, high = pick.pay(salary.get("min")), pick.pay(salary.get("max"))
        return {
            "title": pick.text(payload.get("text")),
            "places": _places(payload, categories),
            "html": _html(payload),
            "text": _plain(payload),
            "salary_text": pick.text(payload.get("salaryDescriptionPlain")),
            "workplace": pick.text(payload.get("workplaceType")),
            "employment": pick.text(categories.get("commitment")),
            "level": pick.text(categories.get("level")),
            "department": pick.text(categories.get("department")) or pick.text(categories.get("team")),
            "categories": pick.texts([categories.get("team")]),
            "url": pick.text(payload.get("hostedUrl")),
            "posted_at": pick.moment(payload.get("createdAt")),
            **merged([PayRange(low, high, pick.text(salary.get("currency")), pick.text(salary.get("interval")))]),
        }


def _root(board: Board) -> str:
    """Return where the site's paths begin; only Lever's own address has a European twin."""
    if str(board.metadata.get("region", "")).casefold() == "eu" and host_of(board.root) == _WORLD:
        return board.root.replace(_WORLD, _EUROPE, 1)
    return board.root


def _id(record: object) -> object:
    return record.get("id") if isinstance(record, dict) else None


def _places(payload: Payload, categories: Payload) -> list[Place]:
    """Return the places; Lever's one country belongs to the primary place."""
    primary = pick.text(categories.get("location"))
    others = [name for name in pick.texts(categories.get("allLocations")) if name != primary]
    country = pick.text(payload.get("country"))
    first: list[Place] = [{"text": primary, "country": country}] if primary or country else []
    return first + [{"text": name} for name in others]


def _html(payload: Payload) -> str | None:
    parts = [pick.text(payload.get("description"))]
    for item in pick.children(payload.get("lists")):
        heading, entries = pick.text(item.get("text")), pick.text(item.get("content"))
        parts.append(f"<h3>{html.escape(heading)}</h3>" if heading else None)
        parts.append(f"<ul>{entries}</ul>" if entries else None)
    parts.append(pick.text(payload.get("additional")))
    return "\n".join(part for part in parts if part) or None


def _plain(payload: Payload) -> str | None:
    parts = (pick.text(payload.get(name)) for name in ("descriptionPlain", "additionalPlain"))
    return "\n\n".join(part for part in parts if part) or None
