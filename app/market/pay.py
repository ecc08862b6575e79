"""What open jobs pay a year, from dbt's marts: by level, and by title and place.

Stated and estimated pay are kept apart, currencies never converted, groups of fewer than five jobs are not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.kit.tables import pay, pay_by_title

# More names than anyone scrolls through; what is rarer than these has a handful of jobs.
_MOST_TITLES = 3_000


@dataclass(frozen=True, slots=True)
class PayBand:
    """Pay a year of n jobs of a level or title group: quartiles of the middle of each range, in `currency`."""

    name: str
    country: str
    currency: str
    is_estimated: bool
    p25: Decimal
    p50: Decimal
    p75: Decimal
    n: int


def by_level(session: Session) -> tuple[PayBand, ...]:
    """Every group of level, country and currency, the largest first."""
    rows = session.execute(select(pay).order_by(pay.c.n.desc(), pay.c.country, pay.c.currency))
    return tuple(_band(row.experience_level, row) for row in rows)


def titles(session: Session, country: str | None) -> tuple[str, ...]:
    """Title groups whose pay is known, in the country or anywhere, those of most jobs first."""
    jobs = func.sum(pay_by_title.c.n)
    found: Select[tuple[str]] = (
        select(pay_by_title.c.title_group)
        .where(*_in(country))
        .group_by(pay_by_title.c.title_group)
        .order_by(jobs.desc(), pay_by_title.c.title_group)
        .limit(_MOST_TITLES)
    )
    return tuple(session.scalars(found))


def of_title(session: Session, title: str) -> tuple[PayBand, ...]:
    """A title group's pay in every place, the places of most jobs first."""
    return _by_title(session, pay_by_title.c.title_group == title)


def leading(session: Session, country: str | None, limit: int) -> tuple[PayBand, ...]:
    """The groups of title and place, in the country or anywhere, that rest on most jobs."""
    return _by_title(session, *_in(country), limit=limit)


def _by_title(session: Session, *conditions: ColumnElement[bool], limit: int | None = None) -> tuple[PayBand, ...]:
    own = pay_by_title.c
    order = (own.n.desc(), own.title_group, own.country, own.currency, own.is_estimated)
    rows = session.execute(select(pay_by_title).where(*conditions).order_by(*order).limit(limit))
    return tuple(_band(row.title_group, row) for row in rows)


def _in(country: str | None) -> list[ColumnElement[bool]]:
    return [pay_by_title.c.country == country] if country else []


def _band(name: str, row: Any) -> PayBand:
    return PayBand(name, row.country, row.currency, row.is_estimated, row.p25, row.p50, row.p75, int(row.n))
