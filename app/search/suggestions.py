"""Suggest titles, companies and places of the ledger that begin with what a person has typed.

Each suggestion is a range of an index, so that it stays quick however many listings there are. Not here: the HTTP
answer (app.search.routes).
"""

from __future__ import annotations

import sys
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, exists, func, select, union_all
from sqlalchemy.orm import Session

from app.kit.tables import companies, job_listings, locations

Field = Literal["title", "company", "place"]
SUGGESTED_FIELDS: tuple[Field, ...] = ("title", "company", "place")
MIN_LENGTH, MAX_LENGTH = 2, 80
MAX_SUGGESTIONS = 8
# At most so many titles and companies are read, so that two letters cost no more than ten.
_MAX_TITLES, _MAX_COMPANIES = 20_000, 200
# These code points are reserved for UTF-16 and are no characters.
_FIRST_SURROGATE, _FIRST_AFTER_SURROGATES = 0xD800, 0xE000


def suggest(session: Session, field: Field, typed: str) -> tuple[str, ...]:
    """Return up to MAX_SUGGESTIONS values that begin with what was typed, most frequent first; none below SHORTEST."""
    beginning = " ".join(typed.replace("\x00", "").split())[:MAX_LENGTH].lower()
    if len(beginning) < MIN_LENGTH:
        return ()
    build = {"title": _select_titles, "company": _select_companies, "place": _select_places}[field]
    return tuple(session.scalars(build(beginning).limit(MAX_SUGGESTIONS)))


def _select_titles(beginning: str) -> Select[Any]:
    candidates = (
        select(job_listings.c.title)
        .where(job_listings.c.closed_at.is_(None), _begins_with(job_listings.c.title, beginning))
        .limit(_MAX_TITLES)
        .subquery()
    )
    title = func.min(candidates.c.title)
    return select(title).group_by(func.lower(candidates.c.title)).order_by(func.count().desc(), title)


def _select_companies(beginning: str) -> Select[Any]:
    candidates = (
        select(companies.c.id, companies.c.name)
        .where(_begins_with(companies.c.name, beginning))
        .limit(_MAX_COMPANIES)
        .subquery()
    )
    has_open_listing = exists().where(job_listings.c.company_id == candidates.c.id, job_listings.c.closed_at.is_(None))
    return select(candidates.c.name).where(has_open_listing).order_by(func.length(candidates.c.name), candidates.c.name)


def _select_places(beginning: str) -> Select[Any]:
    parts = union_all(
        *(
            select(column.label("name"), func.count().label("places"))
            .where(_begins_with(column, beginning))
            .group_by(column)
            for column in (locations.c.city, locations.c.region, locations.c.country)
        )
    ).subquery()
    return select(parts.c.name).group_by(parts.c.name).order_by(func.sum(parts.c.places).desc(), parts.c.name)


def _begins_with(column: ColumnElement[Any], beginning: str) -> ColumnElement[bool]:
    """Require the text to begin so, as a range in the order of the indexes, so that every plan can use them."""
    indexed_text = func.lower(func.left(column, MAX_LENGTH))
    return and_(
        indexed_text.op("~>=~", is_comparison=True)(beginning),
        indexed_text.op("~<~", is_comparison=True)(_compute_next_beginning(beginning)),
    )


def _compute_next_beginning(beginning: str) -> str:
    """Return the least text that is greater than all texts with this beginning."""
    last = ord(beginning[-1]) + 1
    return beginning[:-1] + chr(_FIRST_AFTER_SURROGATES if last == _FIRST_SURROGATE else min(last, sys.maxunicode))
