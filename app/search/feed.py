"""The job feed: one page of a search, in an order that paging can resume, and how many listings match.

What matches is decided in app.search.matching, what a card holds in app.listings.cards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from app.kit.tables import documents
from app.listings.cards import Card, cards
from app.search.criteria import Criteria
from app.search.cursors import Cursor, Place, Side
from app.search.matching import build_candidates, check_document
from app.search.ordering import Order, bands, by_words, opened

PAGE_SIZE = 20
# So many that may match are counted: of a broad search nobody needs the figure, and it would cost more than its page.
MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a search. `previous` and `next` are None at the ends.

    `before` counts the listings ahead of it, as they were when its cursor was made. A page that `is_cut` ends early:
    so many documents were opened for so few that match; the next looks further.
    """

    cards: tuple[Card, ...]
    before: int
    previous: Cursor | None
    next: Cursor | None
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """How many open listings match, and whether that is all or "so many or more"."""

    found: int
    is_all: bool


def search(
    session: Session, criteria: Criteria, now: datetime, cursor: Cursor | None = None, size: int | None = None
) -> Page:
    """The page of matching open listings the cursor names, the first without one; `size` cards at most (PAGE_SIZE)."""
    size = PAGE_SIZE if size is None else size
    backwards = cursor is not None and cursor.side == "before"
    rows = _rows(session, criteria, now, cursor, size + 1)
    edge = [row for row in rows[:size] if row.is_edge]
    more = bool(edge) or len(rows) > size
    kept = [row for row in rows[:size] if not row.is_edge]
    ends = [Place(row.score, row.posted_at, row.listing_id) for row in [*kept, *edge]]
    if backwards:
        kept, ends = kept[::-1], ends[::-1]
    if not ends:
        return Page((), 0, None, None)
    ahead = _ahead(cursor, len(kept), more=more)
    has_previous, has_next = (more, True) if backwards else (cursor is not None, more)
    return Page(
        cards=cards(session, [row.listing_id for row in kept], criteria.keywords),
        before=ahead,
        previous=Cursor("before", ends[0], ahead) if has_previous else None,
        next=Cursor("after", ends[-1], ahead + len(kept)) if has_next else None,
        is_cut=bool(edge),
    )


def read_on(session: Session, criteria: Criteria, now: datetime, page: Page, side: Side) -> Page:
    """A page that is cut, with what the next reading finds; cut still where that is not enough for a whole page."""
    cursor = page.next if side == "after" else page.previous
    more = search(session, criteria, now, cursor, PAGE_SIZE - len(page.cards))
    if side == "after":
        return replace(page, cards=page.cards + more.cards, next=more.next, is_cut=more.is_cut)
    return replace(page, cards=more.cards + page.cards, before=more.before, previous=more.previous, is_cut=more.is_cut)


def _ahead(cursor: Cursor | None, kept: int, *, more: bool) -> int:
    """The listings ahead of a page, by the count its cursor carries; none ahead of the first page."""
    if cursor is None:
        return 0
    if cursor.side == "after":
        return cursor.ahead
    return max(0, cursor.ahead - kept) if more else 0


def count(session: Session, criteria: Criteria, now: datetime) -> Total:
    """How many open listings match, of the first MOST_COUNTED that may."""
    some = select(documents.c.listing_id).where(*build_candidates(criteria, now)).limit(MOST_COUNTED).subquery()
    holds = opened(lambda document: check_document(criteria, document), some.c.listing_id)
    counted = select(func.count().label("looked_at"), func.count().filter(*holds).label("found"))
    with by_words(session, criteria, "enable_seqscan", "enable_indexscan"):
        row = session.execute(counted.select_from(some)).one()
    return Total(row.found, row.looked_at < MOST_COUNTED)


def _rows(session: Session, criteria: Criteria, now: datetime, cursor: Cursor | None, most: int) -> list[Row[Any]]:
    """Up to so many of the rows on the cursor's side of its place, the nearest first; where looking further would take
    long, the last is the edge of what was looked at.
    """
    backwards = cursor is not None and cursor.side == "before"
    parts, found = bands(criteria), list[Row[Any]]()
    for band in sorted(parts, key=lambda one: one.score, reverse=not backwards):
        place = cursor.place if cursor else None
        if place is not None and len(parts) > 1 and band.score != place.score:
            if (band.score < place.score) == backwards:
                continue
            place = None
        wanted = most - len(found)
        order = Order(criteria, band, place, backwards=backwards)
        rows = session.execute(order.walked(now, wanted)).all()
        if len(rows) < wanted:
            with by_words(session, criteria, "enable_seqscan"):
                rows = session.execute(order.gathered(now, wanted)).all()
        found += rows
        if len(found) == most or any(row.is_edge for row in found):
            break
    return found
