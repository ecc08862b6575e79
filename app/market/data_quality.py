"""Read how reliable the market's metrics are from dbt's marts: fetches, duplicates, and the delay of alerts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.kit.tables import alert_latency, duplicates, source_health
from app.market.openings import MIN_GROUP_SIZE, Scope

# A board is fresh if its last complete fetch is at most this old.
FRESH_PERIOD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """A source's boards: their number, how many are fresh, and how many failed at their newest fetch."""

    name: str
    is_active: bool
    may_aggregate: bool
    boards: int
    fresh: int
    failed: int
    open: int
    rejected: int


@dataclass(frozen=True, slots=True)
class DuplicateCount:
    """Of the `open` listings that a rule applies to, the number that repeat a job already counted."""

    rule: str
    open: int
    duplicates: int


@dataclass(frozen=True, slots=True)
class AlertLatency:
    """Seconds from the fetch that found a job to the email; None of fewer than five deliveries."""

    day: date
    frequency: str
    median: float | None
    p95: float | None
    n: int


def list_source_health(session: Session, now: datetime) -> tuple[SourceHealth, ...]:
    """Return every source that has boards, by name."""
    columns = source_health.c
    rows = session.execute(
        select(
            columns.source_name,
            columns.is_active,
            columns.may_aggregate,
            func.count().label("boards"),
            func.count().filter(columns.last_complete_fetch_at >= now - FRESH_PERIOD).label("fresh"),
            func.count().filter(columns.sync_status == "failed").label("failed"),
            func.sum(columns.open_listings).label("open"),
            func.sum(columns.rejected_records).label("rejected"),
        )
        .group_by(columns.source_name, columns.is_active, columns.may_aggregate)
        .order_by(columns.source_name)
    )
    return tuple(
        SourceHealth(
            name=row.source_name,
            is_active=bool(row.is_active),
            may_aggregate=bool(row.may_aggregate),
            boards=row.boards,
            fresh=row.fresh,
            failed=row.failed,
            open=int(row.open),
            rejected=int(row.rejected),
        )
        for row in rows
    )


def list_duplicate_counts(session: Session, scope: Scope) -> tuple[DuplicateCount, ...]:
    """Return the duplicates of the scope's source by rule; there are no counts by country."""
    columns = duplicates.c
    conditions = [columns.source == scope.source] if scope.source else []
    rows = session.execute(
        select(
            columns.rule,
            func.sum(columns.open_listings).label("open"),
            func.sum(columns.duplicates).label("duplicates"),
        )
        .where(*conditions)
        .group_by(columns.rule)
        .order_by(columns.rule)
    )
    return tuple(DuplicateCount(row.rule, int(row.open), int(row.duplicates)) for row in rows)


def list_alert_latencies(session: Session, limit: int) -> tuple[AlertLatency, ...]:
    """Return the newest days on which alerts were sent, by frequency."""
    columns = alert_latency.c
    rows = session.execute(select(alert_latency).order_by(columns.day.desc(), columns.frequency).limit(limit))
    return tuple(
        AlertLatency(
            row.day,
            row.frequency,
            _read_seconds(row.p50_seconds, row.n),
            _read_seconds(row.p95_seconds, row.n),
            int(row.n),
        )
        for row in rows
    )


def _read_seconds(value: object, n: int) -> float | None:
    return float(str(value)) if n >= MIN_GROUP_SIZE else None
