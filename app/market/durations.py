"""How long listings stay, from dbt's marts: Kaplan-Meier curves, and jobs that are posted again or open for long.

What the estimate is, is docs/analytics.md's and the marts' business; here is only what may be told of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import CTE, Select, Uuid, case, cast, func, lateral, or_, select, true
from sqlalchemy.orm import Session

from app.kit.tables import job_listings, lasting_jobs, time_to_fill, time_to_fill_quartiles
from app.market.openings import FEWEST, Scope, within

Grouping = Literal["all", "country", "source", "title_group"]
Kind = Literal["reposted", "long"]
# Smaller groups are in the marts.
_MOST_GROUPS = 500


@dataclass(frozen=True, slots=True)
class Lives:
    """Of `listings` of a group, `closed` closed; the days after which a quarter, half and three quarters had.

    None where the curve does not come down so far while at least five listings are left.
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
        """How many were open when last seen: their lives are longer than what is known of them."""
        return self.listings - self.closed


@dataclass(frozen=True, slots=True)
class Step:
    """After `day` whole days: the share open for longer; the end of `at_risk` would have been seen."""

    day: int
    at_risk: int
    closed: int
    still_open: int
    survival: float


@dataclass(frozen=True, slots=True)
class Life:
    """The curve that tells most of a scope. Curves are kept by country or by source: `covers` names what it is of."""

    lives: Lives
    steps: tuple[Step, ...]
    covers: Scope


@dataclass(frozen=True, slots=True)
class Lasting:
    """A job posted again, or open for long, with its newest open listing. `days` since it was first posted."""

    listing_id: UUID
    title: str
    company: str | None
    country: str
    source: str
    postings: int
    reopenings: int
    days: Decimal


@dataclass(frozen=True, slots=True)
class LastingCounts:
    """Open jobs that were posted again, and that have been open for long."""

    reposted: int
    long_open: int


def life(session: Session, scope: Scope) -> Life | None:
    """The curve of the scope's country, else of its source, else of all; None where none has enough listings."""
    asked: tuple[tuple[Grouping, str | None, Scope], ...] = (
        ("country", scope.country, Scope(country=scope.country)),
        ("source", scope.source, Scope(source=scope.source)),
        ("all", "all", Scope()),
    )
    for grouped_by, name, covers in asked:
        found = _lives(session, grouped_by, name) if name else ()
        if found:
            return Life(found[0], _steps(session, grouped_by, found[0].name), covers)
    return None


def ranking(session: Session, grouped_by: Grouping) -> tuple[Lives, ...]:
    """Every group that has a curve, the largest first."""
    return _lives(session, grouped_by)


def lasting_counts(session: Session, scope: Scope) -> LastingCounts:
    """How many open jobs of the scope there are of each kind."""
    own = lasting_jobs.c
    row = session.execute(
        select(
            func.count().filter(own.is_reposted).label("reposted"),
            func.count().filter(own.is_long_open).label("long_open"),
        ).where(own.is_open, *within(scope, own.country, own.source))
    ).one()
    return LastingCounts(row.reposted, row.long_open)


def lasting(session: Session, scope: Scope, kind: Kind, limit: int) -> tuple[Lasting, ...]:
    """Open jobs of the scope: those posted most often, or those open longest, first."""
    own = lasting_jobs.c
    is_kind = own.is_reposted if kind == "reposted" else own.is_long_open
    place = func.row_number().over(
        order_by=[
            *([(own.postings + own.reopenings).desc()] if kind == "reposted" else []),
            own.days_since_first.desc(),
            own.ats_organization_id,
            own.job,
        ]
    )
    chosen = (
        select(lasting_jobs, place.label("place"))
        .where(is_kind, own.is_open, *within(scope, own.country, own.source))
        .order_by("place")
        .limit(limit)
        .cte("chosen")
    )
    newest = lateral(_newest_open(chosen), "newest")
    rows = session.execute(select(chosen, newest.c.id, newest.c.title).join(newest, true()).order_by(chosen.c.place))
    return tuple(
        Lasting(
            row.id, row.title, row.company, row.country, row.source, int(row.postings), int(row.reopenings),
            row.days_since_first,
        )
        for row in rows
    )  # fmt: skip


def _newest_open(chosen: CTE) -> Select[Any]:
    """The newest open listing of a job, which is a signature on a board, or a listing that has none."""
    own = job_listings.c
    # Written so that both have an index to look in.
    unsigned = case((chosen.c.job.like("%-%"), cast(chosen.c.job, Uuid)))
    is_posting = or_(own.dedupe_hash == chosen.c.job, own.id == unsigned)
    return (
        select(own.id, own.title)
        .where(own.ats_organization_id == chosen.c.ats_organization_id, own.closed_at.is_(None), is_posting)
        .order_by(own.posted_at.desc().nulls_last(), own.id)
        .limit(1)
    )


def _lives(session: Session, grouped_by: Grouping, name: str | None = None) -> tuple[Lives, ...]:
    step, own = time_to_fill.c, time_to_fill_quartiles.c
    last = (
        select(step.name, func.max(step.day).label("day"))
        .where(step.grouped_by == grouped_by, step.at_risk >= FEWEST)
        .group_by(step.name)
        .subquery("last_told")
    )
    told = [case((own[part] <= last.c.day, own[part])).label(part) for part in ("p25", "p50", "p75")]
    rows = session.execute(
        select(own.name, own.listings, own.filled, *told)
        .join_from(time_to_fill_quartiles, last, own.name == last.c.name)
        .where(own.grouped_by == grouped_by, *([own.name == name] if name else []))
        .order_by(own.listings.desc(), own.name)
        .limit(_MOST_GROUPS)
    )
    return tuple(
        Lives(grouped_by, row.name, int(row.listings), int(row.filled), row.p25, row.p50, row.p75) for row in rows
    )


def _steps(session: Session, grouped_by: Grouping, name: str) -> tuple[Step, ...]:
    own = time_to_fill.c
    rows = session.execute(
        select(own.day, own.at_risk, own.closings, own.still_open, own.survival)
        .where(own.grouped_by == grouped_by, own.name == name, own.at_risk >= FEWEST)
        .order_by(own.day)
    )
    return tuple(Step(row.day, int(row.at_risk), int(row.closings), int(row.still_open), row.survival) for row in rows)
