"""Read applications: the ones that match a board search, with what a card or a table row shows, and one in full.

One query reads a board, whatever the number of applications. Not here: writing (app.applications.records).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from app.applications.fields import EDITABLE_FIELDS
from app.applications.new_application import Source
from app.applications.selects import APPLICATION_TABLES, FIELD_COLUMNS, SNAPSHOT_COLUMN
from app.applications.stages import Stage, Status
from app.kit.i18n import _
from app.kit.local_time import find_end, find_start
from app.kit.tables import application_events, application_files, applications, job_listings

BoardFilter = Literal["all", "due", "waiting", "answered"]
MAX_KEYWORDS_LENGTH = 100


@dataclass(frozen=True, slots=True)
class BoardSearch:
    """A search of the board. All keywords must occur in title, company, location or notes; `since` and `until` are
    the first and the last day of the application.
    """

    keywords: str = ""
    stages: tuple[UUID, ...] = ()
    source: Source | None = None
    filter: BoardFilter = "all"
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class BoardItem:
    """An application as the board shows it. `closed_at` is its listing's; `interview_at` the next one to come."""

    id: UUID
    stage_id: UUID | None
    status: Status
    title: str
    company: str | None
    location: str | None
    applied_at: datetime | None
    response_at: datetime | None
    follow_up_at: datetime | None
    interview_at: datetime | None
    created_at: datetime
    updated_at: datetime
    source: str | None
    url: str | None
    listing_id: UUID | None
    closed_at: datetime | None
    has_notes: bool
    files: int


@dataclass(frozen=True, slots=True)
class FullApplication:
    """An application as its own page shows it, with the value of every editable field by name."""

    item: BoardItem
    values: dict[str, Any]
    snapshot: dict[str, Any] = field(default_factory=dict)


def list_items(session: Session, search: BoardSearch, now: datetime, zone: tzinfo) -> tuple[BoardItem, ...]:
    """Return the applications that match a search: those with something due first, then the newest.

    Days are days of `zone`.
    """
    query = _select_board_items(now).where(*_build_conditions(search, now, zone))
    newest = func.coalesce(applications.c.applied_at, applications.c.created_at).desc()
    next_interview = func.coalesce(_select_next_interview(now), applications.c.follow_up_at)
    due_first = func.least(applications.c.follow_up_at, next_interview).asc().nulls_last()
    rows = session.execute(query.order_by(due_first, newest, applications.c.id))
    return tuple(_create_item(row) for row in rows)


def count(session: Session) -> int:
    """Count the applications."""
    query = select(func.count()).select_from(applications).where(applications.c.deleted_at.is_(None))
    return session.scalars(query).one()


def find(session: Session, application_id: UUID, now: datetime) -> FullApplication | None:
    """Return one application in full; None when it does not exist or is deleted."""
    query = _select_board_items(now).add_columns(applications.c.notes, SNAPSHOT_COLUMN)
    details = [FIELD_COLUMNS[name].label(name) for name, field in EDITABLE_FIELDS.items() if field.store == "details"]
    row = session.execute(query.add_columns(*details).where(applications.c.id == application_id)).one_or_none()
    if row is None:
        return None
    snapshot = row.listing_snapshot or {}
    stored = row._asdict()
    values = {name: stored[name] if name in stored else snapshot.get(name) for name in EDITABLE_FIELDS}
    return FullApplication(_create_item(row), values, snapshot)


def find_column(item: BoardItem, stages: tuple[Stage, ...]) -> UUID:
    """Return the stage whose column an application stands in; without one, the first of its status, else the first."""
    stage_ids = {stage.id for stage in stages}
    if item.stage_id in stage_ids and item.stage_id:
        return item.stage_id
    return next((stage.id for stage in stages if stage.status == item.status), stages[0].id)


def _build_conditions(search: BoardSearch, now: datetime, zone: tzinfo) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for keyword in search.keywords[:MAX_KEYWORDS_LENGTH].split():
        pattern = "%" + keyword.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        texts = (FIELD_COLUMNS[name] for name in ("title", "company", "location", "notes"))
        conditions.append(or_(*(text.ilike(pattern) for text in texts)))
    if search.stages:
        conditions.append(applications.c.stage_id.in_(search.stages))
    if search.source:
        conditions.append(applications.c.source == search.source)
    if search.since and (start := find_start(search.since, zone)):
        conditions.append(applications.c.applied_at >= start)
    if search.until and (end := find_end(search.until, zone)):
        conditions.append(applications.c.applied_at < end)
    if search.filter == "due":
        conditions.append(applications.c.follow_up_at < find_end(now.astimezone(zone).date(), zone))
    elif search.filter == "waiting":
        conditions += [applications.c.applied_at.is_not(None), applications.c.response_at.is_(None)]
    elif search.filter == "answered":
        conditions.append(applications.c.response_at.is_not(None))
    return conditions


def _select_next_interview(now: datetime) -> ColumnElement[datetime | None]:
    return (
        select(func.min(application_events.c.occurred_at))
        .where(
            application_events.c.job_application_id == applications.c.id,
            application_events.c.event_type == "interview",
            application_events.c.occurred_at >= now,
        )
        .correlate(applications)
        .scalar_subquery()
    )


def _select_board_items(now: datetime) -> Select[Any]:
    files = (
        select(func.count())
        .where(application_files.c.job_application_id == applications.c.id)
        .correlate(applications)
        .scalar_subquery()
    )
    fields = ("title", "company", "location", "url", "status", "applied_at", "response_at", "follow_up_at")
    return (
        select(
            applications.c.id,
            applications.c.stage_id,
            applications.c.source,
            applications.c.created_at,
            applications.c.updated_at,
            applications.c.job_listing_id,
            *(FIELD_COLUMNS[name].label(name) for name in fields),
            _select_next_interview(now).label("interview_at"),
            job_listings.c.closed_at,
            applications.c.notes.is_not(None).label("has_notes"),
            files.label("files"),
        )
        .select_from(APPLICATION_TABLES)
        .where(applications.c.deleted_at.is_(None))
    )


def _create_item(row: Any) -> BoardItem:
    return BoardItem(
        id=row.id,
        stage_id=row.stage_id,
        status=row.status,
        title=row.title or _("An application"),
        company=row.company,
        location=row.location,
        applied_at=row.applied_at,
        response_at=row.response_at,
        follow_up_at=row.follow_up_at,
        interview_at=row.interview_at,
        created_at=row.created_at,
        updated_at=row.updated_at,
        source=row.source,
        url=row.url,
        listing_id=row.job_listing_id,
        closed_at=row.closed_at,
        has_notes=row.has_notes,
        files=row.files,
    )
