"""Read one page of a search, in an order that paging can resume, and count the listings that match.

Not here: what matches (app.search.matching) and what a card holds (app.listings.cards).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from app.kit.tables import documents
from app.listings.cards import Card, load_cards
from app.search.criteria import Criteria
from app.search.cursors import Cursor, Side, SortPosition
from app.search.matching import build_candidates, check_document
from app.search.ordering import FeedOrder, build_document_conditions, list_relevance_bands, plan_for_keywords

PAGE_SIZE = 20
# Counting stops here: an exact count of a broad search would cost more than its page.
MAX_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class FeedPage:
    """One page of a search. `previous` and `next` are None at the ends.

    `offset` counts the listings before it, as they were when its cursor was made. A page `is_incomplete` when too many
    documents had to be opened to fill it; the next one continues there.
    """

    cards: tuple[Card, ...]
    offset: int
    previous: Cursor | None
    next: Cursor | None
    is_incomplete: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """The number of open listings that match; at least that many unless `is_all`."""

    count: int
    is_all: bool


def search(
    session: Session, criteria: Criteria, now: datetime, cursor: Cursor | None = None, size: int | None = None
) -> FeedPage:
    """Return the page that the cursor names, or the first one; at most `size` cards (PAGE_SIZE)."""
    size = PAGE_SIZE if size is None else size
    backwards = cursor is not None and cursor.side == "before"
    rows = _read_rows(session, criteria, now, cursor, size + 1)
    edge_rows = [row for row in rows[:size] if row.is_edge]
    has_more = bool(edge_rows) or len(rows) > size
    page_rows = [row for row in rows[:size] if not row.is_edge]
    end_positions = [SortPosition(row.score, row.posted_at, row.listing_id) for row in [*page_rows, *edge_rows]]
    if backwards:
        page_rows, end_positions = page_rows[::-1], end_positions[::-1]
    if not end_positions:
        return FeedPage((), 0, None, None)
    offset = _count_offset(cursor, len(page_rows), has_more=has_more)
    has_previous, has_next = (has_more, True) if backwards else (cursor is not None, has_more)
    return FeedPage(
        cards=load_cards(session, [row.listing_id for row in page_rows], criteria.keywords),
        offset=offset,
        previous=Cursor("before", end_positions[0], offset) if has_previous else None,
        next=Cursor("after", end_positions[-1], offset + len(page_rows)) if has_next else None,
        is_incomplete=bool(edge_rows),
    )


def extend_page(session: Session, criteria: Criteria, now: datetime, page: FeedPage, side: Side) -> FeedPage:
    """Return an incomplete page with what the next read finds; it may still be incomplete."""
    cursor = page.next if side == "after" else page.previous
    rest_page = search(session, criteria, now, cursor, PAGE_SIZE - len(page.cards))
    if side == "after":
        return replace(
            page, cards=page.cards + rest_page.cards, next=rest_page.next, is_incomplete=rest_page.is_incomplete
        )
    return replace(
        page,
        cards=rest_page.cards + page.cards,
        offset=rest_page.offset,
        previous=rest_page.previous,
        is_incomplete=rest_page.is_incomplete,
    )


def _count_offset(cursor: Cursor | None, size: int, *, has_more: bool) -> int:
    """Return how many listings come before a page, by the count its cursor carries."""
    if cursor is None:
        return 0
    if cursor.side == "after":
        return cursor.rows_ahead
    return max(0, cursor.rows_ahead - size) if has_more else 0


def count(session: Session, criteria: Criteria, now: datetime) -> Total:
    """Count the open listings that match, among the first MOST_COUNTED candidates."""
    candidates = select(documents.c.listing_id).where(*build_candidates(criteria, now)).limit(MAX_COUNTED).subquery()
    matches = build_document_conditions(lambda document: check_document(criteria, document), candidates.c.listing_id)
    counts = select(func.count().label("candidates"), func.count().filter(*matches).label("matches"))
    with plan_for_keywords(session, criteria, "enable_seqscan", "enable_indexscan"):
        row = session.execute(counts.select_from(candidates)).one()
    return Total(row.matches, row.candidates < MAX_COUNTED)


def _read_rows(
    session: Session, criteria: Criteria, now: datetime, cursor: Cursor | None, limit: int
) -> list[Row[Any]]:
    """Return up to `limit` rows on the cursor's side of its place, nearest first.

    Where reading further would take long, the last row is the edge of what was read.
    """
    backwards = cursor is not None and cursor.side == "before"
    bands, rows = list_relevance_bands(criteria), list[Row[Any]]()
    for band in sorted(bands, key=lambda band: band.score, reverse=not backwards):
        position = cursor.position if cursor else None
        if position is not None and len(bands) > 1 and band.score != position.score:
            if (band.score < position.score) == backwards:
                continue
            position = None
        missing = limit - len(rows)
        order = FeedOrder(criteria, band, position, backwards=backwards)
        band_rows = session.execute(order.build_walk_query(now, missing)).all()
        if len(band_rows) < missing:
            with plan_for_keywords(session, criteria, "enable_seqscan"):
                band_rows = session.execute(order.build_gather_query(now, missing)).all()
        rows += band_rows
        if len(rows) == limit or any(row.is_edge for row in rows):
            break
    return rows
