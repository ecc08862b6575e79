"""Someone's applications with their whole history, to take along: JSON, CSV for spreadsheets, and rows for a page.

What is written here can be imported again (importing_own) and gives the same. With their files: archive.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, Text, cast, func, select
from sqlalchemy.orm import Session

from app.applications import stages as applications_stages
from app.applications.fields import in_order
from app.applications.imports.reader import written
from app.kit.tables import application_events, applications, companies, job_listings, locations, stage_statuses, stages
from app.kit.text import cell
from database.clock import now

FORMAT, VERSION = "jobledger-applications", 1
# Headings of the CSV file, and what of an application each holds.
COLUMNS = {
    "Title": "title", "Company": "company", "Location": "location", "Link": "url", "Stage": "stage",
    "Status": "status", "Applied": "applied_at", "Response": "response_at", "Follow-up": "follow_up_at",
    "Notes": "notes", "Source": "source", "Created": "created_at", "Updated": "updated_at", "Id": "id",
    "Listing": "listing_id", "Stage stands for": "stage_stands_for", "Job (JSON)": "job", "History (JSON)": "history",
}  # fmt: skip
_EVENTS = ("Applied", "Company", "Title", "When", "What", "Details", "Application")
_SNAPSHOT = applications.c.listing_snapshot


def everything(session: Session, since: datetime | None = None, until: datetime | None = None) -> list[dict[str, Any]]:
    """Each application as JSON keeps it, the oldest first: names of COLUMNS, times in ISO 8601 and UTC.

    With `since` and `until` those applied to from then and before then.
    """
    wanted = as_told().where(applications.c.deleted_at.is_(None))
    if since:
        wanted = wanted.where(applications.c.applied_at >= since)
    if until:
        wanted = wanted.where(applications.c.applied_at < until)
    first = func.coalesce(applications.c.applied_at, applications.c.created_at)
    rows = session.execute(wanted.order_by(first, applications.c.created_at, applications.c.id)).mappings().all()
    past = _history(session)
    return [_application(row, past[row["id"]]) for row in rows]


def as_told() -> Select[Any]:
    """Applications with what an export says of each; deleted ones too."""
    columns = ("status", "applied_at", "response_at", "follow_up_at", "notes", "source", "created_at", "updated_at")
    stands_for: ColumnElement[Any] = func.coalesce(cast(stage_statuses.c.status, Text), stage_statuses.c.outcome)
    return (
        select(
            applications.c.id,
            func.coalesce(_SNAPSHOT["title"].astext, job_listings.c.title).label("title"),
            func.coalesce(_SNAPSHOT["company"].astext, companies.c.name).label("company"),
            func.coalesce(_SNAPSHOT["location"].astext, locations.c.raw_text).label("location"),
            func.coalesce(applications.c.job_post_url, job_listings.c.url).label("url"),
            *(applications.c[name] for name in columns),
            stages.c.name.label("stage"),
            stands_for.label("stage_stands_for"),
            applications.c.job_listing_id.label("listing_id"),
            _SNAPSHOT.label("job"),
        )
        .select_from(applications)
        .outerjoin(job_listings, job_listings.c.id == applications.c.job_listing_id)
        .outerjoin(companies, companies.c.id == func.coalesce(applications.c.company_id, job_listings.c.company_id))
        .outerjoin(locations, locations.c.id == job_listings.c.location_id)
        .outerjoin(stages, stages.c.id == applications.c.stage_id)
        .outerjoin(stage_statuses, stage_statuses.c.stage_id == stages.c.id)
    )


def as_json(session: Session) -> bytes:
    """The whole tracker: its stages in their order, its applications with their histories."""
    kept = [{"name": one.name, "stands_for": one.meaning} for one in applications_stages.listed(session)]
    content = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": plain(now()),
        "stages": kept,
        "applications": everything(session),
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def as_csv(session: Session) -> bytes:
    """One application a row, its history in the last cell."""
    rows = [[_cell(one[name]) for name in COLUMNS.values()] for one in everything(session)]
    return written(list(COLUMNS), rows)


def history_csv(session: Session) -> bytes:
    """One event a row, for reading: when what happened to which application."""
    rows = []
    for one in everything(session):
        about = [one[name] or "" for name in ("applied_at", "company", "title")]
        for event in one["history"]:
            found = [*about, event["at"], event["details"].get("kind", event["type"]), told(event), one["id"]]
            rows.append([cell(str(value)) for value in found])
    return written(_EVENTS, rows)


def between(since: date | None, until: date | None, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    """The moments at which these days, both included, begin and end in the zone."""
    begin = datetime.combine(since, time(), zone).astimezone(UTC) if since else None
    end = datetime.combine(until + timedelta(days=1), time(), zone).astimezone(UTC) if until else None
    return begin, end


def told(event: dict[str, Any]) -> str:
    """An event's details in a line."""
    details = event["details"]
    match details.get("kind", event["type"]):
        case "move":
            return f"{details.get('from') or 'No stage'} → {details.get('to')}"
        case "created":
            return f"Began as {details['to']}" if details.get("to") else "Began"
        case "edited":
            return f"Changed: {', '.join(in_order(details.get('fields', {})))}"
    named = [name for name in in_order(details) if name not in {"kind", "text"} and details[name] is not None]
    said = [f"{name}: {details[name]}" for name in named]
    return "; ".join([*([str(details["text"])] if details.get("text") else []), *said])


def guarded(words: str) -> str:
    """A cell that no spreadsheet takes for a formula, and from which `unguarded` gets the very words back."""
    return f"'{words}" if words.startswith("'") else cell(words)


def unguarded(words: str) -> str:
    """The words of a guarded cell."""
    return words.removeprefix("'")


def plain(value: Any) -> Any:
    """The value as JSON keeps it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value) if isinstance(value, UUID) else value


def as_time(value: str | None) -> datetime | None:
    """The time such JSON holds."""
    return datetime.fromisoformat(value) if value else None


def _application(row: RowMapping, history: list[dict[str, Any]]) -> dict[str, Any]:
    """The application with its history. Its job says what the ledger knows of it, which another may not know."""
    found = {name: plain(value) for name, value in row.items()}
    names = {name: found[name] for name in ("title", "company", "location") if found[name]}
    return found | {"job": (found["job"] or {}) | names, "history": history}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else guarded(str(value))


def _history(session: Session) -> dict[UUID, list[dict[str, Any]]]:
    """The events of each application, in the order in which they happened."""
    order = (application_events.c.occurred_at, application_events.c.created_at, application_events.c.id)
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in session.execute(select(application_events).order_by(*order)).mappings():
        event = {"type": row["event_type"].value, "at": plain(row["occurred_at"]), "details": row["payload"] or {}}
        attached: Sequence[Any] = row["attachments"] or ()
        found[row["job_application_id"]].append(event | ({"attachments": list(attached)} if attached else {}))
    return found
