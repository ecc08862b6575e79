"""A change of applications as one value that can be undone, as long as nothing else has changed the same since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import RowMapping, bindparam, delete, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from app.applications import stages
from app.applications.selects import select_for_update
from app.kit.tables import application_details, application_events, applications

ChangeKind = Literal["moved", "edited", "deleted", "restored"]


@dataclass(frozen=True, slots=True)
class ChangedApplication:
    """One application of a change: its changed columns with their previous and new values, and the events written."""

    id: UUID
    previous: Mapping[str, Any]
    current: Mapping[str, Any]
    event_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A finished change. `missing` counts the applications that no longer exist and so were not changed."""

    kind: ChangeKind
    applications: tuple[ChangedApplication, ...]
    missing: int = 0


def undo(session: Session, change: Change, at: datetime) -> int:
    """Undo a change and remove the events it wrote; return how many applications that was possible for.

    An application that was changed again or deleted since stays as it is, as does one whose stage was removed.
    """
    changed = {application.id: application for application in change.applications}
    previous_stages = (application.previous.get("stage_id") for application in change.applications)
    stage_ids = {stage_id for stage_id in previous_stages if stage_id}
    remaining_stage_ids = stage_ids & {stage.id for stage in stages.list_stages(session)}
    stages.lock(session, list(remaining_stage_ids))
    statuses = {stage_id: stages.to_status(stages.load_meaning(session, stage_id)) for stage_id in remaining_stage_ids}
    rows = session.execute(select_for_update().where(applications.c.id.in_(changed))).mappings().all()
    reverted_rows: list[tuple[UUID, Mapping[str, Any]]] = []
    for row in rows:
        application = changed[row["id"]]
        stage_id = application.previous.get("stage_id")
        if not _is_unchanged(row, application) or (stage_id and stage_id not in remaining_stage_ids):
            continue
        values = dict(application.previous)
        if stage_id:
            values["status"] = statuses[stage_id] or values["status"]
        reverted_rows.append((row["id"], values))
    update_columns(session, reverted_rows, at)
    event_ids = [event_id for application_id, _ in reverted_rows for event_id in changed[application_id].event_ids]
    session.execute(delete(application_events).where(application_events.c.id.in_(event_ids)))
    return len(reverted_rows)


def _is_unchanged(row: RowMapping, application: ChangedApplication) -> bool:
    is_deletion_unchanged = row["deleted_at"] is None or "deleted_at" in application.current
    return is_deletion_unchanged and all(row[name] == value for name, value in application.current.items())


def update_columns(session: Session, rows: Sequence[tuple[UUID, Mapping[str, Any]]], at: datetime) -> None:
    """Set columns of each application and its details; rows with the same columns go to the server together."""
    batches: dict[tuple[str, ...], list[tuple[UUID, Mapping[str, Any]]]] = {}
    for application_id, values in rows:
        batches.setdefault(tuple(sorted(values)), []).append((application_id, values))
    for names, batch in batches.items():
        _update_batch(session, names, batch, at)


def _update_batch(
    session: Session, names: Sequence[str], rows: Sequence[tuple[UUID, Mapping[str, Any]]], at: datetime
) -> None:
    connection = session.connection()
    column_names = [name for name in names if name in applications.c]
    values = {name: bindparam(f"to_{name}", type_=applications.c[name].type) for name in column_names}
    query = update(applications).where(applications.c.id == bindparam("application_id"))
    parameters = [
        {"application_id": application_id, "at": at} | {f"to_{name}": row[name] for name in column_names}
        for application_id, row in rows
    ]
    connection.execute(query.values(**values, updated_at=bindparam("at")), parameters)
    detail_names = [name for name in names if name not in applications.c]
    if detail_names:
        upsert = postgresql.insert(application_details)
        upsert = upsert.on_conflict_do_update(
            index_elements=[application_details.c.job_application_id],
            set_={name: upsert.excluded[name] for name in detail_names},
        )
        details = [
            {"job_application_id": application_id} | {name: row[name] for name in detail_names}
            for application_id, row in rows
        ]
        connection.execute(upsert, details)
