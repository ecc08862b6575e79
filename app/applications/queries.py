"""Reading the tracker: the applications that meet a search, with what a card or a row of the table shows of each.

One query whatever the number; which column a card stands in is its stage's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Select, func, or_, select
from sqlalchemy.orm import Session

from app.applications.records import Source
from app.applications.stages import Stage, Status
from app.kit.tables import application_events, application_files, applications, companies, job_listings, locations

Only = Literal["all", "due", "waiting", "answered"]
LONGEST_WORDS = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: `words` all in title, company, place or notes; `since` and `until` are days of the application."""

    words: str = ""
    stages: tuple[UUID, ...] = ()
    source: Source | None = None
    only: Only = "all"
    since: date | None = None
    until: date | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Asked()


@dataclass(frozen=True, slots=True)
class Item:
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
class Detail:
    """An application as its own page shows it."""

    item: Item
    notes: str | None
    snapshot: dict[str, Any] = field(default_factory=dict)


def items(session: Session, asked: Asked, now: datetime, zone: tzinfo) -> tuple[Item, ...]:
    """What meets the search: what is to be done first, then the newest. Days are those of `zone`."""
    query = _items(now).where(*_conditions(asked, now, zone))
    newest = func.coalesce(applications.c.applied_at, applications.c.created_at).desc()
    soonest = func.least(applications.c.follow_up_at, func.coalesce(_interview(now), applications.c.follow_up_at))
    rows = session.execute(query.order_by(soonest.asc().nulls_last(), newest, applications.c.id))
    return tuple(_item(row) for row in rows)


def count(session: Session) -> int:
    """How many applications there are."""
    query = select(func.count()).select_from(applications).where(applications.c.deleted_at.is_(None))
    return session.scalars(query).one()


def detail(session: Session, application_id: UUID, now: datetime) -> Detail | None:
    """One application; None when it is not there or deleted."""
    query = _items(now).add_columns(applications.c.notes, applications.c.listing_snapshot)
    row = session.execute(query.where(applications.c.id == application_id)).one_or_none()
    return None if row is None else Detail(_item(row), row.notes, row.listing_snapshot or {})


def column_of(item: Item, stages: tuple[Stage, ...]) -> UUID:
    """The stage an application stands in; without one, the first of its status, else the first."""
    ids = {one.id for one in stages}
    if item.stage_id in ids and item.stage_id:
        return item.stage_id
    return next((one.id for one in stages if one.status == item.status), stages[0].id)


def _conditions(asked: Asked, now: datetime, zone: tzinfo) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for word in asked.words[:LONGEST_WORDS].split():
        pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        found.append(or_(*(text.ilike(pattern) for text in (_TITLE, _COMPANY, _PLACE, applications.c.notes))))
    if asked.stages:
        found.append(applications.c.stage_id.in_(asked.stages))
    if asked.source:
        found.append(applications.c.source == asked.source)
    if asked.since:
        found.append(applications.c.applied_at >= _midnight(asked.since, zone))
    if asked.until:
        found.append(applications.c.applied_at < _midnight(asked.until + timedelta(days=1), zone))
    if asked.only == "due":
        found.append(applications.c.follow_up_at < _midnight(now.astimezone(zone).date() + timedelta(days=1), zone))
    elif asked.only == "waiting":
        found += [applications.c.applied_at.is_not(None), applications.c.response_at.is_(None)]
    elif asked.only == "answered":
        found.append(applications.c.response_at.is_not(None))
    return found


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)


_SNAPSHOT = applications.c.listing_snapshot
_TITLE = func.coalesce(_SNAPSHOT["title"].astext, job_listings.c.title, "An application")
_COMPANY = func.coalesce(_SNAPSHOT["company"].astext, companies.c.name)
_PLACE = func.coalesce(_SNAPSHOT["location"].astext, locations.c.raw_text)
_JOINED: FromClause = (
    applications.outerjoin(job_listings, job_listings.c.id == applications.c.job_listing_id)
    .outerjoin(companies, companies.c.id == func.coalesce(applications.c.company_id, job_listings.c.company_id))
    .outerjoin(locations, locations.c.id == job_listings.c.location_id)
)


def _interview(now: datetime) -> ColumnElement[datetime | None]:
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


def _items(now: datetime) -> Select[Any]:
    files = (
        select(func.count())
        .where(application_files.c.job_application_id == applications.c.id)
        .correlate(applications)
        .scalar_subquery()
    )
    names = (
        "id", "stage_id", "status", "applied_at", "response_at", "follow_up_at", "created_at", "updated_at", "source",
        "job_listing_id",
    )  # fmt: skip
    return (
        select(
            *(applications.c[name] for name in names),
            _TITLE.label("title"),
            _COMPANY.label("company"),
            _PLACE.label("location"),
            _interview(now).label("interview_at"),
            func.coalesce(applications.c.job_post_url, job_listings.c.url).label("url"),
            job_listings.c.closed_at,
            applications.c.notes.is_not(None).label("has_notes"),
            files.label("files"),
        )
        .select_from(_JOINED)
        .where(applications.c.deleted_at.is_(None))
    )


def _item(row: Any) -> Item:
    return Item(
        id=row.id, stage_id=row.stage_id, status=row.status, title=row.title, company=row.company,
        location=row.location, applied_at=row.applied_at, response_at=row.response_at, follow_up_at=row.follow_up_at,
        interview_at=row.interview_at, created_at=row.created_at, updated_at=row.updated_at, source=row.source,
        url=row.url, listing_id=row.job_listing_id, closed_at=row.closed_at, has_notes=row.has_notes, files=row.files,
    )  # fmt: skip
