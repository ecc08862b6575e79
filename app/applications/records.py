"""Add, edit, move, delete and restore applications. Every change returns one `Change`, which `undo` takes.

Not here: what happened to an application (app.applications.timeline).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, insert, select
from sqlalchemy.orm import Session

from app.applications import stages
from app.applications.field_values import clean_values, compare_values
from app.applications.fields import DETAIL_FIELDS, EDITABLE_DATE_NAMES, EDITABLE_FIELDS
from app.applications.new_application import NewApplication, NewEvent
from app.applications.selects import select_for_update
from app.applications.stages import WRITE_TIME, InvalidChange, Status
from app.applications.undo import Change, ChangedApplication, undo, update_columns
from app.kit.i18n import N_, _
from app.kit.tables import application_details, application_events, applications, companies, job_listings
from database.clock import now
from database.company_names import clean_name
from database.sessions import CURRENT_USER_ID

__all__ = ["NOT_FOUND_TEXT", "Change", "add", "delete", "edit", "edit_many", "list_in_stage", "move", "restore", "undo"]

NOT_FOUND_TEXT = N_("This application no longer exists; it was deleted in another window. Reload the page.")
_NO_TITLE_TEXT = N_("Enter a title, such as the job title.")
# A date may lie this far ahead, because the day has begun already somewhere.
_TIME_ZONE_MARGIN = timedelta(days=1)


def add(session: Session, new: NewApplication) -> UUID:
    """Add an application and return its id.

    Raises InvalidChange without a title, with a date in the future, or for a stage that does not exist.
    """
    moment = new.created_at or now()
    names = ("title", "company", "location", "url", "notes", *(detail.name for detail in DETAIL_FIELDS))
    texts = clean_values({name: new.value(name) for name in names})
    if not texts["title"]:
        raise InvalidChange(_(_NO_TITLE_TEXT))
    _check_dates(new.applied_at, new.response_at)
    status = new.status or (Status.APPLIED if new.applied_at else Status.PLANNED)
    stage_id = new.stage_id or stages.find_for_status(session, status).id
    stage_name = stages.lock(session, [stage_id])[stage_id]
    meaning = stages.load_meaning(session, stage_id)
    status = stages.to_status(meaning) or status
    snapshot = dict(new.snapshot or {}) | {
        name: texts[name] for name in ("title", "company", "location") if texts[name] or not new.snapshot
    }
    row = {
        "user_id": CURRENT_USER_ID,
        "job_listing_id": new.listing_id,
        "company_id": _find_company(session, new.listing_id, texts["company"]),
        "stage_id": stage_id,
        "status": status,
        "applied_at": new.applied_at,
        "response_at": new.response_at,
        "follow_up_at": new.follow_up_at,
        "job_post_url": texts["url"] or snapshot.get("url"),
        "source": new.source,
        "notes": texts["notes"],
        "listing_snapshot": snapshot,
        "created_at": moment,
        "updated_at": moment,
    }
    application_id: UUID = session.scalars(insert(applications).values(row).returning(applications.c.id)).one()
    details = {detail.column_name: texts[detail.name] for detail in DETAIL_FIELDS if texts[detail.name]}
    if details:
        session.execute(insert(application_details).values(job_application_id=application_id, **details))
    if new.history is None:
        created = {"kind": "created", "to": stage_name, "status_to": status.value} | stages.build_outcome_payload(
            meaning
        )
        _write_history(session, application_id, _build_first_events(new, moment, created))
    else:
        _write_history(session, application_id, new.history)
    return application_id


def edit(session: Session, application_id: UUID, values: Mapping[str, Any], at: datetime) -> Change:
    """Set editable fields by name; None or blank text empties a field.

    Raises InvalidChange without a title or with a date in the future.
    """
    return edit_many(session, {application_id: values}, at)


def edit_many(session: Session, values_by_id: Mapping[UUID, Mapping[str, Any]], at: datetime) -> Change:
    """Edit several applications, each with its own values. Raises InvalidChange when none of them exists any more."""
    checked = {application_id: _check_values(values) for application_id, values in values_by_id.items()}
    rows = _load_for_update(session, list(checked))
    edits = []
    for row in rows:
        values = checked[row["id"]]
        changes = compare_values(row, values)
        if "company" in changes.by_field:
            changes.previous["company_id"] = row["company_id"]
            changes.current["company_id"] = _find_company(session, row["job_listing_id"], values["company"])
        if changes.current:
            edits.append((row["id"], changes))
    update_columns(session, [(application_id, changes.current) for application_id, changes in edits], at)
    notes = [(application_id, {"kind": "edited", "fields": changes.by_field}) for application_id, changes in edits]
    event_ids = _write_notes(session, notes, at)
    changed = tuple(
        ChangedApplication(application_id, changes.previous, changes.current, event_ids[application_id])
        for application_id, changes in edits
    )
    return Change("edited", changed, len(checked) - len(rows))


def move(session: Session, application_ids: Sequence[UUID], stage_id: UUID, at: datetime) -> Change:
    """Move applications into a stage as of `at`; those in it already stay.

    Raises InvalidChange when none of them exists any more.
    """
    stage_name = stages.lock(session, [stage_id])[stage_id]
    meaning = stages.load_meaning(session, stage_id)
    names = {stage.id: stage.name for stage in stages.list_stages(session)}
    rows = _load_for_update(session, application_ids)
    moves, notes = [], []
    for row in rows:
        if row["stage_id"] == stage_id:
            continue
        current = _build_moved_columns(row, stage_id, stages.to_status(meaning), at)
        payload: dict[str, Any] = {"kind": "move", "from": names.get(row["stage_id"]), "to": stage_name}
        payload |= {"status_from": row["status"].value, "status_to": current["status"].value}
        moves.append((row["id"], {name: row[name] for name in current}, current))
        notes.append((row["id"], payload | stages.build_outcome_payload(meaning)))
    update_columns(session, [(application_id, current) for application_id, _previous, current in moves], at)
    event_ids = _write_notes(session, notes, at)
    changed = tuple(
        ChangedApplication(application_id, previous, current, event_ids[application_id])
        for application_id, previous, current in moves
    )
    return Change("moved", changed, len(set(application_ids)) - len(rows))


def list_in_stage(session: Session, stage_id: UUID) -> list[UUID]:
    """Return the ids of the applications in a stage."""
    conditions = (applications.c.stage_id == stage_id, applications.c.deleted_at.is_(None))
    return list(session.scalars(select(applications.c.id).where(*conditions)))


def delete(session: Session, application_ids: Sequence[UUID], at: datetime) -> Change:
    """Delete applications, so that `restore` and `undo` can bring them back.

    Raises InvalidChange when none of them exists any more.
    """
    rows = _load_for_update(session, application_ids)
    deleted = tuple(ChangedApplication(row["id"], {"deleted_at": None}, {"deleted_at": at}) for row in rows)
    update_columns(session, [(application.id, application.current) for application in deleted], at)
    return Change("deleted", deleted, len(set(application_ids)) - len(rows))


def restore(session: Session, application_ids: Sequence[UUID], at: datetime) -> Change:
    """Restore deleted applications as they were; applications that are not deleted stay as they are."""
    query = select(applications.c.id, applications.c.deleted_at).where(
        applications.c.id.in_(application_ids), applications.c.deleted_at.is_not(None)
    )
    rows = session.execute(query.order_by(applications.c.id).with_for_update()).all()
    restored = tuple(ChangedApplication(row.id, {"deleted_at": row.deleted_at}, {"deleted_at": None}) for row in rows)
    update_columns(session, [(application.id, application.current) for application in restored], at)
    return Change("restored", restored, len(set(application_ids)) - len(rows))


def _check_values(values: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := set(values) - set(EDITABLE_FIELDS):
        raise KeyError(f"no such fields: {sorted(unknown)}")
    clean = clean_values(values)
    if "title" in clean and not clean["title"]:
        raise InvalidChange(_(_NO_TITLE_TEXT))
    _check_dates(*(clean.get(name) for name in EDITABLE_DATE_NAMES))
    return clean


def _build_moved_columns(row: RowMapping, stage_id: UUID, new_status: Status | None, at: datetime) -> dict[str, Any]:
    columns: dict[str, Any] = {"stage_id": stage_id, "status": new_status or row["status"]}
    if new_status == Status.APPLIED and row["applied_at"] is None:
        columns["applied_at"] = at
    if new_status in {Status.INTERVIEWING, Status.OFFER, Status.REJECTED} and row["response_at"] is None:
        columns["response_at"] = at
    return columns


def _load_for_update(session: Session, application_ids: Sequence[UUID]) -> Sequence[RowMapping]:
    """Return the applications that exist, locked until the end of the transaction."""
    query = select_for_update().where(applications.c.id.in_(application_ids), applications.c.deleted_at.is_(None))
    rows = session.execute(query).mappings().all()
    if not rows:
        raise InvalidChange(_(NOT_FOUND_TEXT))
    return rows


def _write_notes(
    session: Session, notes: Sequence[tuple[UUID, dict[str, Any]]], at: datetime
) -> dict[UUID, tuple[UUID, ...]]:
    if not notes:
        return {}
    rows = [
        {"job_application_id": application_id, "event_type": "note", "occurred_at": at, "payload": payload}
        for application_id, payload in notes
    ]
    query = (
        insert(application_events)
        .values(created_at=WRITE_TIME)
        .returning(application_events.c.job_application_id, application_events.c.id)
    )
    return {row.job_application_id: (row.id,) for row in session.execute(query, rows)}


def _build_first_events(new: NewApplication, moment: datetime, created: dict[str, Any]) -> list[NewEvent]:
    events = [NewEvent("note", moment, created)]
    if new.follow_up_at:
        events.append(NewEvent("follow_up", new.follow_up_at, {"text": "", "done": False}))
    return events


def _write_history(session: Session, application_id: UUID, history: Sequence[NewEvent]) -> None:
    rows = [
        {
            "job_application_id": application_id,
            "event_type": event.event_type,
            "occurred_at": event.occurred_at,
            "payload": dict(event.payload),
            "attachments": [dict(attachment) for attachment in event.attachments] if event.attachments else None,
        }
        for event in history
    ]
    if rows:
        session.execute(insert(application_events).values(created_at=WRITE_TIME), rows)


def _check_dates(*dates: datetime | None) -> None:
    if any(date and date > now() + _TIME_ZONE_MARGIN for date in dates):
        raise InvalidChange(_("This date is in the future. Enter the day on which it happened."))


def _find_company(session: Session, listing_id: UUID | None, name: str | None) -> UUID | None:
    """Return the company of the listing, else the company of this name."""
    if listing_id:
        query = select(job_listings.c.company_id).where(job_listings.c.id == listing_id)
    elif name:
        query = select(companies.c.id).where(companies.c.clean_name == clean_name(name))
    else:
        return None
    company_id: UUID | None = session.scalars(query).one_or_none()
    return company_id
