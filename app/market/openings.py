"""Read the market's openings from dbt's marts: totals, by day, and broken down. Sums only; nothing is estimated here.

Sources whose terms forbid aggregates are not in the marts; `list_excluded_sources` names them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.orm import Session

from app.kit.tables import MARTS, documents, job_sources, market_by_day, overview

Facet = Literal["source", "country", "workplace_type", "experience_level"]
UNKNOWN = "unknown"
# Smaller groups get no rate and no quartile.
MIN_GROUP_SIZE = 5


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the market: a country's English name and a source's code, None for all."""

    country: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class MarketDay:
    """A UTC day: listings open at its end, and listings that opened, closed and reopened on it."""

    day: date
    open: int
    new: int
    closed: int
    reopened: int


@dataclass(frozen=True, slots=True)
class FacetCount:
    """The number of open listings with one value of a facet; `name` is "unknown" for listings without a value."""

    name: str
    open: int


@dataclass(frozen=True, slots=True)
class MarketTotals:
    """The number of open listings, of those that state pay, and of listings that opened in the last 30 days."""

    open: int
    with_stated_pay: int
    new_30d: int


@dataclass(frozen=True, slots=True)
class ExcludedSource:
    """A source whose listings are shown but not counted, with its number of open listings."""

    name: str
    open: int


@dataclass(frozen=True, slots=True)
class MarketOverview:
    """The openings of one scope, and the scopes to choose from."""

    totals: MarketTotals
    days: tuple[MarketDay, ...]
    by_source: tuple[FacetCount, ...]
    by_country: tuple[FacetCount, ...]
    by_workplace: tuple[FacetCount, ...]
    by_level: tuple[FacetCount, ...]
    countries: tuple[str, ...]
    sources: dict[str, str]
    excluded_sources: tuple[ExcludedSource, ...]


def load_overview(session: Session, scope: Scope) -> MarketOverview:
    """Return the openings of the scope."""
    return MarketOverview(
        totals=count_totals(session, scope),
        days=list_days(session, scope),
        by_source=count_by_facet(session, "source", scope),
        by_country=count_by_facet(session, "country", scope),
        by_workplace=count_by_facet(session, "workplace_type", scope),
        by_level=count_by_facet(session, "experience_level", scope),
        countries=list_countries(session),
        sources=list_sources(session),
        excluded_sources=list_excluded_sources(session),
    )


def is_built(session: Session) -> bool:
    """Return whether dbt has built every mart that this feature reads."""
    mart_exists = [func.to_regclass(f"{mart.schema}.{mart.name}").is_not(None) for mart in MARTS]
    return bool(session.scalars(select(and_(*mart_exists))).one())


def list_countries(session: Session) -> tuple[str, ...]:
    """Return the countries with open listings, largest first, without the unknown one."""
    total = func.sum(overview.c.open_listings)
    ranking = (
        select(overview.c.country)
        .where(overview.c.country != UNKNOWN)
        .group_by(overview.c.country)
        .having(total > 0)
        .order_by(total.desc(), overview.c.country)
    )
    return tuple(session.scalars(ranking).all())


def list_sources(session: Session) -> dict[str, str]:
    """Return the code and name of each source that is counted, by name."""
    rows = session.execute(
        select(job_sources.c.code, job_sources.c.name)
        .where(job_sources.c.code.in_(select(overview.c.source)))
        .order_by(job_sources.c.name)
    )
    return {row.code: row.name for row in rows}


def count_totals(session: Session, scope: Scope) -> MarketTotals:
    """Return the totals of the scope."""
    row = session.execute(
        select(
            func.coalesce(func.sum(overview.c.open_listings), 0).label("open"),
            func.coalesce(func.sum(overview.c.open_with_stated_pay), 0).label("with_pay"),
            func.coalesce(func.sum(overview.c.new_listings_30d), 0).label("new"),
        ).where(*build_scope_conditions(scope, overview.c.country, overview.c.source))
    ).one()
    return MarketTotals(int(row.open), int(row.with_pay), int(row.new))


def list_days(session: Session, scope: Scope) -> tuple[MarketDay, ...]:
    """Return every day of the scope, oldest first."""
    rows = session.execute(
        select(
            market_by_day.c.day,
            func.sum(market_by_day.c.open_listings).label("open"),
            func.sum(market_by_day.c.new_listings).label("new"),
            func.sum(market_by_day.c.closed_listings).label("closed"),
            func.sum(market_by_day.c.reopened_listings).label("reopened"),
        )
        .where(*build_scope_conditions(scope, market_by_day.c.country, market_by_day.c.source))
        .group_by(market_by_day.c.day)
        .order_by(market_by_day.c.day)
    )
    return tuple(MarketDay(row.day, int(row.open), int(row.new), int(row.closed), int(row.reopened)) for row in rows)


def count_by_facet(session: Session, facet: Facet, scope: Scope) -> tuple[FacetCount, ...]:
    """Return the open listings of the scope by the values of one facet, largest first."""
    total = func.sum(overview.c.open_listings)
    rows = session.execute(
        select(overview.c[facet].label("name"), total.label("open"))
        .where(*build_scope_conditions(scope, overview.c.country, overview.c.source))
        .group_by(overview.c[facet])
        .having(total > 0)
        .order_by(total.desc(), overview.c[facet])
    )
    return tuple(FacetCount(row.name, int(row.open)) for row in rows)


def list_excluded_sources(session: Session) -> tuple[ExcludedSource, ...]:
    """Return the sources with open listings whose terms forbid aggregates."""
    rows = session.execute(
        select(job_sources.c.name, func.count().label("open"))
        .join(documents, documents.c.job_source_id == job_sources.c.id)
        .where(documents.c.is_open, job_sources.c.may_aggregate.is_not(true()))
        .group_by(job_sources.c.name)
        .order_by(job_sources.c.name)
    )
    return tuple(ExcludedSource(row.name, row.open) for row in rows)


def build_scope_conditions(
    scope: Scope, country: ColumnElement[str], source: ColumnElement[str]
) -> list[ColumnElement[bool]]:
    """Return the conditions that restrict a mart's rows to the scope."""
    return [column == value for column, value in ((country, scope.country), (source, scope.source)) if value]
