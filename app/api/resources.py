"""What the read API lists and how each is read: newest first, paged by the place of the last row, never by counting."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, cast, func, select, tuple_
from sqlalchemy.orm import Session

from app.api import filters
from app.api.filters import Filter
from app.api.models import Alert, Application, Event, SavedJob, Search, Shape
from app.applications.fields import FIELDS
from app.applications.selects import APPLICATION_TABLES, FIELD_COLUMNS
from app.kit.tables import (
    application_events,
    applications,
    companies,
    job_alerts,
    job_listings,
    saved_jobs,
    saved_searches,
    stage_statuses,
)

USUAL, MOST = 50, 200
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLACE = re.compile(r"(\d{1,16})_([0-9a-f]{32})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Resource:
    """A list of the API: its name in the address, what its items are, how they are read and narrowed down."""

    name: str
    item: type[Shape]
    says: str
    query: Callable[[], Select[Any]]
    key: tuple[ColumnElement[Any], ColumnElement[Any]]
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in the order."""

    created_at: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{(self.created_at - _EPOCH) // timedelta(microseconds=1)}_{self.id.hex}"


def place(written: str) -> Place | None:
    """The place an address holds; None when it is none."""
    found = _PLACE.fullmatch(written)
    try:
        return Place(_EPOCH + timedelta(microseconds=int(found[1])), UUID(found[2])) if found else None
    except OverflowError:
        return None


def page(
    session: Session,
    resource: Resource,
    limit: int,
    after: Place | None,
    wanted: Sequence[ColumnElement[bool]] = (),
) -> tuple[list[Shape], Place | None]:
    """At most `limit` items that meet the conditions after a place, and the place of the last where there are more."""
    created, own = resource.key
    query = resource.query().where(*wanted).order_by(created.desc(), own.desc()).limit(limit + 1)
    if after:
        query = query.where(tuple_(created, own) < tuple_(after.created_at, after.id))
    rows = session.execute(query).mappings().all()
    items = [resource.item.model_validate(dict(row)) for row in rows[:limit]]
    last = rows[limit - 1] if len(rows) > limit else None
    return items, Place(last["created_at"], last["id"]) if last else None


def _applications() -> Select[Any]:
    names = [field.name for field in FIELDS if field.is_in_api]
    return (
        select(
            applications.c.id,
            *(FIELD_COLUMNS[name].label(name) for name in names),
            applications.c.status,
            stage_statuses.c.outcome,
            applications.c.source,
            applications.c.job_listing_id.label("listing_id"),
            applications.c.created_at,
            applications.c.updated_at,
        )
        .select_from(APPLICATION_TABLES)
        .where(applications.c.deleted_at.is_(None))
    )


def _events() -> Select[Any]:
    payload = application_events.c.payload
    return (
        select(
            application_events.c.id,
            application_events.c.job_application_id.label("application_id"),
            application_events.c.event_type.label("type"),
            func.coalesce(payload["kind"].astext, cast(application_events.c.event_type, Text)).label("kind"),
            application_events.c.occurred_at,
            func.coalesce(payload, func.jsonb_build_object()).label("details"),
            func.coalesce(application_events.c.attachments, func.jsonb_build_array()).label("attachments"),
            application_events.c.created_at,
        )
        .join(applications, applications.c.id == application_events.c.job_application_id)
        .where(applications.c.deleted_at.is_(None))
    )


def _saved() -> Select[Any]:
    return (
        select(
            saved_jobs.c.id, saved_jobs.c.job_listing_id.label("listing_id"), job_listings.c.title,
            companies.c.name.label("company"), job_listings.c.url, saved_jobs.c.note, saved_jobs.c.priority,
            job_listings.c.closed_at, job_listings.c.expires_at, saved_jobs.c.created_at,
        )
        .join(job_listings, job_listings.c.id == saved_jobs.c.job_listing_id)
        .outerjoin(companies, companies.c.id == job_listings.c.company_id)
    )  # fmt: skip


def _searches() -> Select[Any]:
    names = (saved_searches.c.id, saved_searches.c.name, saved_searches.c.query, saved_searches.c.created_at)
    return select(*names, saved_searches.c.location_text.label("location"))


def _alerts() -> Select[Any]:
    names = (job_alerts.c.id, job_alerts.c.frequency, job_alerts.c.is_active, job_alerts.c.created_at)
    return select(*names, job_alerts.c.saved_search_id.label("search_id"))


RESOURCES: tuple[Resource, ...] = (
    Resource(
        "applications", Application, "Applications, the last entered first.", _applications,
        (applications.c.created_at, applications.c.id), filters.APPLICATIONS,
    ),
    Resource(
        "events", Event, "The history of all applications, the last written first.", _events,
        (application_events.c.created_at, application_events.c.id), filters.EVENTS,
    ),
    Resource("saved-jobs", SavedJob, "Saved jobs.", _saved, (saved_jobs.c.created_at, saved_jobs.c.id), filters.SAVED),
    Resource("searches", Search, "Saved searches.", _searches, (saved_searches.c.created_at, saved_searches.c.id)),
    Resource("alerts", Alert, "Alerts on saved searches.", _alerts, (job_alerts.c.created_at, job_alerts.c.id)),
)  # fmt: skip
