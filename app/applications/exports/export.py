"""Export applications with their whole timeline: as JSON, as CSV for spreadsheets, and as rows for a page.

An export can be imported again (app.applications.imports). Not here: files (app.applications.exports.archive).
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, datetime, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, Text, cast, func, select
from sqlalchemy.orm import Session

from app.applications import stages as board_stages
from app.applications.event_details import drop_invalid_attachments, drop_invalid_details
from app.applications.field_values import sort_event_details, sort_field_names, to_json
from app.applications.fields import FIELDS
from app.applications.imports.reader import write_csv
from app.applications.selects import APPLICATION_TABLES, FIELD_COLUMNS, SNAPSHOT_COLUMN
from app.kit.i18n import _
from app.kit.local_time import find_end, find_start
from app.kit.tables import application_events, applications, stage_statuses
from app.kit.text import escape_csv_cell
from database.clock import now

FORMAT, VERSION = "jobledger-applications", 1
_FIELD_HEADINGS = {field.export_heading: field.name for field in FIELDS if field.export_heading}
# What an export needs besides the fields to be imported again as the same applications.
_SYSTEM_HEADINGS = {
    "Source": "source",
    "Created": "created_at",
    "Updated": "updated_at",
    "Id": "id",
    "Listing": "listing_id",
    "Stage stands for": "stage_stands_for",
    "Job (JSON)": "job",
    "History (JSON)": "history",
}
# Headings of the CSV file, in order, and what of an application each holds.
FIELD_NAME_BY_HEADING = _FIELD_HEADINGS | _SYSTEM_HEADINGS
# Details came after the first exports, so a file of ours may lack their columns.
REQUIRED_HEADINGS = frozenset(FIELD_NAME_BY_HEADING) - {
    field.export_heading for field in FIELDS if field.store == "details"
}
_EVENT_HEADINGS = ("Applied", "Company", "Title", "When", "What", "Details", "Application")


def list_applications(
    session: Session, since: datetime | None = None, until: datetime | None = None
) -> list[dict[str, Any]]:
    """Return each application ready for JSON, oldest first, with the names of COLUMNS and times in UTC.

    With `since` and `until` only those applied to from the one until before the other.
    """
    query = select_applications().where(applications.c.deleted_at.is_(None))
    if since:
        query = query.where(applications.c.applied_at >= since)
    if until:
        query = query.where(applications.c.applied_at < until)
    first = func.coalesce(applications.c.applied_at, applications.c.created_at)
    rows = session.execute(query.order_by(first, applications.c.created_at, applications.c.id)).mappings().all()
    histories = _load_histories(session)
    return [_build_json_object(row, histories[row["id"]]) for row in rows]


def select_applications() -> Select[Any]:
    """Select applications with everything an export says of each, including deleted ones."""
    meaning: ColumnElement[Any] = func.coalesce(cast(stage_statuses.c.status, Text), stage_statuses.c.outcome)
    return select(
        applications.c.id,
        *(FIELD_COLUMNS[name].label(name) for name in _FIELD_HEADINGS.values()),
        applications.c.source,
        applications.c.created_at,
        applications.c.updated_at,
        meaning.label("stage_stands_for"),
        applications.c.job_listing_id.label("listing_id"),
        SNAPSHOT_COLUMN.label("job"),
    ).select_from(APPLICATION_TABLES)


def build_json(session: Session) -> bytes:
    """Return the whole tracker as JSON: the stages in their order, the applications with their timelines."""
    stages = [{"name": stage.name, "stands_for": stage.meaning} for stage in board_stages.list_stages(session)]
    content = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": to_json(now()),
        "stages": stages,
        "applications": list_applications(session),
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def build_csv(session: Session) -> bytes:
    """Return a CSV file with one application per row and its timeline in the last cell."""
    rows = [
        [_format_cell(application[name]) for name in FIELD_NAME_BY_HEADING.values()]
        for application in list_applications(session)
    ]
    return write_csv(list(FIELD_NAME_BY_HEADING), rows)


def build_history_csv(session: Session) -> bytes:
    """Return a CSV file with one event per row, for reading."""
    rows = []
    for application in list_applications(session):
        about = [application[name] or "" for name in ("applied_at", "company", "title")]
        for event in application["history"]:
            kind = event["details"].get("kind", event["type"])
            values = [*about, event["at"], kind, describe_event(event), application["id"]]
            rows.append([escape_csv_cell(str(value)) for value in values])
    return write_csv(_EVENT_HEADINGS, rows)


def convert_days(since: date | None, until: date | None, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    """Return the moments at which the first day begins and the last day ends in a time zone; None for no limit."""
    return (find_start(since, zone) if since else None), (find_end(until, zone) if until else None)


def describe_event(event: dict[str, Any]) -> str:
    """Return the details of an event as one line."""
    details = event["details"]
    match details.get("kind", event["type"]):
        case "move":
            return f"{details.get('from') or _('No stage')} → {details.get('to')}"
        case "created":
            return _("Added to {stage}").format(stage=details["to"]) if details.get("to") else _("Added")
        case "edited":
            return _("Changed: {fields}").format(fields=", ".join(sort_field_names(details.get("fields", {}))))
    names = [name for name in sort_event_details(details) if name not in {"kind", "text"} and details[name] is not None]
    texts = [str(details["text"])] if details.get("text") else []
    return "; ".join([*texts, *(f"{name}: {details[name]}" for name in names)])


def guard_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; `unguard_cell` returns the exact text again."""
    return f"'{text}" if text.startswith("'") else escape_csv_cell(text)


def unguard_cell(text: str) -> str:
    """Return the text of a guarded cell."""
    return text.removeprefix("'")


def _build_json_object(row: RowMapping, history: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the application with its timeline. Its job includes what another ledger may not know of the listing."""
    values = {name: to_json(value) for name, value in row.items()}
    names = {name: values[name] for name in ("title", "company", "location") if values[name]}
    return values | {"job": (values["job"] or {}) | names, "history": history}


def _format_cell(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else guard_cell(str(value))


def _load_histories(session: Session) -> dict[UUID, list[dict[str, Any]]]:
    """Return the events of each application, in the order in which they happened."""
    order = (application_events.c.occurred_at, application_events.c.created_at, application_events.c.id)
    histories: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in session.execute(select(application_events).order_by(*order)).mappings():
        event = {
            "type": row["event_type"].value,
            "at": to_json(row["occurred_at"]),
            "details": drop_invalid_details(row["payload"]),
        }
        attachments = drop_invalid_attachments(row["attachments"])
        histories[row["job_application_id"]].append(event | ({"attachments": list(attachments)} if attachments else {}))
    return histories
