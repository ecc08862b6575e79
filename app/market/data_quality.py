"""How sure the market's figures are, from dbt's marts: what was fetched, what is counted twice, how late alerts are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.kit.tables import alert_latency, duplicates, source_health
from app.market.openings import FEWEST, Scope

# A board fetched completely within it is fresh.
FRESH = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Health:
    """A source's boards: how many there are, were fetched completely within a day, and failed at the newest fetch."""

    name: str
    is_active: bool
    may_aggregate: bool
    boards: int
    fresh: int
    failed: int
    open: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Repeats:
    """`repeated` of the `open` listings that a rule can judge are further postings of a job already counted."""

    rule: str
    open: int
    repeated: int


@dataclass(frozen=True, slots=True)
class Wait:
    """From the fetch that found a job to the letter, in seconds; None of fewer than five deliveries."""

    day: date
    frequency: str
    median: float | None
    p95: float | None
    n: int


def health(session: Session, now: datetime) -> tuple[Health, ...]:
    """Every source that has boards, by name."""
    own = source_health.c
    rows = session.execute(
        select(
            own.source_name, own.is_active, own.may_aggregate,
            func.count().label("boards"),
            func.count().filter(own.last_complete_fetch_at >= now - FRESH).label("fresh"),
            func.count().filter(own.sync_status == "failed").label("failed"),
            func.sum(own.open_listings).label("open"),
            func.sum(own.rejected_records).label("rejected"),
        )
        .group_by(own.source_name, own.is_active, own.may_aggregate)
        .order_by(own.source_name)
    )  # fmt: skip
    return tuple(
        Health(
            row.source_name, bool(row.is_active), bool(row.may_aggregate), row.boards, row.fresh, row.failed,
            int(row.open), int(row.rejected),
        )
        for row in rows
    )  # fmt: skip


def repeats(session: Session, scope: Scope) -> tuple[Repeats, ...]:
    """Each rule's findings in the scope's source; they are not kept by country."""
    own = duplicates.c
    only = [own.source == scope.source] if scope.source else []
    rows = session.execute(
        select(own.rule, func.sum(own.open_listings).label("open"), func.sum(own.duplicates).label("repeated"))
        .where(*only)
        .group_by(own.rule)
        .order_by(own.rule)
    )
    return tuple(Repeats(row.rule, int(row.open), int(row.repeated)) for row in rows)


def waits(session: Session, limit: int) -> tuple[Wait, ...]:
    """The newest days on which alerts were sent, by frequency."""
    own = alert_latency.c
    rows = session.execute(select(alert_latency).order_by(own.day.desc(), own.frequency).limit(limit))
    return tuple(
        Wait(row.day, row.frequency, _told(row.p50_seconds, row.n), _told(row.p95_seconds, row.n), int(row.n))
        for row in rows
    )


def _told(seconds: object, n: int) -> float | None:
    return float(str(seconds)) if n >= FEWEST else None
