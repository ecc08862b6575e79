"""The orders of a search: newest, pay or best match first, and the rows of one beyond a place, quickly at any depth.

Not here: what matches (app.search.matching) and what a page is made of (app.search.feed).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    DateTime,
    Float,
    FromClause,
    Select,
    Uuid,
    and_,
    cast,
    false,
    func,
    literal,
    literal_column,
    not_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from app.kit.tables import documents
from app.search.criteria import Criteria
from app.search.cursors import Place
from app.search.matching import build_candidates, build_conditions, check_document
from app.search.terms import SearchTerms

# So many rows of an order are looked at one after the other, with keywords or without, before all that may match are
# gathered and sorted: the first is quick where many match, the second where few do, or none of the first.
WALKED, WALKED_WITHOUT_WORDS = 1_500, 5_000
# So many documents of those gathered are opened for one page.
MOST_OPENED = 20_000
_UNSEARCHED = {"description_html", "company_name", "location_text", "language", "version", "updated_at"}
_KEYS = 2  # of an order without a score


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the order whose rows are newest first: what has the query `titled` in its title, not `untitled`.

    `score` is its place among the bands.
    """

    score: float
    titled: ColumnElement[Any] | None = None
    untitled: ColumnElement[Any] | None = None

    def conditions(self, document: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """What a document in the band meets."""
        found: list[ColumnElement[bool]] = [] if self.titled is None else [document.bool_op("@@")(self.titled)]
        return found if self.untitled is None else [*found, not_(document.bool_op("@@")(self.untitled))]

    def likely(self) -> list[ColumnElement[bool]]:
        """What an index tells of that."""
        return [] if self.titled is None else [documents.c.document.bool_op("@@")(func.ops.in_any_order(self.titled))]


def bands(criteria: Criteria) -> tuple[Band, ...]:
    """Best match: first what has all keywords in its title, then any of them, then the others."""
    if criteria.sort != "relevance" or not criteria.keywords:
        return (Band(0.0),)
    all_of_them, any_of_them = (func.ops.title_query(criteria.keywords, is_any) for is_any in (False, True))
    return (Band(2.0, all_of_them), Band(1.0, any_of_them, all_of_them), Band(0.0, None, any_of_them))


def opened(
    told_inside: Callable[[ColumnElement[Any]], list[ColumnElement[bool]]], listing_id: ColumnElement[UUID]
) -> list[ColumnElement[bool]]:
    """What the listing's document itself must tell: a subquery, so that none is opened before its row's turn."""
    own = documents.alias("own")
    asked = told_inside(own.c.document)
    return [select(and_(*asked)).where(own.c.listing_id == listing_id).scalar_subquery()] if asked else []


@contextmanager
def by_words(session: Session, criteria: Criteria, *dear: str) -> Iterator[None]:
    """Where there are keywords, plan statements without the `dear` ways to read: the planner takes a document for as
    cheap to look at as a number and would open them all.
    """
    settings = dear if criteria.keywords else ()
    for name in settings:
        session.execute(select(func.set_config(name, "off", True)))
    yield
    for name in settings:
        session.execute(select(func.set_config(name, "on", True)))


class Order:
    """The rows of a band beyond a place: by pay where that is asked for, then newest first, then by id, all one way, as
    the indexes have it; the place is one comparison of rows that an index begins at.

    Rows have listing_id, posted_at, score, and is_edge: not found, but how far was looked.
    """

    def __init__(self, criteria: Criteria, band: Band, place: Place | None, *, backwards: bool) -> None:
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

    def walked(self, now: datetime, wanted: int) -> Select[Any]:
        """Those that match among the first rows of the order, which an index gives one after the other."""
        most = WALKED if self._criteria.keywords or self._criteria.exclude_words else WALKED_WITHOUT_WORDS
        score = self._columns[-1]
        first = select(*(one for one in documents.c if one.name not in _UNSEARCHED), score).where(*self._beyond)
        rows = first.order_by(*self._down(self._keys)).limit(most).subquery()
        asked = [
            *build_conditions(SearchTerms.from_criteria(self._criteria), now, rows),
            *self._band.conditions(rows.c.document),
        ]
        return self._sorted(rows).where(*asked).limit(wanted)

    def gathered(self, now: datetime, wanted: int) -> CompoundSelect[Any]:
        """All that may match, found in whatever way is quickest and sorted; of the first MOST_OPENED of them those that
        do, and where these are too few, the last that was looked at.
        """
        asked = [*build_candidates(self._criteria, now), *self._band.likely()]
        found = select(*self._columns).where(*asked, *self._beyond).cte("found").prefix_with("materialized")
        first = self._sorted(found).limit(MOST_OPENED).subquery()
        edge = self._sorted(found, is_edge=True).offset(MOST_OPENED - 1).limit(1)
        rows = self._sorted(first).where(*opened(self._told_inside, first.c.listing_id))
        # One after the other: the second is asked only where the first leaves room.
        return union_all(rows.subquery().select(), edge.subquery().select()).limit(wanted)

    def _told_inside(self, document: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        return [*check_document(self._criteria, document), *self._band.conditions(document)]

    def _sorted(self, rows: FromClause, *, is_edge: bool = False) -> Select[Any]:
        names = ["score"] * (len(self._keys) > _KEYS) + ["posted_at", "listing_id"]
        flag = (true() if is_edge else false()).label("is_edge")
        shown = select(rows.c.listing_id, rows.c.posted_at, rows.c.score, flag)
        return shown.order_by(*self._down([rows.c[name] for name in names]))

    def _down(self, keys: list[ColumnElement[Any]]) -> list[ColumnElement[Any]]:
        return [key.asc() if self._backwards else key.desc() for key in keys]
