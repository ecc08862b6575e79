"""The one definition of "this search matches this listing", for search, counts and alerts; over the search documents.

Not here: order, paging and what a card shows (app.services.feed).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Float, String, cast, exists, func, literal, not_, or_, select
from sqlalchemy.dialects.postgresql import REGCONFIG

from app.services.criteria import Criteria
from app.services.tables import documents, job_sources

# The dictionary every search document is indexed with, whatever else its own language adds (ingestion.documents).
_DICTIONARY = cast(literal("english"), REGCONFIG)

_SPECIAL = re.compile(r"([^\w\s])")
_SPACE = re.compile(r"\s+")

# What people type for a country, and the name listings carry (ISO 3166 English short names).
_COUNTRIES = {
    "uk": "united kingdom",
    "gb": "united kingdom",
    "great britain": "united kingdom",
    "us": "united states",
    "usa": "united states",
    "america": "united states",
    "uae": "united arab emirates",
}


def matches(criteria: Criteria, now: datetime) -> list[ColumnElement[bool]]:
    """The conditions under which an open listing's document matches; all of them must hold."""
    found = [documents.c.is_open, *_words(criteria), *_place(criteria), *_pay(criteria), *_choices(criteria)]
    if criteria.posted_within:
        found.append(documents.c.posted_at >= now - timedelta(days=criteria.posted_within))
    found += [not_(_names(documents.c.company_name, name)) for name in criteria.exclude_companies]
    if criteria.company:
        found.append(_names(documents.c.company_name, criteria.company))
    return found


def rank(criteria: Criteria) -> ColumnElement[float]:
    """How well a document answers the keywords (0 without any), title before company before text."""
    if not criteria.keywords:
        return literal(0.0, Float)
    return cast(func.ts_rank(documents.c.document, query(criteria.keywords)), Float)


def query(keywords: str) -> ColumnElement[object]:
    """Keywords as PostgreSQL reads them: all words, "phrases" in quotes, `or`, and a minus to leave out."""
    return func.websearch_to_tsquery(_DICTIONARY, keywords)


def _words(criteria: Criteria) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if criteria.keywords:
        wanted = query(criteria.keywords)
        # Keywords of nothing but stop words ("the") ask for nothing: they match everything rather than nothing.
        found.append(or_(func.numnode(wanted) == 0, documents.c.document.bool_op("@@")(wanted)))
    for word in criteria.exclude_words:
        phrase = func.phraseto_tsquery(_DICTIONARY, word)
        found.append(not_(documents.c.document.bool_op("@@")(phrase)))
    return found


def _place(criteria: Criteria) -> list[ColumnElement[bool]]:
    """Every comma-separated part of the place must be among the listing's words: "Austin, Texas"."""
    found = []
    for part in filter(None, (piece.strip().lower() for piece in criteria.location.split(","))):
        wordings = {part, _COUNTRIES.get(part, part)}
        found.append(or_(*(_names(documents.c.location_text, wording) for wording in sorted(wordings))))
    if criteria.remote:
        found.append(documents.c.workplace_type == "remote")
    return found


def _pay(criteria: Criteria) -> list[ColumnElement[bool]]:
    """Ranges that overlap what is asked; a listing without pay matches only where pay is not asked about."""
    found: list[ColumnElement[bool]] = []
    if criteria.salary_min is not None:
        found.append(documents.c.salary_year_max >= criteria.salary_min)
    if criteria.salary_max is not None:
        found.append(documents.c.salary_year_min <= criteria.salary_max)
    if criteria.currency:
        found.append(documents.c.currency == criteria.currency)
    return found


def _choices(criteria: Criteria) -> list[ColumnElement[bool]]:
    chosen = (
        (documents.c.workplace_type, criteria.workplace),
        (documents.c.employment_type, criteria.employment),
        (documents.c.experience_level, criteria.experience),
    )
    found: list[ColumnElement[bool]] = [column.in_(values) for column, values in chosen if values]
    if criteria.source:
        found.append(
            exists(
                select(1).where(job_sources.c.id == documents.c.job_source_id, job_sources.c.code.in_(criteria.source))
            )
        )
    return found


def _names(column: ColumnElement[str | None], words: str) -> ColumnElement[bool]:
    """Whether the column holds these words as whole words, whatever their case: "meta" is not in "Metabase"."""
    pattern = r"(^|\W)" + _SPACE.sub(r"\\s+", _SPECIAL.sub(r"\\\1", words.lower().strip())) + r"(\W|$)"
    return func.coalesce(func.lower(cast(column, String)), "").regexp_match(pattern)
