"""Read how long listings stay open from dbt's marts: Kaplan-Meier curves, reposted jobs and long-open jobs.

The estimate itself is made in the marts and explained in docs/analytics.md; this module decides which of it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import CTE, Select, Uuid, case, cast, func, lateral, or_, select, true
from sqlalchemy.orm import Session

from app.kit.tables import job_listings, long_open_jobs, time_to_fill, time_to_fill_quartiles
from app.market.openings import MIN_GROUP_SIZE, Scope, build_scope_conditions

Grouping = Literal["all", "country", "source", "title_group"]
LongOpenKind = Literal["reposted", "long"]
# Smaller groups are in the marts.
_MAX_GROUPS = 500


@dataclass(frozen=True, slots=True)
class DurationQuartiles:
    """The days after which a quarter, half and three quarters of a group's `listings` had closed.

    A quartile is None where the curve does not reach it while at least five listings are at risk.
    """

    grouped_by: str
    name: str
    listings: int
    closed: int
    p25: int | None
    p50: int | None
    p75: int | None

    @property
    def still_open(self) -> int:
        """Return how many listings were open when last seen (right-censored)."""
        return self.listings - self.closed


@dataclass(frozen=True, slots=True)
class CurveStep:
    """One step of a survival curve: after `day` whole days, the share still open and the listings at risk."""

    day: int
    at_risk: int
    closed: int
    still_open: int
    survival: float


@dataclass(frozen=True, slots=True)
class SurvivalCurve:
    """The most specific curve for a scope. Curves exist by country or by source; this one is for `covered_scope`."""

    quartiles: DurationQuartiles
    steps: tuple[CurveStep, ...]
    covered_scope: Scope


@dataclass(frozen=True, slots=True)
class LongOpenJob:
    """A job that was reposted or is open for long, with its newest open listing. `days` since it was first posted."""

    listing_id: UUID
    title: str
    company: str | None
    country: str
    source: str
    postings: int
    reopenings: int
    days: Decimal


@dataclass(frozen=True, slots=True)
class LongOpenCounts:
    """The number of open jobs that were reposted, and of those open for long."""

    reposted: int
    long_open: int


def load_curve(session: Session, scope: Scope) -> SurvivalCurve | None:
    """Return the curve of the scope's country, else of its source, else of all; None where none has enough listings."""
    candidates: tuple[tuple[Grouping, str | None, Scope], ...] = (
        ("country", scope.country, Scope(country=scope.country)),
        ("source", scope.source, Scope(source=scope.source)),
        ("all", "all", Scope()),
    )
    for grouped_by, name, covers in candidates:
        quartiles = _list_quartiles(session, grouped_by, name) if name else ()
        if quartiles:
            return SurvivalCurve(quartiles[0], _list_steps(session, grouped_by, quartiles[0].name), covers)
    return None


def list_durations(session: Session, grouped_by: Grouping) -> tuple[DurationQuartiles, ...]:
    """Return the quartiles of every group that has a curve, largest group first."""
    return _list_quartiles(session, grouped_by)


def count_long_open_jobs(session: Session, scope: Scope) -> LongOpenCounts:
    """Return how many open jobs of the scope were reposted and how many are open for long."""
    columns = long_open_jobs.c
    row = session.execute(
        select(
            func.count().filter(columns.is_reposted).label("reposted"),
            func.count().filter(columns.is_long_open).label("long_open"),
        ).where(columns.is_open, *build_scope_conditions(scope, columns.country, columns.source))
    ).one()
    return LongOpenCounts(row.reposted, row.long_open)


def list_long_open_jobs(session: Session, scope: Scope, kind: LongOpenKind, limit: int) -> tuple[LongOpenJob, ...]:
    """Return the open jobs of the scope that were posted most often, or that are open longest, first."""
    columns = long_open_jobs.c
    is_of_kind = columns.is_reposted if kind == "reposted" else columns.is_long_open
    rank = func.row_number().over(
        order_by=[
            *([(columns.postings + columns.reopenings).desc()] if kind == "reposted" else []),
            columns.days_since_first.desc(),
            columns.ats_organization_id,
            columns.job,
        ]
    )
    jobs = (
        select(long_open_jobs, rank.label("rank"))
        .where(is_of_kind, columns.is_open, *build_scope_conditions(scope, columns.country, columns.source))
        .order_by("rank")
        .limit(limit)
        .cte("jobs")
    )
    newest = lateral(_select_newest_open_listing(jobs), "newest")
    rows = session.execute(select(jobs, newest.c.id, newest.c.title).join(newest, true()).order_by(jobs.c.rank))
    return tuple(
        LongOpenJob(
            listing_id=row.id,
            title=row.title,
            company=row.company,
            country=row.country,
            source=row.source,
            postings=int(row.postings),
            reopenings=int(row.reopenings),
            days=row.days_since_first,
        )
        for row in rows
    )


def _select_newest_open_listing(jobs: CTE) -> Select[Any]:
    """Return a query for the newest open listing of a job, which is a signature on a board or a listing without one."""
    columns = job_listings.c
    # Two comparisons, so that PostgreSQL can use an index for each.
    listing_id = case((jobs.c.job.like("%-%"), cast(jobs.c.job, Uuid)))
    is_posting_of_job = or_(columns.dedupe_hash == jobs.c.job, columns.id == listing_id)
    return (
        select(columns.id, columns.title)
        .where(
            columns.ats_organization_id == jobs.c.ats_organization_id, columns.closed_at.is_(None), is_posting_of_job
        )
        .order_by(columns.posted_at.desc().nulls_last(), columns.id)
        .limit(1)
    )


def _list_quartiles(session: Session, grouped_by: Grouping, name: str | None = None) -> tuple[DurationQuartiles, ...]:
    step, columns = time_to_fill.c, time_to_fill_quartiles.c
    last_step = (
        select(step.name, func.max(step.day).label("day"))
        .where(step.grouped_by == grouped_by, step.at_risk >= MIN_GROUP_SIZE)
        .group_by(step.name)
        .subquery("last_step")
    )
    quartiles = [
        case((columns[quartile] <= last_step.c.day, columns[quartile])).label(quartile)
        for quartile in ("p25", "p50", "p75")
    ]
    rows = session.execute(
        select(columns.name, columns.listings, columns.filled, *quartiles)
        .join_from(time_to_fill_quartiles, last_step, columns.name == last_step.c.name)
        .where(columns.grouped_by == grouped_by, *([columns.name == name] if name else []))
        .order_by(columns.listings.desc(), columns.name)
        .limit(_MAX_GROUPS)
    )
    return tuple(
        DurationQuartiles(grouped_by, row.name, int(row.listings), int(row.filled), row.p25, row.p50, row.p75)
        for row in rows
    )


def _list_steps(session: Session, grouped_by: Grouping, name: str) -> tuple[CurveStep, ...]:
    columns = time_to_fill.c
    rows = session.execute(
        select(columns.day, columns.at_risk, columns.closings, columns.still_open, columns.survival)
        .where(columns.grouped_by == grouped_by, columns.name == name, columns.at_risk >= MIN_GROUP_SIZE)
        .order_by(columns.day)
    )
    return tuple(
        CurveStep(row.day, int(row.at_risk), int(row.closings), int(row.still_open), row.survival) for row in rows
    )
