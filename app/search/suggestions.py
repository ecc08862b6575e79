"""What a person may be about to type: titles, companies and places the ledger has, by their beginning.

Each is a range of an index (migration 0013), so that it stays quick however many listings there are.
"""

from __future__ import annotations

import sys
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, exists, func, select, union_all
from sqlalchemy.orm import Session

from app.kit.tables import companies, job_listings, locations

Field = Literal["title", "company", "place"]
FIELDS: tuple[Field, ...] = ("title", "company", "place")
SHORTEST, LONGEST = 2, 80
SHOWN = 8
# Of titles and companies that begin alike so many are looked at, so that two letters cost no more than ten.
_COUNTED, _LOOKED_AT = 20_000, 200
# No characters: what UTF-16 needs for itself.
_SURROGATES, _AFTER_SURROGATES = 0xD800, 0xE000


def suggest(session: Session, field: Field, typed: str) -> tuple[str, ...]:
    """At most SHOWN values that begin with what was typed, the most frequent first; none for less than two letters."""
    beginning = " ".join(typed.replace("\x00", "").split())[:LONGEST].lower()
    if len(beginning) < SHORTEST:
        return ()
    asked = {"title": _titles, "company": _companies, "place": _places}[field]
    return tuple(session.scalars(asked(beginning).limit(SHOWN)))


def _titles(beginning: str) -> Select[Any]:
    alike = (
        select(job_listings.c.title)
        .where(job_listings.c.closed_at.is_(None), _begins(job_listings.c.title, beginning))
        .limit(_COUNTED)
        .subquery()
    )
    title = func.min(alike.c.title)
    return select(title).group_by(func.lower(alike.c.title)).order_by(func.count().desc(), title)


def _companies(beginning: str) -> Select[Any]:
    alike = (
        select(companies.c.id, companies.c.name)
        .where(_begins(companies.c.name, beginning))
        .limit(_LOOKED_AT)
        .subquery()
    )
    hiring = exists().where(job_listings.c.company_id == alike.c.id, job_listings.c.closed_at.is_(None))
    return select(alike.c.name).where(hiring).order_by(func.length(alike.c.name), alike.c.name)


def _places(beginning: str) -> Select[Any]:
    parts = union_all(
        *(
            select(column.label("name"), func.count().label("places"))
            .where(_begins(column, beginning))
            .group_by(column)
            for column in (locations.c.city, locations.c.region, locations.c.country)
        )
    ).subquery()
    return select(parts.c.name).group_by(parts.c.name).order_by(func.sum(parts.c.places).desc(), parts.c.name)


def _begins(column: ColumnElement[Any], beginning: str) -> ColumnElement[bool]:
    """From the beginning to the next one that differs, compared as the indexes are: a range whatever is planned."""
    indexed = func.lower(func.left(column, LONGEST))
    return and_(
        indexed.op("~>=~", is_comparison=True)(beginning), indexed.op("~<~", is_comparison=True)(_after(beginning))
    )


def _after(beginning: str) -> str:
    """The least text that is greater than all with this beginning."""
    last = ord(beginning[-1]) + 1
    return beginning[:-1] + chr(_AFTER_SURROGATES if last == _SURROGATES else min(last, sys.maxunicode))
