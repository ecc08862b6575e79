"""The searches someone keeps, and the alert of each: its rhythm, what it did and what it told.

Every session here acts for one person (database.sessions). Matching and letters are app.alerts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
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
from app.search.storage import columns, criteria_of, extras
from database.models import AlertFrequency
from database.sessions import CURRENT_USER_ID

LONGEST_NAME = 120
RUNS = 20
USUAL_HOUR, USUAL_WEEKDAY = 8, 1


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When an alert reports: at once, daily at `hour`, or weekly on `weekday` (1 is Monday) at `hour`; all local."""

    frequency: AlertFrequency
    hour: int = USUAL_HOUR
    weekday: int = USUAL_WEEKDAY


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert: `told` jobs in letters so far, `waiting` for the next one, `failed` when its last run did."""

    id: UUID
    rhythm: Rhythm
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


def keep(session: Session, name: str, criteria: Criteria, at: datetime) -> UUID:
    """Save a search under a name; returns its id."""
    row = columns(criteria) | {"user_id": CURRENT_USER_ID, "name": named(name), "created_at": at, "updated_at": at}
    made: UUID = session.scalars(insert(saved_searches).values(row).returning(saved_searches.c.id)).one()
    _keep_extras(session, made, criteria)
    return made


def change(session: Session, search_id: UUID, criteria: Criteria, at: datetime) -> bool:
    """Let a saved search ask for something else; False when there is none."""
    own = update(saved_searches).where(saved_searches.c.id == search_id)
    if not session.scalars(own.values(columns(criteria) | {"updated_at": at}).returning(saved_searches.c.id)).all():
        return False
    _keep_extras(session, search_id, criteria)
    return True


def rename(session: Session, search_id: UUID, name: str, at: datetime) -> None:
    """Give a saved search another name."""
    own = update(saved_searches).where(saved_searches.c.id == search_id)
    session.execute(own.values(name=named(name), updated_at=at))


def drop(session: Session, search_id: UUID) -> None:
    """Delete a saved search with its alert and what that found."""
    session.execute(delete(saved_searches).where(saved_searches.c.id == search_id))


def alert(session: Session, search_id: UUID, rhythm: Rhythm | None, at: datetime) -> None:
    """Give a saved search an alert of this rhythm, or change the one it has; None takes it away."""
    own = job_alerts.c.saved_search_id == search_id
    if rhythm is None:
        session.execute(delete(job_alerts).where(own))
        return
    wanted = {"frequency": rhythm.frequency, "updated_at": at}
    ids = session.scalars(update(job_alerts).where(own).values(wanted).returning(job_alerts.c.id)).all()
    if not ids:
        made = insert(job_alerts).values(wanted | {"saved_search_id": search_id, "created_at": at})
        # Another page of theirs may be making it at this moment.
        one = made.on_conflict_do_update(index_elements=["saved_search_id"], set_=wanted)
        ids = session.scalars(one.returning(job_alerts.c.id)).all()
    for alert_id in ids:
        times = {"hour": rhythm.hour, "weekday": rhythm.weekday}
        due = insert(alert_schedules).values(job_alert_id=alert_id, **times)
        session.execute(due.on_conflict_do_update(index_elements=["job_alert_id"], set_=times))


def pause(session: Session, search_id: UUID, at: datetime, *, resume: bool = False) -> None:
    """Let the alert of a search rest, or work again."""
    own = update(job_alerts).where(job_alerts.c.saved_search_id == search_id)
    session.execute(own.values(is_active=resume, updated_at=at))


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
        rhythm = Rhythm(row.frequency, row.hour, row.weekday)
        its = Alert(row.alert_id, rhythm, row.is_active, row.last_checked_at, row.told, row.waiting, row.error)
    return Kept(row.id, row.name or named(""), criteria_of(row, row.criteria), row.created_at, row.last_run_at, its)


def _keep_extras(session: Session, search_id: UUID, criteria: Criteria) -> None:
    beyond = extras(criteria)
    if not beyond:
        session.execute(delete(saved_search_extras).where(saved_search_extras.c.saved_search_id == search_id))
        return
    row = insert(saved_search_extras).values(saved_search_id=search_id, criteria=beyond)
    session.execute(row.on_conflict_do_update(index_elements=["saved_search_id"], set_={"criteria": beyond}))
