"""Save, change and delete a user's searches and set their alerts. Matching and email: app.alerts.runner."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.alerts.queries import AlertTiming, named
from app.kit.tables import (
    alert_schedules,
    job_alerts,
    saved_search_extras,
    saved_searches,
)
from app.search.criteria import Criteria
from app.search.storage import to_columns, to_extras
from database.sessions import CURRENT_USER_ID


def keep(session: Session, name: str, criteria: Criteria, at: datetime) -> UUID:
    """Save a search under a name; returns its id."""
    row = to_columns(criteria) | {"user_id": CURRENT_USER_ID, "name": named(name), "created_at": at, "updated_at": at}
    made: UUID = session.scalars(insert(saved_searches).values(row).returning(saved_searches.c.id)).one()
    _keep_extras(session, made, criteria)
    return made


def change(session: Session, search_id: UUID, criteria: Criteria, at: datetime) -> bool:
    """Let a saved search ask for something else; False when there is none."""
    own = update(saved_searches).where(saved_searches.c.id == search_id)
    if not session.scalars(own.values(to_columns(criteria) | {"updated_at": at}).returning(saved_searches.c.id)).all():
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


def alert(session: Session, search_id: UUID, timing: AlertTiming | None, at: datetime) -> None:
    """Give a saved search an alert with these times, or change the one it has; None takes it away."""
    own = job_alerts.c.saved_search_id == search_id
    if timing is None:
        session.execute(delete(job_alerts).where(own))
        return
    wanted = {"frequency": timing.frequency, "updated_at": at}
    ids = session.scalars(update(job_alerts).where(own).values(wanted).returning(job_alerts.c.id)).all()
    if not ids:
        made = insert(job_alerts).values(wanted | {"saved_search_id": search_id, "created_at": at})
        # Another page of theirs may be making it at this moment.
        one = made.on_conflict_do_update(index_elements=["saved_search_id"], set_=wanted)
        ids = session.scalars(one.returning(job_alerts.c.id)).all()
    for alert_id in ids:
        times = {"hour": timing.hour, "weekday": timing.weekday}
        due = insert(alert_schedules).values(job_alert_id=alert_id, **times)
        session.execute(due.on_conflict_do_update(index_elements=["job_alert_id"], set_=times))


def pause(session: Session, search_id: UUID, at: datetime, *, resume: bool = False) -> None:
    """Let the alert of a search rest, or work again."""
    own = update(job_alerts).where(job_alerts.c.saved_search_id == search_id)
    session.execute(own.values(is_active=resume, updated_at=at))


def _keep_extras(session: Session, search_id: UUID, criteria: Criteria) -> None:
    beyond = to_extras(criteria)
    if not beyond:
        session.execute(delete(saved_search_extras).where(saved_search_extras.c.saved_search_id == search_id))
        return
    row = insert(saved_search_extras).values(saved_search_id=search_id, criteria=beyond)
    session.execute(row.on_conflict_do_update(index_elements=["saved_search_id"], set_={"criteria": beyond}))
