"""Read annual pay of open jobs from dbt's marts, by level and by title and place.

Stated and estimated pay are separate, currencies are never converted, and groups below five jobs do not appear.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.kit.tables import pay, pay_by_title

# More titles than anyone scrolls through; rarer ones have a handful of jobs.
_MAX_TITLES = 3_000


@dataclass(frozen=True, slots=True)
class PayBand:
    """Annual pay of the n jobs of a level or title group: quartiles of the middle of each range, in `currency`."""

    name: str
    country: str
    currency: str
    is_estimated: bool
    p25: Decimal
    p50: Decimal
    p75: Decimal
    n: int


def list_pay_by_level(session: Session) -> tuple[PayBand, ...]:
    """Return every group of level, country and currency, largest first."""
    rows = session.execute(select(pay).order_by(pay.c.n.desc(), pay.c.country, pay.c.currency))
    return tuple(_create_pay_band(row.experience_level, row) for row in rows)


def list_titles_with_pay(session: Session, country: str | None) -> tuple[str, ...]:
    """Return the title groups with pay in the country (None: anywhere), those with most jobs first."""
    jobs = func.sum(pay_by_title.c.n)
    titles = (
        select(pay_by_title.c.title_group)
        .where(*_build_country_conditions(country))
        .group_by(pay_by_title.c.title_group)
        .order_by(jobs.desc(), pay_by_title.c.title_group)
        .limit(_MAX_TITLES)
    )
    return tuple(session.scalars(titles))


def list_pay_of_title(session: Session, title: str) -> tuple[PayBand, ...]:
    """Return a title group's pay in every place, places with most jobs first."""
    return _list_pay_by_title(session, pay_by_title.c.title_group == title)


def list_largest_groups(session: Session, country: str | None, limit: int) -> tuple[PayBand, ...]:
    """Return the groups of title and place in the country (None: anywhere) with most jobs."""
    return _list_pay_by_title(session, *_build_country_conditions(country), limit=limit)


def _list_pay_by_title(
    session: Session, *conditions: ColumnElement[bool], limit: int | None = None
) -> tuple[PayBand, ...]:
    columns = pay_by_title.c
    order = (columns.n.desc(), columns.title_group, columns.country, columns.currency, columns.is_estimated)
    rows = session.execute(select(pay_by_title).where(*conditions).order_by(*order).limit(limit))
    return tuple(_create_pay_band(row.title_group, row) for row in rows)


def _build_country_conditions(country: str | None) -> list[ColumnElement[bool]]:
    return [pay_by_title.c.country == country] if country else []


def _create_pay_band(name: str, row: Any) -> PayBand:
    return PayBand(name, row.country, row.currency, row.is_estimated, row.p25, row.p50, row.p75, int(row.n))
