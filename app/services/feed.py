"""The job feed: one page of a search, in an order that paging can resume, and how many listings match.

What matches is decided in app.services.matching, what a card holds in app.services.cards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Float,
    FromClause,
    Row,
    Select,
    Uuid,
    cast,
    func,
    literal,
    literal_column,
    not_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from app.services.asked import of_criteria
from app.services.cards import Card, cards
from app.services.criteria import Criteria
from app.services.cursors import Cursor, Place
from app.services.matching import conditions, matches
from app.services.tables import documents

PAGE_SIZE = 20
# So many rows of an order are looked at one after the other, with keywords or without, before all that match are
# gathered and sorted: the first is quick where many match, the second where few do, or none of the first.
_WALKED, _WALKED_WITHOUT_WORDS = 1_500, 15_000
_UNSEARCHED = {"description_html", "company_name", "location_text", "language", "version", "updated_at"}
_KEYS = 2  # of an order without a score
# Counting stops here: of a broad search nobody needs the figure, and it would cost more than its page.
MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class _Band:
    """A stretch of the order whose rows are newest first. `score` is its place among the bands."""

    score: float
    titled: ColumnElement[Any] | None = None
    untitled: ColumnElement[Any] | None = None

    def conditions(self, document: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """What a document in the band meets: the query `titled`, and not `untitled`."""
        found: list[ColumnElement[bool]] = [] if self.titled is None else [document.bool_op("@@")(self.titled)]
        return found if self.untitled is None else [*found, not_(document.bool_op("@@")(self.untitled))]


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
    rows = _rows(session, criteria, now, cursor)
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
    """How many open listings match; MOST_COUNTED means "so many or more"."""
    some: Select[Any] = select(documents.c.listing_id).where(*matches(criteria, now)).limit(MOST_COUNTED)
    return session.scalars(select(func.count()).select_from(some.subquery())).one()


def _rows(session: Session, criteria: Criteria, now: datetime, cursor: Cursor | None) -> list[Row[Any]]:
    """Up to a page and one more of the rows on the cursor's side of its place, the nearest first."""
    backwards = cursor is not None and cursor.side == "before"
    bands, found = _bands(criteria), list[Row[Any]]()
    for band in sorted(bands, key=lambda one: one.score, reverse=not backwards):
        place = cursor.place if cursor else None
        if place is not None and len(bands) > 1 and band.score != place.score:
            if (band.score < place.score) == backwards:
                continue
            place = None
        wanted = PAGE_SIZE + 1 - len(found)
        order = _Order(criteria, band, place, backwards=backwards)
        rows = session.execute(order.walked(now).limit(wanted)).all()
        found += rows if len(rows) == wanted else session.execute(order.gathered(now).limit(wanted)).all()
        if len(found) > PAGE_SIZE:
            break
    return found


def _bands(criteria: Criteria) -> tuple[_Band, ...]:
    """Best match: first what has all keywords in its title, then any of them, then the others."""
    if criteria.sort != "relevance" or not criteria.keywords:
        return (_Band(0.0),)
    all_of_them, any_of_them = (func.ops.title_query(criteria.keywords, is_any) for is_any in (False, True))
    return (_Band(2.0, all_of_them), _Band(1.0, any_of_them, all_of_them), _Band(0.0, None, any_of_them))


class _Order:
    """The rows of a band beyond a place: by pay where that is asked for, then newest first, then by id, all one way, as
    the indexes have it; the place is one comparison of rows that an index begins at.
    """

    def __init__(self, criteria: Criteria, band: _Band, place: Place | None, *, backwards: bool) -> None:
        self._criteria, self._band, self._backwards = criteria, band, backwards
        score: ColumnElement[float] = literal(band.score, Float)
        keys: list[ColumnElement[Any]] = [documents.c.posted_at, documents.c.listing_id]
        given: list[ColumnElement[Any]] = []
        if place is not None:
            given = [literal(place.posted_at, DateTime(timezone=True)), literal(place.listing_id, Uuid)]
        if criteria.sort == "salary":
            score = cast(func.coalesce(documents.c.salary_year_max, literal_column("-1")), Float)
            keys, given = [score, *keys], [literal(place.score, Float), *given] if place else []
        self._columns = (documents.c.listing_id, documents.c.posted_at, score.label("score"))
        self._keys = keys
        beyond = tuple_(*keys) > tuple_(*given) if backwards else tuple_(*keys) < tuple_(*given)
        self._beyond = [documents.c.is_open, *([beyond] if given else [])]

    def walked(self, now: datetime) -> Select[Any]:
        """Those that match among the first rows of the order, which an index gives one after the other."""
        most = _WALKED if self._criteria.keywords or self._criteria.exclude_words else _WALKED_WITHOUT_WORDS
        score = self._columns[-1]
        first = select(*(one for one in documents.c if one.name not in _UNSEARCHED), score).where(*self._beyond)
        rows = first.order_by(*self._down(self._keys)).limit(most).subquery()
        asked = [*conditions(of_criteria(self._criteria), now, rows), *self._band.conditions(rows.c.document)]
        return self._sorted(rows).where(*asked)

    def gathered(self, now: datetime) -> Select[Any]:
        """All that match, found in whatever way is quickest, then sorted."""
        asked = [*matches(self._criteria, now), *self._band.conditions(documents.c.document)]
        found = select(*self._columns).where(*asked, *self._beyond)
        return self._sorted(found.cte("found").prefix_with("materialized"))

    def _sorted(self, rows: FromClause) -> Select[Any]:
        names = ["score"] * (len(self._keys) > _KEYS) + ["posted_at", "listing_id"]
        shown = select(rows.c.listing_id, rows.c.posted_at, rows.c.score)
        return shown.order_by(*self._down([rows.c[name] for name in names]))

    def _down(self, keys: list[ColumnElement[Any]]) -> list[ColumnElement[Any]]:
        return [key.asc() if self._backwards else key.desc() for key in keys]
