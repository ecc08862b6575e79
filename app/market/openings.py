"""The market's openings from dbt's marts: totals, by day, mix. Sums only; nothing is estimated here.

Sources whose terms forbid aggregates are not in the marts; `left_out` names them. Pay, skills, how long jobs stay and
how sure all of it is are beside this in market_*.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.orm import Session

from app.kit.tables import MARTS, by_day, documents, job_sources, overview

Facet = Literal["source", "country", "workplace_type", "experience_level"]
UNKNOWN = "unknown"
# Fewer give no rate and no quartile.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Scope:
    """Which part of the market: a country's English name and a source's code, None for all."""

    country: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A UTC day: listings open at its end, first seen on it, closed on it, open again on it."""

    day: date
    open: int
    new: int
    closed: int
    reopened: int


@dataclass(frozen=True, slots=True)
class Share:
    """How many open listings have a value; `name` is "unknown" where listings do not say."""

    name: str
    open: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Open listings, those stating pay, and those opened in the last 30 days."""

    open: int
    with_stated_pay: int
    new_30d: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A source whose listings are shown but not counted, and how many are open."""

    name: str
    open: int


@dataclass(frozen=True, slots=True)
class View:
    """What is open within a scope, and which scopes there are."""

    totals: Totals
    days: tuple[Day, ...]
    by_source: tuple[Share, ...]
    by_country: tuple[Share, ...]
    by_workplace: tuple[Share, ...]
    by_level: tuple[Share, ...]
    countries: tuple[str, ...]
    sources: dict[str, str]
    left_out: tuple[LeftOut, ...]


def view(session: Session, scope: Scope) -> View:
    """All of it in one go."""
    return View(
        totals=totals(session, scope),
        days=days(session, scope),
        by_source=shares(session, "source", scope),
        by_country=shares(session, "country", scope),
        by_workplace=shares(session, "workplace_type", scope),
        by_level=shares(session, "experience_level", scope),
        countries=countries(session),
        sources=sources(session),
        left_out=left_out(session),
    )


def is_built(session: Session) -> bool:
    """Whether dbt has built the marts that are read here and in market_*.py."""
    there = [func.to_regclass(f"{mart.schema}.{mart.name}").is_not(None) for mart in MARTS]
    return bool(session.scalars(select(and_(*there))).one())


def countries(session: Session) -> tuple[str, ...]:
    """Countries with open listings, the largest first; without those whose country is unknown."""
    total = func.sum(overview.c.open_listings)
    ranked = (
        select(overview.c.country)
        .where(overview.c.country != UNKNOWN)
        .group_by(overview.c.country)
        .having(total > 0)
        .order_by(total.desc(), overview.c.country)
    )
    return tuple(session.scalars(ranked).all())


def sources(session: Session) -> dict[str, str]:
    """Code and name of the sources that are counted, by name."""
    rows = session.execute(
        select(job_sources.c.code, job_sources.c.name)
        .where(job_sources.c.code.in_(select(overview.c.source)))
        .order_by(job_sources.c.name)
    )
    return {row.code: row.name for row in rows}


def totals(session: Session, scope: Scope) -> Totals:
    """The three totals of the scope."""
    row = session.execute(
        select(
            func.coalesce(func.sum(overview.c.open_listings), 0).label("open"),
            func.coalesce(func.sum(overview.c.open_with_stated_pay), 0).label("paid"),
            func.coalesce(func.sum(overview.c.new_listings_30d), 0).label("new"),
        ).where(*within(scope, overview.c.country, overview.c.source))
    ).one()
    return Totals(int(row.open), int(row.paid), int(row.new))


def days(session: Session, scope: Scope) -> tuple[Day, ...]:
    """Every day of the scope, oldest first."""
    rows = session.execute(
        select(
            by_day.c.day,
            func.sum(by_day.c.open_listings).label("open"),
            func.sum(by_day.c.new_listings).label("new"),
            func.sum(by_day.c.closed_listings).label("closed"),
            func.sum(by_day.c.reopened_listings).label("reopened"),
        )
        .where(*within(scope, by_day.c.country, by_day.c.source))
        .group_by(by_day.c.day)
        .order_by(by_day.c.day)
    )
    return tuple(Day(row.day, int(row.open), int(row.new), int(row.closed), int(row.reopened)) for row in rows)


def shares(session: Session, facet: Facet, scope: Scope) -> tuple[Share, ...]:
    """Open listings of the scope by one facet, the largest first."""
    total = func.sum(overview.c.open_listings)
    rows = session.execute(
        select(overview.c[facet].label("name"), total.label("open"))
        .where(*within(scope, overview.c.country, overview.c.source))
        .group_by(overview.c[facet])
        .having(total > 0)
        .order_by(total.desc(), overview.c[facet])
    )
    return tuple(Share(row.name, int(row.open)) for row in rows)


def left_out(session: Session) -> tuple[LeftOut, ...]:
    """Sources with open listings whose terms forbid aggregates."""
    rows = session.execute(
        select(job_sources.c.name, func.count().label("open"))
        .join(documents, documents.c.job_source_id == job_sources.c.id)
        .where(documents.c.is_open, job_sources.c.may_aggregate.is_not(true()))
        .group_by(job_sources.c.name)
        .order_by(job_sources.c.name)
    )
    return tuple(LeftOut(row.name, row.open) for row in rows)


def within(scope: Scope, country: ColumnElement[str], source: ColumnElement[str]) -> list[ColumnElement[bool]]:
    """The conditions that keep a mart's rows to the scope."""
    asked = ((country, scope.country), (source, scope.source))
    return [column == value for column, value in asked if value]
