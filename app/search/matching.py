"""The one definition of "this search matches this listing", for search, counts, preview and alerts.

Here: conditions over search documents. Not here: where what is asked comes from (app.search.terms), order, paging and
what a card shows (app.search.feed).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    DateTime,
    FromClause,
    Interval,
    all_,
    any_,
    exists,
    func,
    literal,
    literal_column,
    not_,
    null,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.elements import Null

from app.kit.tables import documents, job_sources
from app.search.criteria import Criteria
from app.search.terms import Asked, Value, of_criteria

FACETS = ("country", "workplace_type", "employment_type", "experience_level")
_BLANK: ColumnElement[str] = literal_column("' '")
Columns = ReadOnlyColumnCollection[str, Any]


def matches(criteria: Criteria, now: datetime) -> list[ColumnElement[bool]]:
    """The conditions under which an open listing's document matches; all of them must hold."""
    asked = of_criteria(criteria)
    return [*_implied(asked), *conditions(asked, now)]


def likely(criteria: Criteria, now: datetime) -> list[ColumnElement[bool]]:
    """What indexes and short columns tell of a match, no document opened; `words_hold` says the rest."""
    asked = of_criteria(criteria)
    words = [] if asked.words is None else _found_in(documents.c.document, _wanted(criteria))
    return [*_implied(asked), *_facts(asked, now, documents.c), *words]


def words_hold(criteria: Criteria, document: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """What only the document can tell of one that is `likely`: phrases, and words that must not be there."""
    asked = of_criteria(criteria)
    if asked.words is None:
        return _without(asked, document)
    known = _wanted(criteria) == asked.words
    return [*(or_(known, one) for one in _found_in(document, asked.words)), *_without(asked, document)]


def _wanted(criteria: Criteria) -> Value:
    return func.ops.in_any_order(func.ops.wanted_query(criteria.keywords), type_=TSQUERY)


def _found_in(document: ColumnElement[Any], words: Value) -> list[ColumnElement[bool]]:
    """Keywords of nothing but stop words ("the") ask for nothing: they match everything rather than nothing."""
    return _if_asked(words, or_(func.numnode(words) == 0, document.bool_op("@@")(words)))


def _implied(asked: Asked) -> list[ColumnElement[bool]]:
    """What holds wherever the conditions do, worded as the indexes of listing_documents have it."""
    found: list[ColumnElement[bool]] = []
    for patterns, words in (
        (asked.companies, documents.c.company_words),
        (asked.places, documents.c.location_words),
    ):
        if patterns is not None:
            found.append(
                func.string_to_array(func.btrim(words), _BLANK).bool_op("@>")(func.ops.pattern_words(patterns))
            )
    wishes = [
        ("c", asked.country), ("w", literal("remote") if asked.remote is not None else None),
        ("w", asked.workplace), ("e", asked.employment), ("l", asked.experience),
    ]  # fmt: skip
    facets = func.ops.facets(*(documents.c[name] for name in FACETS))
    found += [facets.bool_op("&&")(func.ops.facet(kind, wish)) for kind, wish in wishes if wish is not None]
    return found


def conditions(asked: Asked, now: datetime, of: FromClause = documents) -> list[ColumnElement[bool]]:
    """The same, for whatever is asked: literals of one search, or columns of many beside the documents; also for
    documents as they were, which have the same columns.
    """
    # Words come last: a document is the dearest to look at.
    return [*_facts(asked, now, of.c), *_words(asked, of.c.document)]


def _facts(asked: Asked, now: datetime, it: Columns) -> list[ColumnElement[bool]]:
    return [it.is_open, *_age(asked, now, it), *_pay(asked, it), *_choices(asked, it), *_place(asked, it)]


def _if_asked(wish: Value | None, condition: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    """The condition where something is asked for: nothing to add where that is known not to be so."""
    return [] if wish is None or isinstance(wish, Null) else [or_(wish.is_(null()), condition)]


def _words(asked: Asked, document: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    words = [] if asked.words is None else _found_in(document, asked.words)
    return [*words, *_without(asked, document)]


def _without(asked: Asked, document: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    if asked.without is None:
        return []
    return _if_asked(asked.without, not_(document.bool_op("@@")(asked.without)))


def _place(asked: Asked, it: Columns) -> list[ColumnElement[bool]]:
    """Every comma-separated part of the place must be among the listing's words: "Austin, Texas"."""
    return [
        *_like_all(asked.places, it.location_words),
        *_equal(asked.country, it.country),
        *(_if_asked(asked.remote, it.workplace_type == "remote")),
    ]


def _pay(asked: Asked, it: Columns) -> list[ColumnElement[bool]]:
    """Ranges that overlap what is asked; a listing without pay matches only where pay is not asked about."""
    found: list[ColumnElement[bool]] = []
    if asked.salary_min is not None:
        found += _if_asked(asked.salary_min, it.salary_year_max >= asked.salary_min)
    if asked.salary_max is not None:
        found += _if_asked(asked.salary_max, it.salary_year_min <= asked.salary_max)
    return [*found, *_equal(asked.currency, it.currency)]


def _choices(asked: Asked, it: Columns) -> list[ColumnElement[bool]]:
    """One of the values asked for, and names with the words asked for: "meta" is not in "Metabase"."""
    found = [
        *_among(asked.workplace, it.workplace_type),
        *_among(asked.employment, it.employment_type),
        *_among(asked.experience, it.experience_level),
        *_like_all(asked.companies, it.company_words),
    ]
    if asked.sources is not None:
        its_own = select(1).where(job_sources.c.id == it.job_source_id, job_sources.c.code == any_(asked.sources))
        found += _if_asked(asked.sources, exists(its_own.correlate_except(job_sources)))
    if asked.not_companies is not None:
        named: ColumnElement[bool] = it.company_words.bool_op("~~")(any_(asked.not_companies))
        found += _if_asked(asked.not_companies, not_(named))
    return found


def _age(asked: Asked, now: datetime, it: Columns) -> list[ColumnElement[bool]]:
    if asked.posted_within is None:
        return []
    earliest = literal(now, DateTime(timezone=True)) - func.make_interval(0, 0, 0, asked.posted_within, type_=Interval)
    return _if_asked(asked.posted_within, it.posted_at >= earliest)


def _equal(wish: Value | None, column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    return [] if wish is None else _if_asked(wish, column == wish)


def _among(wish: Value | None, column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    return [] if wish is None else _if_asked(wish, column == any_(wish))


def _like_all(patterns: Value | None, words: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    return [] if patterns is None else _if_asked(patterns, words.bool_op("~~")(all_(patterns)))
