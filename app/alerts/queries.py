"""Read a user's saved searches, their alerts and what those found. Changing them: app.alerts.service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from app.kit.tables import (
    alert_deliveries,
    alert_runs,
    alert_schedules,
    job_alerts,
    saved_search_extras,
    saved_searches,
)
from app.listings.cards import Card, cards
from app.search.criteria import Criteria
from app.search.storage import from_row
from database.models import AlertFrequency

LONGEST_NAME = 120
RUNS = 20
USUAL_HOUR = 8
USUAL_WEEKDAY = 1


@dataclass(frozen=True, slots=True)
class AlertTiming:
    """When an alert reports: at once, daily at `hour`, or weekly on `weekday` (1 is Monday) at `hour`; all local."""

    frequency: AlertFrequency
    hour: int = USUAL_HOUR
    weekday: int = USUAL_WEEKDAY


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert: `told` jobs in letters so far, `waiting` for the next one, `failed` when its last run did."""

    id: UUID
    timing: AlertTiming
    is_active: bool
    last_checked_at: datetime | None
    told: int
    waiting: int
    error: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved search and its alert, if it has one."""

    id: UUID
    name: str
    criteria: Criteria
    created_at: datetime
    last_run_at: datetime | None
    alert: Alert | None


@dataclass(frozen=True, slots=True)
class Run:
    """One check of an alert: how many it newly found, or why it failed."""

    checked_at: datetime
    result_count: int | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Match:
    """A job an alert found; `sent_at` is None until its letter went out."""

    card: Card
    matched_at: datetime
    sent_at: datetime | None


def listed(session: Session) -> tuple[Kept, ...]:
    """Every saved search, the newest first."""
    order = (saved_searches.c.created_at.desc(), saved_searches.c.id)
    return tuple(_kept(row) for row in session.execute(_rows().order_by(*order)))


def find(session: Session, search_id: UUID) -> Kept | None:
    """One saved search; None when the person has none with this id."""
    row = session.execute(_rows().where(saved_searches.c.id == search_id)).one_or_none()
    return None if row is None else _kept(row)


def runs(session: Session, alert_id: UUID) -> tuple[Run, ...]:
    """The last checks of an alert."""
    checked = select(alert_runs).where(alert_runs.c.job_alert_id == alert_id)
    rows = session.execute(checked.order_by(alert_runs.c.checked_at.desc(), alert_runs.c.id).limit(RUNS))
    return tuple(Run(row.checked_at, row.result_count, row.error) for row in rows)


def matched(session: Session, limit: int, search_id: UUID | None = None) -> tuple[Match, ...]:
    """What the alerts found last, each job once; of one search, or of all."""
    own = (
        select(
            alert_deliveries.c.job_listing_id,
            func.max(alert_deliveries.c.matched_at).label("matched_at"),
            func.max(alert_deliveries.c.sent_at).label("sent_at"),
        )
        .join(job_alerts, job_alerts.c.id == alert_deliveries.c.job_alert_id)
        .group_by(alert_deliveries.c.job_listing_id)
        .order_by(func.max(alert_deliveries.c.matched_at).desc(), alert_deliveries.c.job_listing_id)
        .limit(limit)
    )
    if search_id is not None:
        own = own.where(job_alerts.c.saved_search_id == search_id)
    rows = session.execute(own).all()
    found = {card.id: card for card in cards(session, [row.job_listing_id for row in rows])}
    return tuple(Match(found[row.job_listing_id], row.matched_at, row.sent_at) for row in rows)


def named(written: str) -> str:
    """A name on one line, without what cannot be stored, as long as it may be; never empty."""
    return " ".join(written.replace("\x00", "").split())[:LONGEST_NAME] or "Saved search"


def _rows() -> Select[Any]:
    found = select(
        alert_deliveries.c.job_alert_id,
        func.count(alert_deliveries.c.sent_at).label("told"),
        func.count().filter(alert_deliveries.c.sent_at.is_(None)).label("waiting"),
    )
    counted = found.group_by(alert_deliveries.c.job_alert_id).subquery()
    last_error = (
        select(alert_runs.c.error)
        .where(alert_runs.c.job_alert_id == job_alerts.c.id)
        .order_by(alert_runs.c.checked_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            saved_searches,
            saved_search_extras.c.criteria,
            job_alerts.c.id.label("alert_id"),
            *(job_alerts.c[name] for name in ("frequency", "is_active", "last_checked_at")),
            func.coalesce(alert_schedules.c.hour, USUAL_HOUR).label("hour"),
            func.coalesce(alert_schedules.c.weekday, USUAL_WEEKDAY).label("weekday"),
            func.coalesce(counted.c.told, 0).label("told"),
            func.coalesce(counted.c.waiting, 0).label("waiting"),
            last_error.label("error"),
        )
        .outerjoin(saved_search_extras, saved_search_extras.c.saved_search_id == saved_searches.c.id)
        .outerjoin(job_alerts, job_alerts.c.saved_search_id == saved_searches.c.id)
        .outerjoin(alert_schedules, alert_schedules.c.job_alert_id == job_alerts.c.id)
        .outerjoin(counted, counted.c.job_alert_id == job_alerts.c.id)
    )


def _kept(row: Row[Any]) -> Kept:
    its = None
    if row.alert_id is not None:
        timing = AlertTiming(row.frequency, row.hour, row.weekday)
        its = Alert(row.alert_id, timing, row.is_active, row.last_checked_at, row.told, row.waiting, row.error)
    return Kept(row.id, row.name or named(""), from_row(row, row.criteria), row.created_at, row.last_run_at, its)
