"""Build the SQL conditions that filters use. Not here: which filter uses which (app.search.filters).

A condition takes the filter's search term, the columns of the search documents and the present time. A term comes from
one search or from a column of many; `only_if_set` lets the condition hold where it is null.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Interval,
    all_,
    any_,
    exists,
    func,
    literal,
    not_,
    null,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY, array
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.elements import Null

from app.kit.tables import job_listings, job_sources
from app.search.value_types import TEXT_ARRAY, SqlValue

Columns = ReadOnlyColumnCollection[str, Any]
Condition = Callable[[SqlValue, Columns, datetime], ColumnElement[bool]]


def only_if_set(
    term: SqlValue | None, condition: Callable[[SqlValue], ColumnElement[bool]]
) -> list[ColumnElement[bool]]:
    """Return the condition, holding also where the term is null; none where the term is known to be missing."""
    return [] if term is None or isinstance(term, Null) else [or_(term.is_(null()), condition(term))]


def is_equal_to(column: str) -> Condition:
    """Require the column to equal the term."""
    return lambda term, listing, _now: listing[column] == term


def is_one_of(column: str) -> Condition:
    """Require the column to be one of the term's values."""
    return lambda term, listing, _now: listing[column] == any_(term)


def has_all_patterns(column: str) -> Condition:
    """Require every pattern among the column's words: "meta" is not in "Metabase"."""
    return lambda patterns, listing, _now: listing[column].bool_op("~~")(all_(patterns))


def has_no_pattern(column: str) -> Condition:
    """Forbid every pattern among the column's words."""
    return lambda patterns, listing, _now: not_(listing[column].bool_op("~~")(any_(patterns)))


def is_at_least(column: str) -> Condition:
    """Require the column to reach the term."""
    return lambda term, listing, _now: listing[column] >= term


def is_at_most(column: str) -> Condition:
    """Require the column not to exceed the term."""
    return lambda term, listing, _now: listing[column] <= term


def is_posted_within(days: SqlValue, listing: Columns, now: datetime) -> ColumnElement[bool]:
    """Require a listing posted in the last so many days."""
    posted_at: ColumnElement[datetime] = listing.posted_at
    return posted_at >= literal(now, DateTime(timezone=True)) - build_interval(days)


def has_deadline_within(days: SqlValue, listing: Columns, now: datetime) -> ColumnElement[bool]:
    """Require a listing that one can still apply to, for at most so many days.

    Documents do not hold the deadline: it is read from the listing by its key, once per listing that is looked at.
    """
    moment = literal(now, DateTime(timezone=True))
    deadline = select(job_listings.c.expires_at).where(job_listings.c.id == listing.listing_id)
    return deadline.correlate_except(job_listings).scalar_subquery().between(moment, moment + build_interval(days))


def has_source(codes: SqlValue, listing: Columns, _now: datetime) -> ColumnElement[bool]:
    """Require a listing from one of the sources."""
    source = select(1).where(job_sources.c.id == listing.job_source_id, job_sources.c.code == any_(codes))
    return exists(source.correlate_except(job_sources))


def has_keywords(query: SqlValue, listing: Columns, _now: datetime) -> ColumnElement[bool]:
    """Require the keywords in the document. Keywords of nothing but stop words ("the") match every listing."""
    return document_has_keywords(query, listing.document)


def document_has_keywords(query: SqlValue, document: ColumnElement[Any]) -> ColumnElement[bool]:
    """Require the keywords in this document, wherever it was read."""
    return or_(func.numnode(query) == 0, document.bool_op("@@")(query))


def lacks_keywords(query: SqlValue, listing: Columns, _now: datetime) -> ColumnElement[bool]:
    """Forbid the keywords in the document."""
    return document_lacks_keywords(query, listing.document)


def document_lacks_keywords(query: SqlValue, document: ColumnElement[Any]) -> ColumnElement[bool]:
    """Forbid the keywords in this document, wherever it was read."""
    return not_(document.bool_op("@@")(query))


def build_interval(days: SqlValue) -> SqlValue:
    """Return a number of days as an interval."""
    return func.make_interval(0, 0, 0, days, type_=Interval)


def build_keyword_query(keywords: SqlValue) -> SqlValue:
    """Return keywords as one text search query.

    All words must occur; "phrases" in quotes, `or`, a minus to exclude, a star after a beginning. A word matches in its
    English reading or in that of the listing's own language; English stop words ask for nothing.
    """
    return func.ops.search_query(keywords, type_=TSQUERY)


def build_any_phrase_query(phrases: SqlValue) -> SqlValue:
    """Return a text search query for any of the phrases."""
    return build_keyword_query(func.ops.any_phrase(phrases))


def build_place_patterns(place: SqlValue) -> SqlValue:
    """Return a pattern for each comma-separated part of the place: "Austin, Texas"."""
    return func.ops.place_patterns(place, type_=TEXT_ARRAY)


def build_name_pattern(name: SqlValue) -> SqlValue:
    """Return the patterns of one company's name."""
    return func.ops.name_patterns(array([name]), type_=TEXT_ARRAY)


def build_name_patterns(names: SqlValue) -> SqlValue:
    """Return the patterns of several companies' names."""
    return func.ops.name_patterns(names, type_=TEXT_ARRAY)
