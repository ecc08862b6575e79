"""Select applications with their fields as SQL. Every surface that reads applications starts from these."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, select

from app.applications.application_field import ApplicationField
from app.applications.fields import DETAIL_FIELDS, FIELDS
from app.kit.tables import (
    application_details,
    applications,
    companies,
    job_listings,
    locations,
    stage_statuses,
    stages,
)

SNAPSHOT_COLUMN = applications.c.listing_snapshot
APPLICATION_TABLES: FromClause = (
    applications.outerjoin(application_details, application_details.c.job_application_id == applications.c.id)
    .outerjoin(job_listings, job_listings.c.id == applications.c.job_listing_id)
    .outerjoin(companies, companies.c.id == func.coalesce(applications.c.company_id, job_listings.c.company_id))
    .outerjoin(locations, locations.c.id == job_listings.c.location_id)
    .outerjoin(stages, stages.c.id == applications.c.stage_id)
    .outerjoin(stage_statuses, stage_statuses.c.stage_id == stages.c.id)
)
# What an application does not say itself, its listing may.
_LISTING_COLUMNS: dict[str, ColumnElement[Any]] = {
    "title": job_listings.c.title,
    "company": companies.c.name,
    "location": locations.c.raw_text,
    "url": job_listings.c.url,
}


def select_for_update() -> Select[Any]:
    """Select whole applications with their details, locked until the end of the transaction, in a fixed order."""
    details = [application_details.c[field.column_name] for field in DETAIL_FIELDS]
    return (
        select(applications, *details)
        .outerjoin(application_details, application_details.c.job_application_id == applications.c.id)
        .order_by(applications.c.id)
        .with_for_update(of=applications)
    )


def _build_field_column(field: ApplicationField) -> ColumnElement[Any]:
    if field.name == "stage":
        column: ColumnElement[Any] = stages.c.name
    elif field.store == "column":
        column = applications.c[field.column_name]
    elif field.store == "details":
        column = application_details.c[field.column_name]
    else:
        column = SNAPSHOT_COLUMN[field.name].astext
    fallback = _LISTING_COLUMNS.get(field.name)
    return column if fallback is None else func.coalesce(column, fallback)


# An interview is an entry of the timeline, so no column holds it.
FIELD_COLUMNS: dict[str, ColumnElement[Any]] = {
    field.name: _build_field_column(field) for field in FIELDS if field.name != "interview_at"
}
