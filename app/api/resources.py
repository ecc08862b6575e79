"""Define the lists of the read API and read their pages: newest first, by keyset paging. HTTP: app.api.routes."""

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
from app.api.filters import QueryFilter
from app.api.models import Alert, ApiModel, Application, Event, SavedJob, Search
from app.applications.fields import FIELDS
from app.applications.selects import APPLICATION_TABLES, FIELD_COLUMNS
from app.kit.i18n import N_
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

DEFAULT_LIMIT, MAX_LIMIT = 50, 200
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_POSITION_PATTERN = re.compile(r"(\d{1,16})_([0-9a-f]{32})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Resource:
    """A list of the API: its path, its label, its items, the query that reads them and the filters it accepts.

    Its name is also the scope of the keys that may read it.
    """

    name: str
    label: str
    item: type[ApiModel]
    summary: str
    query: Callable[[], Select[Any]]
    key: tuple[ColumnElement[Any], ColumnElement[Any]]
    filters: tuple[QueryFilter, ...] = ()


@dataclass(frozen=True, slots=True)
class PagePosition:
    """The position of a row in a list, after which the next page starts."""

    created_at: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{(self.created_at - _EPOCH) // timedelta(microseconds=1)}_{self.id.hex}"


def parse_position(text: str) -> PagePosition | None:
    """Return the position a URL holds; None when it is invalid."""
    match = _POSITION_PATTERN.fullmatch(text)
    try:
        return PagePosition(_EPOCH + timedelta(microseconds=int(match[1])), UUID(match[2])) if match else None
    except OverflowError:
        return None


def read_page(
    session: Session,
    resource: Resource,
    limit: int,
    position: PagePosition | None,
    conditions: Sequence[ColumnElement[bool]] = (),
) -> tuple[list[ApiModel], PagePosition | None]:
    """Return up to `limit` items after a position, and the position of the last one if there are more."""
    created_at, row_id = resource.key
    query = resource.query().where(*conditions).order_by(created_at.desc(), row_id.desc()).limit(limit + 1)
    if position:
        query = query.where(tuple_(created_at, row_id) < tuple_(position.created_at, position.id))
    rows = session.execute(query).mappings().all()
    items = [resource.item.model_validate(dict(row)) for row in rows[:limit]]
    last = rows[limit - 1] if len(rows) > limit else None
    return items, PagePosition(last["created_at"], last["id"]) if last else None


def _select_applications() -> Select[Any]:
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


def _select_events() -> Select[Any]:
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


def _select_saved_jobs() -> Select[Any]:
    return (
        select(
            saved_jobs.c.id,
            saved_jobs.c.job_listing_id.label("listing_id"),
            job_listings.c.title,
            companies.c.name.label("company"),
            job_listings.c.url,
            saved_jobs.c.note,
            saved_jobs.c.priority,
            job_listings.c.closed_at,
            job_listings.c.expires_at,
            saved_jobs.c.created_at,
        )
        .join(job_listings, job_listings.c.id == saved_jobs.c.job_listing_id)
        .outerjoin(companies, companies.c.id == job_listings.c.company_id)
    )


def _select_searches() -> Select[Any]:
    names = (saved_searches.c.id, saved_searches.c.name, saved_searches.c.query, saved_searches.c.created_at)
    return select(*names, saved_searches.c.location_text.label("location"))


def _select_alerts() -> Select[Any]:
    names = (job_alerts.c.id, job_alerts.c.frequency, job_alerts.c.is_active, job_alerts.c.created_at)
    return select(*names, job_alerts.c.saved_search_id.label("search_id"))


RESOURCES: tuple[Resource, ...] = (
    Resource(
        "applications",
        N_("Applications"),
        Application,
        N_("Applications, most recently added first."),
        _select_applications,
        (applications.c.created_at, applications.c.id),
        filters.APPLICATION_FILTERS,
    ),
    Resource(
        "events",
        N_("Events"),
        Event,
        N_("The history of all applications, most recent entry first."),
        _select_events,
        (application_events.c.created_at, application_events.c.id),
        filters.EVENT_FILTERS,
    ),
    Resource(
        "saved-jobs",
        N_("Saved jobs"),
        SavedJob,
        N_("Saved jobs."),
        _select_saved_jobs,
        (saved_jobs.c.created_at, saved_jobs.c.id),
        filters.SAVED_JOB_FILTERS,
    ),
    Resource(
        "searches",
        N_("Saved searches"),
        Search,
        N_("Saved searches."),
        _select_searches,
        (saved_searches.c.created_at, saved_searches.c.id),
    ),
    Resource(
        "alerts",
        N_("Alerts"),
        Alert,
        N_("Alerts of saved searches."),
        _select_alerts,
        (job_alerts.c.created_at, job_alerts.c.id),
    ),
)
