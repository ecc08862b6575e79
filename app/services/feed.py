"""The job feed: one page of a search, in an order that paging can resume, and how many listings match.

What matches is decided in app.services.matching, what a card holds in app.services.cards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Float, Select, and_, cast, func, literal, literal_column, or_, select
from sqlalchemy.orm import Session

from app.services.cards import Card, cards
from app.services.criteria import Criteria
from app.services.cursors import Cursor, Place
from app.services.matching import matches, rank
from app.services.tables import documents

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a search. `previous` and `next` are None at the ends.

    `before` counts the listings ahead of it, as they were when its cursor was made.
    """

    cards: tuple[Card, ...]
    before: int
    previous: Cursor | None
    next: Cursor | None


def search(session: Session, criteria: Criteria, now: datetime, cursor: Cursor | None = None) -> Page:
    """The page of matching open listings the cursor names, the first without one; PAGE_SIZE cards at most."""
    backwards = cursor is not None and cursor.side == "before"
    score = _score(criteria)
    matched = (
        select(documents.c.listing_id, documents.c.posted_at, score.label("score"))
        .where(*matches(criteria, now))
        .limit(PAGE_SIZE + 1)
    )
    if cursor is not None:
        matched = matched.where(_beyond(cursor, score, criteria))
    rows = session.execute(_ordered(matched, score, criteria, backwards=backwards)).all()
    more = len(rows) > PAGE_SIZE
    kept = rows[:PAGE_SIZE][::-1] if backwards else rows[:PAGE_SIZE]
    if not kept:
        return Page((), 0, None, None)
    first, last = (Place(row.score, row.posted_at, row.listing_id) for row in (kept[0], kept[-1]))
    ahead = _ahead(cursor, len(kept), more=more)
    has_previous, has_next = (more, True) if backwards else (cursor is not None, more)
    return Page(
        cards=cards(session, [row.listing_id for row in kept], criteria.keywords),
        before=ahead,
        previous=Cursor("before", first, ahead) if has_previous else None,
        next=Cursor("after", last, ahead + len(kept)) if has_next else None,
    )


def _ahead(cursor: Cursor | None, kept: int, *, more: bool) -> int:
    """The listings ahead of a page, by the count its cursor carries; none ahead of the first page."""
    if cursor is None:
        return 0
    if cursor.side == "after":
        return cursor.ahead
    return max(0, cursor.ahead - kept) if more else 0


def count(session: Session, criteria: Criteria, now: datetime) -> int:
    """How many open listings match."""
    return session.scalars(select(func.count()).select_from(documents).where(*matches(criteria, now))).one()


def _score(criteria: Criteria) -> ColumnElement[float]:
    if criteria.sort == "salary":
        # As the index ix_listing_documents_pay has it.
        return cast(func.coalesce(documents.c.salary_year_max, literal_column("-1")), Float)
    if criteria.sort == "relevance":
        return rank(criteria)
    return literal(0.0, Float)


def _scored(criteria: Criteria) -> bool:
    return criteria.sort == "salary" or (criteria.sort == "relevance" and bool(criteria.keywords))


def _ordered(rows: Select[Any], score: ColumnElement[float], criteria: Criteria, *, backwards: bool) -> Select[Any]:
    """Newest first and by id among equals, after the score where the sort has one; all reversed when going back."""
    down = [score] if _scored(criteria) else []
    down.append(documents.c.posted_at)
    if backwards:
        return rows.order_by(*(column.asc() for column in down), documents.c.listing_id.desc())
    return rows.order_by(*(column.desc() for column in down), documents.c.listing_id.asc())


def _beyond(cursor: Cursor, score: ColumnElement[float], criteria: Criteria) -> ColumnElement[bool]:
    """The rows strictly on the cursor's side of its place in the order."""
    place, time, own = cursor.place, documents.c.posted_at, documents.c.listing_id
    if cursor.side == "after":
        within = and_(time <= place.posted_at, or_(time < place.posted_at, own > place.listing_id))
        reached, further = score <= place.score, score < place.score
    else:
        within = and_(time >= place.posted_at, or_(time > place.posted_at, own < place.listing_id))
        reached, further = score >= place.score, score > place.score
    # Said first as a bound on the score alone, which an index can begin at.
    return and_(reached, or_(further, within)) if _scored(criteria) else within
