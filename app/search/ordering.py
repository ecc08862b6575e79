"""Read the rows of a search in order (newest, pay or best match first) from any place, quickly at any depth.

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
from app.search.cursors import SortPosition
from app.search.matching import build_candidates, build_conditions, check_document
from app.search.terms import SearchTerms

# So many rows of an order are read one after the other, with keywords or without, before all candidates are gathered
# and sorted instead: the first is quick where many match, the second where few do.
MAX_WALKED_ROWS, MAX_WALKED_ROWS_WITHOUT_KEYWORDS = 1_500, 5_000
# So many documents of the candidates are opened for one page.
MAX_OPENED_DOCUMENTS = 20_000
_COLUMNS_NOT_SEARCHED = {"description_html", "company_name", "location_text", "language", "version", "updated_at"}
_SORT_KEY_COUNT = 2  # of an order without a score


@dataclass(frozen=True, slots=True)
class RelevanceBand:
    """A part of the order whose rows are newest first.

    It has the listings whose title matches `title_query` and not `excluded_title_query`; `score` is its place among the
    bands.
    """

    score: float
    title_query: ColumnElement[Any] | None = None
    excluded_title_query: ColumnElement[Any] | None = None

    def conditions(self, document: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """Return the conditions of a document in the band."""
        conditions: list[ColumnElement[bool]] = (
            [] if self.title_query is None else [document.bool_op("@@")(self.title_query)]
        )
        return (
            conditions
            if self.excluded_title_query is None
            else [*conditions, not_(document.bool_op("@@")(self.excluded_title_query))]
        )

    def index_conditions(self) -> list[ColumnElement[bool]]:
        """Return the part of the conditions that an index can decide."""
        return (
            []
            if self.title_query is None
            else [documents.c.document.bool_op("@@")(func.ops.in_any_order(self.title_query))]
        )


def list_relevance_bands(criteria: Criteria) -> tuple[RelevanceBand, ...]:
    """Return the bands of best match: all keywords in the title, then any of them, then the others."""
    if criteria.sort != "relevance" or not criteria.keywords:
        return (RelevanceBand(0.0),)
    all_keywords, any_keyword = (func.ops.title_query(criteria.keywords, is_any) for is_any in (False, True))
    return (
        RelevanceBand(2.0, all_keywords),
        RelevanceBand(1.0, any_keyword, all_keywords),
        RelevanceBand(0.0, None, any_keyword),
    )


def build_document_conditions(
    build: Callable[[ColumnElement[Any]], list[ColumnElement[bool]]], listing_id: ColumnElement[UUID]
) -> list[ColumnElement[bool]]:
    """Return conditions on the listing's document as a subquery, so that none is opened before its row's turn."""
    opened_documents = documents.alias("opened_documents")
    conditions = build(opened_documents.c.document)
    return (
        [select(and_(*conditions)).where(opened_documents.c.listing_id == listing_id).scalar_subquery()]
        if conditions
        else []
    )


@contextmanager
def plan_for_keywords(session: Session, criteria: Criteria, *settings: str) -> Iterator[None]:
    """Switch these planner settings off inside the block where the search has keywords.

    The planner takes a document to be as cheap to read as a number, and would open them all.
    """
    names = settings if criteria.keywords else ()
    for name in names:
        session.execute(select(func.set_config(name, "off", True)))
    yield
    for name in names:
        session.execute(select(func.set_config(name, "on", True)))


class FeedOrder:
    """The rows of a band after a place: by pay in that order, then newest first, then by id, all in one direction, as
    the indexes have it. The place is one comparison of rows, at which an index begins.

    Rows have listing_id, posted_at, score, and is_edge: not a match, but the end of what was read.
    """

    def __init__(
        self, criteria: Criteria, band: RelevanceBand, position: SortPosition | None, *, backwards: bool
    ) -> None:
        self._criteria, self._band, self._backwards = criteria, band, backwards
        score: ColumnElement[float] = literal(band.score, Float)
        keys: list[ColumnElement[Any]] = [documents.c.posted_at, documents.c.listing_id]
        place_values: list[ColumnElement[Any]] = []
        if position is not None:
            place_values = [literal(position.posted_at, DateTime(timezone=True)), literal(position.listing_id, Uuid)]
        if criteria.sort == "salary":
            score = cast(func.coalesce(documents.c.salary_year_max, literal_column("-1")), Float)
            keys = [score, *keys]
            place_values = [literal(position.score, Float), *place_values] if position else []
        self._columns = (documents.c.listing_id, documents.c.posted_at, score.label("score"))
        self._keys = keys
        is_after = tuple_(*keys) > tuple_(*place_values) if backwards else tuple_(*keys) < tuple_(*place_values)
        self._remaining = [documents.c.is_open, *([is_after] if place_values else [])]

    def build_walk_query(self, now: datetime, limit: int) -> Select[Any]:
        """Select the matches among the first rows of the order, which an index gives one after the other."""
        max_rows = (
            MAX_WALKED_ROWS
            if self._criteria.keywords or self._criteria.exclude_words
            else MAX_WALKED_ROWS_WITHOUT_KEYWORDS
        )
        score = self._columns[-1]
        first = select(*(column for column in documents.c if column.name not in _COLUMNS_NOT_SEARCHED), score).where(
            *self._remaining
        )
        rows = first.order_by(*self._sort_keys(self._keys)).limit(max_rows).subquery()
        conditions = [
            *build_conditions(SearchTerms.from_criteria(self._criteria), now, rows),
            *self._band.conditions(rows.c.document),
        ]
        return self._sort(rows).where(*conditions).limit(limit)

    def build_gather_query(self, now: datetime, limit: int) -> CompoundSelect[Any]:
        """Select all candidates in the quickest way and sort them; of the first MOST_OPENED return the matches, and the
        last one that was read where these are too few.
        """
        conditions = [*build_candidates(self._criteria, now), *self._band.index_conditions()]
        candidates = (
            select(*self._columns).where(*conditions, *self._remaining).cte("candidates").prefix_with("materialized")
        )
        first = self._sort(candidates).limit(MAX_OPENED_DOCUMENTS).subquery()
        edge = self._sort(candidates, is_edge=True).offset(MAX_OPENED_DOCUMENTS - 1).limit(1)
        rows = self._sort(first).where(*build_document_conditions(self._check_document, first.c.listing_id))
        # The second is read only where the first leaves room.
        return union_all(rows.subquery().select(), edge.subquery().select()).limit(limit)

    def _check_document(self, document: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        return [*check_document(self._criteria, document), *self._band.conditions(document)]

    def _sort(self, rows: FromClause, *, is_edge: bool = False) -> Select[Any]:
        names = ["score"] * (len(self._keys) > _SORT_KEY_COUNT) + ["posted_at", "listing_id"]
        flag = (true() if is_edge else false()).label("is_edge")
        statement = select(rows.c.listing_id, rows.c.posted_at, rows.c.score, flag)
        return statement.order_by(*self._sort_keys([rows.c[name] for name in names]))

    def _sort_keys(self, keys: list[ColumnElement[Any]]) -> list[ColumnElement[Any]]:
        return [key.asc() if self._backwards else key.desc() for key in keys]
