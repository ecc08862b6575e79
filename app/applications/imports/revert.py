"""Revert an import: delete what it added and restore what it changed, value by value.

A value that was changed again since stays, and so does what the timeline says of it (decision 37).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, delete, literal, select, text, update
from sqlalchemy.orm import Session

from app.applications import stages
from app.applications.event_details import drop_invalid_details
from app.applications.exports.export import select_applications
from app.applications.field_values import parse_time, to_json
from app.applications.fields import EDITABLE_DATE_NAMES, EDITABLE_FIELDS, SNAPSHOT_NAMES
from app.applications.selects import select_for_update
from app.applications.stages import Status
from app.applications.undo import ChangedApplication, update_columns
from app.kit.i18n import _
from app.kit.tables import application_events, applications
from database.models import ApplicationImport, ImportedRow

# Columns that change together with another one, never alone.
_COMPANION_COLUMNS = {"company": "company_id", "stage_id": "status"}
# Stands for a name that the snapshot did not have at all.
_ABSENT = object()
_FIELD_OF_COLUMN = {field.column_name: name for name, field in EDITABLE_FIELDS.items()}
_DELETE_IMPORTED_ROWS_SQL = text("""
delete from ops.imported_rows as i using jsonb_to_recordset(cast(:rows as jsonb)) as r (id uuid, says text)
where i.job_application_id = r.id and i.row_hash = r.says
""")


@dataclass(frozen=True, slots=True)
class RevertResult:
    """How many applications were deleted and restored; `unreverted` names those with a value that changed since."""

    deleted: int
    restored: int = 0
    unreverted: tuple[str, ...] = ()


def describe_change(application: ChangedApplication, fingerprint: str) -> dict[str, Any]:
    """Return what an import stores, as JSON, of an application it changed."""
    previous, current = _flatten(application.previous), _flatten(application.current)
    values = {
        name: {"after": to_json(current[name])} | ({"before": to_json(previous[name])} if name in previous else {})
        for name in current
        if name not in SNAPSHOT_NAMES or name not in previous or previous[name] != current[name]
    }
    return {
        "id": str(application.id),
        "says": fingerprint,
        "events": [str(event_id) for event_id in application.event_ids],
        "values": values,
    }


def revert_import(session: Session, import_id: UUID, at: datetime) -> RevertResult:
    """Delete the applications a file added and restore those it changed. The file can be imported again."""
    query = select(ApplicationImport.columns["changed"]).where(ApplicationImport.id == import_id)
    # Stages are locked before applications, as everywhere.
    restored, unreverted = _restore_applications(session, session.scalars(query).one_or_none() or [], at)
    added = select(ImportedRow.job_application_id).where(ImportedRow.import_id == import_id)
    deletion = update(applications).where(applications.c.id.in_(added), applications.c.deleted_at.is_(None))
    deleted = session.scalars(deletion.values(deleted_at=at).returning(applications.c.id)).all()
    return RevertResult(len(deleted), restored, unreverted)


def _restore_applications(
    session: Session, changes: Sequence[Mapping[str, Any]], at: datetime
) -> tuple[int, tuple[str, ...]]:
    statuses = _lock_and_list_earlier_statuses(session, changes)
    ids = {UUID(change["id"]) for change in changes}
    query = select_for_update().where(applications.c.id.in_(ids))
    rows = {row["id"]: dict(row) for row in session.execute(query).mappings()}
    values = {application_id: _flatten(row) for application_id, row in rows.items()}
    restored_fields_by_application: defaultdict[UUID, set[str]] = defaultdict(set)
    unreverted: set[UUID] = set()
    field_names_by_event: dict[UUID, set[str]] = {}
    # The last first: a file may have changed the same application twice.
    for change in reversed([change for change in changes if UUID(change["id"]) in rows]):
        application_id = UUID(change["id"])
        previous, is_complete = _find_previous_values(values[application_id], change["values"], statuses)
        kept_values = {name: value for name, value in values[application_id].items() if name not in previous}
        values[application_id] = kept_values | {name: value for name, value in previous.items() if value is not _ABSENT}
        restored_fields_by_application[application_id] |= set(previous)
        unreverted |= set() if is_complete else {application_id}
        field_names_by_event |= {UUID(event_id): set(previous) for event_id in change["events"] if previous}
    restored = {application_id: names for application_id, names in restored_fields_by_application.items() if names}
    updates = [
        (application_id, _unflatten(rows[application_id], values[application_id], names))
        for application_id, names in restored.items()
    ]
    update_columns(session, updates, at)
    _undo_events(session, field_names_by_event)
    forgotten_fingerprints = [
        {"id": change["id"], "says": change["says"]} for change in changes if UUID(change["id"]) in restored
    ]
    session.execute(_DELETE_IMPORTED_ROWS_SQL, {"rows": json.dumps(forgotten_fingerprints)})
    return len(restored), _load_names(session, unreverted)


def _lock_and_list_earlier_statuses(
    session: Session, changes: Sequence[Mapping[str, Any]]
) -> dict[UUID, Status | None]:
    """Lock the stages to go back to that still exist, and return the status of each."""
    previous = {change["values"]["stage_id"]["before"] for change in changes if "stage_id" in change["values"]}
    stage_ids = [stage.id for stage in stages.list_stages(session) if str(stage.id) in previous]
    stages.lock(session, stage_ids)
    return {stage_id: stages.to_status(stages.load_meaning(session, stage_id)) for stage_id in stage_ids}


def _find_previous_values(
    stored: Mapping[str, Any], changed: Mapping[str, Mapping[str, Any]], statuses: Mapping[UUID, Status | None]
) -> tuple[dict[str, Any], bool]:
    """Return the values to be restored, and True when these are all.

    The stage comes first: where it stays, the dates that its move set stay too.
    """
    previous: dict[str, Any] = {}
    is_complete = True
    for name in sorted(changed.keys() - set(_COMPANION_COLUMNS.values()), key=lambda name: name != "stage_id"):
        value, change = to_json(stored.get(name)), changed[name]
        if value == change.get("before"):
            continue
        stage_id = UUID(change["before"]) if name == "stage_id" and change["before"] else None
        if value != change["after"] or (stage_id and stage_id not in statuses):
            is_complete = False
            if name == "stage_id":
                break
            continue
        for changed_name in (name, _COMPANION_COLUMNS.get(name, name)):
            if changed_name in changed:
                previous[changed_name] = _read_previous_value(changed_name, changed[changed_name])
        if stage_id and (status := statuses[stage_id]):
            previous["status"] = status
    return previous, is_complete


def _read_previous_value(name: str, change: Mapping[str, Any]) -> Any:
    return _parse_stored_value(name, change["before"]) if "before" in change else _ABSENT


def _flatten(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns, with the editable fields of the snapshot in place of the snapshot."""
    values = dict(columns)
    snapshot = values.pop("listing_snapshot", None) or {}
    return values | {name: value for name, value in snapshot.items() if name in SNAPSHOT_NAMES}


