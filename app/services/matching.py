"""The one definition of "this search matches this listing", for search, counts, preview and alerts.

Here: conditions over search documents. Not here: where what is asked comes from (app.services.asked), order, paging and
what a card shows (app.services.feed).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Float,
    Interval,
    all_,
    any_,
    cast,
    exists,
    func,
    literal,
    not_,
    null,
    or_,
    select,
)
from sqlalchemy.sql.elements import Null

from app.services.asked import Asked, Value, of_criteria, query
from app.services.criteria import Criteria
from app.services.tables import documents, job_sources

__all__ = ["conditions", "matches", "query", "rank"]


def matches(criteria: Criteria, now: datetime) -> list[ColumnElement[bool]]:
    """The conditions under which an open listing's document matches; all of them must hold."""
    return conditions(of_criteria(criteria), now)


def rank(criteria: Criteria) -> ColumnElement[float]:
    """How well a document answers the keywords (0 without any), title before company before text."""
    if not criteria.keywords:
        return literal(0.0, Float)
    return cast(func.ts_rank(documents.c.document, query(criteria.keywords)), Float)


def conditions(asked: Asked, now: datetime) -> list[ColumnElement[bool]]:
    """The same, for whatever is asked: literals of one search, or columns of many beside the documents."""
    return [documents.c.is_open, *_words(asked), *_place(asked), *_pay(asked), *_choices(asked), *_age(asked, now)]


def _if_asked(wish: Value | None, condition: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    """The condition where something is asked for: nothing to add where that is known not to be so."""
    return [] if wish is None or isinstance(wish, Null) else [or_(wish.is_(null()), condition)]


def _words(asked: Asked) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.words is not None:
        # Keywords of nothing but stop words ("the") ask for nothing: they match everything rather than nothing.
        holds = or_(func.numnode(asked.words) == 0, documents.c.document.bool_op("@@")(asked.words))
        found += _if_asked(asked.words, holds)
    if asked.without is not None:
        found += _if_asked(asked.without, not_(documents.c.document.bool_op("@@")(asked.without)))
    return found


def _place(asked: Asked) -> list[ColumnElement[bool]]:
    """Every comma-separated part of the place must be among the listing's words: "Austin, Texas"."""
    return [
        *_like_all(asked.places, documents.c.location_words),
        *_equal(asked.country, documents.c.country),
        *(_if_asked(asked.remote, documents.c.workplace_type == "remote")),
    ]


def _pay(asked: Asked) -> list[ColumnElement[bool]]:
    """Ranges that overlap what is asked; a listing without pay matches only where pay is not asked about."""
    found: list[ColumnElement[bool]] = []
    if asked.salary_min is not None:
        found += _if_asked(asked.salary_min, documents.c.salary_year_max >= asked.salary_min)
    if asked.salary_max is not None:
        found += _if_asked(asked.salary_max, documents.c.salary_year_min <= asked.salary_max)
    return [*found, *_equal(asked.currency, documents.c.currency)]


def _choices(asked: Asked) -> list[ColumnElement[bool]]:
    """One of the values asked for, and names with the words asked for: "meta" is not in "Metabase"."""
    found = [
        *_among(asked.workplace, documents.c.workplace_type),
        *_among(asked.employment, documents.c.employment_type),
        *_among(asked.experience, documents.c.experience_level),
        *_like_all(asked.companies, documents.c.company_words),
    ]
    if asked.sources is not None:
        its_own = select(1).where(
            job_sources.c.id == documents.c.job_source_id, job_sources.c.code == any_(asked.sources)
        )
        found += _if_asked(asked.sources, exists(its_own.correlate_except(job_sources)))
    if asked.not_companies is not None:
        named: ColumnElement[bool] = documents.c.company_words.bool_op("~~")(any_(asked.not_companies))
        found += _if_asked(asked.not_companies, not_(named))
    return found


def _age(asked: Asked, now: datetime) -> list[ColumnElement[bool]]:
    if asked.posted_within is None:
        return []
    earliest = literal(now, DateTime(timezone=True)) - func.make_interval(0, 0, 0, asked.posted_within, type_=Interval)
    return _if_asked(asked.posted_within, documents.c.posted_at >= earliest)


def _equal(wish: Value | None, column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    return [] if wish is None else _if_asked(wish, column == wish)


def _among(wish: Value | None, column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    return [] if wish is None else _if_asked(wish, column == any_(wish))


def _like_all(patterns: Value | None, words: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    return [] if patterns is None else _if_asked(patterns, words.bool_op("~~")(all_(patterns)))
