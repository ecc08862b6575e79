"""What a search asks for as SQL expressions, from a person's criteria or from the columns searches are kept in.

Here: where each value comes from. Not here: what it means for a listing (app.search.matching).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Boolean, ColumnElement, FromClause, Integer, Numeric, Text, case, cast, func, literal, null
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, array

from app.search.criteria import Criteria
from database.models import SavedSearch, SavedSearchExtra

_TEXTS = ARRAY(Text)
_LONGEST = 200  # as in Criteria; a word beyond PostgreSQL's bounds would end the query of everyone
_MOST_DAYS = 365
saved_searches = SavedSearch.__table__
search_extras = SavedSearchExtra.__table__

Value = ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One expression per wish; SQL null, or None where it is known beforehand, is "any".

    `words` and `without` are text search queries; `places`, `companies` and `not_companies` arrays of patterns for
    words between blanks (ops.name_patterns); `posted_within` days.
    """

    words: Value | None
    without: Value | None
    places: Value | None
    country: Value | None
    remote: Value | None
    salary_min: Value | None
    salary_max: Value | None
    currency: Value | None
    experience: Value | None
    workplace: Value | None
    employment: Value | None
    sources: Value | None
    posted_within: Value | None
    companies: Value | None
    not_companies: Value | None

    def columns(self) -> list[ColumnElement[Any]]:
        """Each wish as a column of its name, so that it is worked out once per search and not per listing."""
        found = ((one.name, getattr(self, one.name)) for one in fields(self))
        return [(null() if value is None else value).label(name) for name, value in found]

    @classmethod
    def names(cls) -> list[str]:
        """The names of the wishes."""
        return [one.name for one in fields(cls)]

    @classmethod
    def of(cls, rows: FromClause) -> Asked:
        """The wishes that a relation made of `columns` holds."""
        return cls(**{one.name: rows.c[one.name] for one in fields(cls)})


def query(words: Value) -> Value:
    """Keywords as one query: all words, "phrases" in quotes, `or`, a minus to leave out, a star after a beginning.

    A word is there in its English reading or in that of the listing's own language; English stop words ask for nothing.
    """
    return func.ops.search_query(words, type_=TSQUERY)


def keywords(search: FromClause) -> Value:
    """The keywords of kept searches, null where there are none."""
    return _kept(search.c.query)


def of_criteria(criteria: Criteria) -> Asked:
    """What these criteria ask for, as literals."""
    return _asked(
        keywords=_text(criteria.keywords),
        location=_text(criteria.location),
        country=_text(criteria.country),
        company=_text(criteria.company),
        remote=literal(True, Boolean) if criteria.remote else None,
        salary_min=_number(criteria.salary_min),
        salary_max=_number(criteria.salary_max),
        currency=_text(criteria.currency),
        experience=_list(criteria.experience),
        workplace=_list(criteria.workplace),
        employment=_list(criteria.employment),
        sources=_list(criteria.source),
        posted_within=literal(criteria.posted_within, Integer) if criteria.posted_within else None,
        exclude_companies=_list(criteria.exclude_companies),
        exclude_words=_list(criteria.exclude_words),
    )


def of_columns(search: FromClause = saved_searches, extras: FromClause = search_extras) -> Asked:
    """What kept searches ask for, as expressions over their columns; total, so that no row can end the query."""
    beyond = extras.c.criteria
    return _asked(
        keywords=keywords(search),
        location=_kept(search.c.location_text),
        country=_kept(search.c.country),
        company=_kept(beyond["company"].astext),
        remote=func.nullif(search.c.remote_flag, False),
        salary_min=search.c.salary_min,
        salary_max=search.c.salary_max,
        currency=_kept(beyond["currency"].astext),
        experience=_parted(search.c.experience_level),
        workplace=_parted(search.c.workplace_type),
        employment=_parted(search.c.employment_type),
        sources=_filled(func.ops.json_texts(beyond["source"], type_=_TEXTS)),
        posted_within=_days(beyond["posted_within"]),
        exclude_companies=_filled(search.c.company_exclude),
        exclude_words=_filled(search.c.keyword_exclude),
    )


def _asked(
    *,
    keywords: Value | None,
    location: Value | None,
    company: Value | None,
    exclude_companies: Value | None,
    exclude_words: Value | None,
    **plain: Value | None,
) -> Asked:
    return Asked(
        words=None if keywords is None else query(keywords),
        without=None if exclude_words is None else query(func.ops.any_phrase(exclude_words)),
        places=None if location is None else func.ops.place_patterns(location, type_=_TEXTS),
        companies=None if company is None else func.ops.name_patterns(array([company]), type_=_TEXTS),
        not_companies=None if exclude_companies is None else func.ops.name_patterns(exclude_companies, type_=_TEXTS),
        **plain,
    )


_NONE = cast(literal("{}"), _TEXTS)


def _text(value: str | None) -> Value | None:
    return literal(value, Text) if value else None


def _number(value: int | None) -> Value | None:
    return None if value is None else literal(value, Numeric)


def _list(values: Sequence[str]) -> Value | None:
    return literal(list(values), _TEXTS) if values else None


def _kept(column: Value) -> Value:
    return func.nullif(func.left(column, _LONGEST), "", type_=Text)


def _parted(column: Value) -> Value:
    return _filled(func.string_to_array(func.replace(column, " ", ""), ",", type_=_TEXTS))


def _filled(values: Value) -> Value:
    return func.nullif(values, _NONE, type_=_TEXTS)


def _days(kept: Value) -> Value:
    number = case((func.jsonb_typeof(kept) == "number", cast(kept.astext, Numeric)))
    return case((number.between(1, _MOST_DAYS), cast(number, Integer)))