def _unflatten(row: Mapping[str, Any], values: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    """Return the named values as columns, with those of the snapshot inside it."""
    columns = {name: values[name] for name in names - SNAPSHOT_NAMES}
    if names & SNAPSHOT_NAMES:
        rest = {name: value for name, value in (row["listing_snapshot"] or {}).items() if name not in names}
        snapshot = rest | {name: values[name] for name in names & SNAPSHOT_NAMES if name in values}
        columns["listing_snapshot"] = snapshot or None
    return columns


def _parse_stored_value(name: str, value: Any) -> Any:
    if value is None or name in SNAPSHOT_NAMES:
        return value
    if name in EDITABLE_DATE_NAMES:
        return parse_time(value)
    if name == "status":
        return Status(value)
    return UUID(value) if name.endswith("_id") else value


def _undo_events(session: Session, names_by_event: Mapping[UUID, set[str]]) -> None:
    """Remove the events of restored values; an edit that was restored in part keeps what it says of the rest."""
    query = select(application_events.c.id, application_events.c.payload).where(_has_id(names_by_event))
    obsolete = []
    for row in session.execute(query):
        names = {_FIELD_OF_COLUMN.get(name, name) for name in names_by_event[row.id]}
        changes = drop_invalid_details(row.payload).get("fields", {})
        fields = {name: change for name, change in changes.items() if name not in names}
        if fields:
            event = update(application_events).where(application_events.c.id == row.id)
            session.execute(event.values(payload=row.payload | {"fields": fields}))
        elif row.payload["kind"] == "edited" or "stage_id" in names:
            obsolete.append(row.id)
    session.execute(delete(application_events).where(_has_id(obsolete)))


def _has_id(event_ids: Iterable[UUID]) -> ColumnElement[bool]:
    """Match events by an array of ids, because a large import has more of them than a statement has parameters."""
    return application_events.c.id == any_(literal(list(event_ids), ARRAY(Uuid)))


def _load_names(session: Session, ids: set[UUID]) -> tuple[str, ...]:
    rows = session.execute(select_applications().where(applications.c.id.in_(ids)))
    return tuple(sorted(", ".join(filter(None, (row.title, row.company))) or _("An application") for row in rows))
