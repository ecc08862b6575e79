"""Save, change and delete a user's searches and set their alerts. Matching and email: app.alerts.runner."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.alerts.queries import AlertTiming, clean_name
from app.kit.tables import (
    alert_schedules,
    job_alerts,
    saved_search_extras,
    saved_searches,
)
from app.search.criteria import Criteria
from app.search.storage import to_columns, to_extras
from database.sessions import CURRENT_USER_ID


def create(session: Session, name: str, criteria: Criteria, at: datetime) -> UUID:
    """Save a search under a name; returns its id."""
    row = to_columns(criteria) | {
        "user_id": CURRENT_USER_ID,
        "name": clean_name(name),
        "created_at": at,
        "updated_at": at,
    }
    search_id: UUID = session.scalars(insert(saved_searches).values(row).returning(saved_searches.c.id)).one()
    _store_extras(session, search_id, criteria)
    return search_id


def change_criteria(session: Session, search_id: UUID, criteria: Criteria, at: datetime) -> bool:
    """Give a saved search other criteria; return False when it does not exist."""
    statement = update(saved_searches).where(saved_searches.c.id == search_id)
    if not session.scalars(
        statement.values(to_columns(criteria) | {"updated_at": at}).returning(saved_searches.c.id)
    ).all():
        return False
    _store_extras(session, search_id, criteria)
    return True


def rename(session: Session, search_id: UUID, name: str, at: datetime) -> None:
    """Give a saved search another name."""
    statement = update(saved_searches).where(saved_searches.c.id == search_id)
    session.execute(statement.values(name=clean_name(name), updated_at=at))


def delete_search(session: Session, search_id: UUID) -> None:
    """Delete a saved search with its alert and its matches."""
    session.execute(delete(saved_searches).where(saved_searches.c.id == search_id))


def set_alert(session: Session, search_id: UUID, timing: AlertTiming | None, at: datetime) -> None:
    """Give a saved search an alert with these times, or change the one it has; None deletes it."""
    is_alert = job_alerts.c.saved_search_id == search_id
    if timing is None:
        session.execute(delete(job_alerts).where(is_alert))
        return
    values = {"frequency": timing.frequency, "updated_at": at}
    ids = session.scalars(update(job_alerts).where(is_alert).values(values).returning(job_alerts.c.id)).all()
    if not ids:
        new_alert = insert(job_alerts).values(values | {"saved_search_id": search_id, "created_at": at})
        # Another browser tab may create it at the same moment.
        upsert = new_alert.on_conflict_do_update(index_elements=["saved_search_id"], set_=values)
        ids = session.scalars(upsert.returning(job_alerts.c.id)).all()
    for alert_id in ids:
        times = {"hour": timing.hour, "weekday": timing.weekday}
        schedule = insert(alert_schedules).values(job_alert_id=alert_id, **times)
        session.execute(schedule.on_conflict_do_update(index_elements=["job_alert_id"], set_=times))


def pause_alert(session: Session, search_id: UUID, at: datetime, *, resume: bool = False) -> None:
    """Pause or resume the alert of a search."""
    statement = update(job_alerts).where(job_alerts.c.saved_search_id == search_id)
    session.execute(statement.values(is_active=resume, updated_at=at))


def _store_extras(session: Session, search_id: UUID, criteria: Criteria) -> None:
    extras = to_extras(criteria)
    if not extras:
        session.execute(delete(saved_search_extras).where(saved_search_extras.c.saved_search_id == search_id))
        return
    row = insert(saved_search_extras).values(saved_search_id=search_id, criteria=extras)
    session.execute(row.on_conflict_do_update(index_elements=["saved_search_id"], set_={"criteria": extras}))
