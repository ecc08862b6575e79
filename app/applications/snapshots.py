"""The version of a listing that an application stores: what the user saw when applying."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications import records, stages
from app.applications.field_values import to_json
from app.applications.new_application import NewApplication
from app.applications.records import Change
from app.applications.stages import InvalidChange, Status
from app.kit.i18n import _
from app.kit.tables import applications, companies, events, job_listings, job_sources, locations, versions
from app.listings.cards import format_place_name

_COMMON_COLUMNS = (
    "title",
    "url",
    "workplace_type",
    "employment_type",
    "experience_level",
    "salary_min",
    "salary_max",
    "currency",
    "salary_period",
    "description",
    "posted_at",
)


@dataclass(frozen=True, slots=True)
class ApplyResult:
    """The application to a listing. `change` moved it where it was planned before; None where it is new."""

    id: UUID
    title: str
    change: Change | None = None


def build_snapshot(session: Session, listing_id: UUID, payload_hash: str | None = None) -> dict[str, Any] | None:
    """Return the listing in this version, else in its newest, ready for JSON; None for an unknown id.

    The description is left out where the terms of the source forbid storing it (may_archive).
    """
    newest = select(events.c.payload_hash).where(events.c.listing_id == listing_id).order_by(events.c.id.desc())
    version_hash = payload_hash or session.scalars(newest.limit(1)).one_or_none()
    version = _load_version(session, listing_id, version_hash) or _load_version(session, listing_id, None)
    source = session.execute(
        select(job_sources.c.code, job_sources.c.may_archive)
        .join(job_listings, job_listings.c.job_source_id == job_sources.c.id)
        .where(job_listings.c.id == listing_id)
    ).one_or_none()
    if version is None or source is None:
        return None
    if not source.may_archive:
        version["description"] = None
    return {name: to_json(value) for name, value in version.items()} | {"source_code": source.code}


def apply(
    session: Session, listing_id: UUID, at: datetime, payload_hash: str | None = None, *, is_planned: bool = False
) -> ApplyResult:
    """Record that the user applied to a listing, or plans to; a planned application moves on.

    Raises InvalidChange for a listing that does not exist, and for one the user applied to.
    """
    existing = session.execute(
        select(
            applications.c.id,
            applications.c.applied_at,
            applications.c.listing_snapshot["title"].astext.label("title"),
        )
        .where(applications.c.job_listing_id == listing_id, applications.c.deleted_at.is_(None))
        .order_by(applications.c.applied_at.asc().nulls_last())
    ).first()
    if existing and (existing.applied_at or is_planned):
        raise InvalidChange(_("You already have an application to this job. Open it in Applications."))
    if existing:
        stage = stages.find_for_status(session, Status.APPLIED)
        change = records.move(session, [existing.id], stage.id, at)
        return ApplyResult(existing.id, existing.title or _("An application"), change)
    snapshot = build_snapshot(session, listing_id, payload_hash)
    if snapshot is None:
        raise InvalidChange(_("This job post no longer exists. Add the application by hand."))
    title = str(snapshot["title"])
    new = NewApplication(
        title=title,
        listing_id=listing_id,
        snapshot=snapshot,
        status=Status.PLANNED if is_planned else Status.APPLIED,
        applied_at=None if is_planned else at,
        source="prefill",
    )
    return ApplyResult(records.add(session, new), title)


def _load_version(session: Session, listing_id: UUID, payload_hash: str | None) -> dict[str, Any] | None:
    """Return the parsed version; without a hash the listing's own row, all there is before a version is parsed."""
    if payload_hash:
        query = select(
            *(versions.c[name] for name in _COMMON_COLUMNS),
            versions.c.company_name,
            versions.c.location_raw,
            versions.c.captured_at,
            versions.c.city,
            versions.c.region,
            versions.c.country,
        ).where(versions.c.listing_id == listing_id, versions.c.payload_hash == payload_hash)
    else:
        query = (
            select(
                *(job_listings.c[name] for name in _COMMON_COLUMNS),
                companies.c.name.label("company_name"),
                locations.c.raw_text.label("location_raw"),
                job_listings.c.updated_at.label("captured_at"),
                locations.c.city,
                locations.c.region,
                locations.c.country,
            )
            .outerjoin(companies, companies.c.id == job_listings.c.company_id)
            .outerjoin(locations, locations.c.id == job_listings.c.location_id)
            .where(job_listings.c.id == listing_id)
        )
    row = session.execute(query).mappings().one_or_none()
    if row is None:
        return None
    location = format_place_name(row["city"], row["region"], row["country"], row["location_raw"])
    return {name: row[name] for name in _COMMON_COLUMNS} | {
        "company": row["company_name"],
        "location": location,
        "captured_at": row["captured_at"],
        "payload_hash": payload_hash,
    }
