"""The version of a listing an application keeps: what the person saw when they applied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications import records, stages
from app.applications.fields import plain
from app.applications.records import Change, Entry
from app.applications.stages import Refused, Status
from app.kit.tables import applications, companies, events, job_listings, job_sources, locations, versions
from app.listings.cards import place_name

_SAME = (
    "title", "url", "workplace_type", "employment_type", "experience_level", "salary_min", "salary_max", "currency",
    "salary_period", "description", "posted_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Applied:
    """An application to a listing. `change` is what moved it where it had been planned, None where it is new."""

    id: UUID
    title: str
    change: Change | None = None


def snapshot(session: Session, listing_id: UUID, payload_hash: str | None = None) -> dict[str, Any] | None:
    """The listing as it was in this version, else in its newest, ready for JSON; None for an unknown id.

    Without the text where the source's terms forbid keeping it (may_archive).
    """
    newest = select(events.c.payload_hash).where(events.c.listing_id == listing_id).order_by(events.c.id.desc())
    seen = payload_hash or session.scalars(newest.limit(1)).one_or_none()
    kept = _version(session, listing_id, seen) or _version(session, listing_id, None)
    source = session.execute(
        select(job_sources.c.code, job_sources.c.may_archive)
        .join(job_listings, job_listings.c.job_source_id == job_sources.c.id)
        .where(job_listings.c.id == listing_id)
    ).one_or_none()
    if kept is None or source is None:
        return None
    if not source.may_archive:
        kept["description"] = None
    return {name: plain(value) for name, value in kept.items()} | {"source_code": source.code}


def apply(
    session: Session, listing_id: UUID, at: datetime, payload_hash: str | None = None, *, is_planned: bool = False
) -> Applied:
    """Record that the person applied to a listing at a time, or plans to; one that was planned moves on.

    Refused for a listing that is not there, and for one they applied to.
    """
    known = session.execute(
        select(
            applications.c.id,
            applications.c.applied_at,
            applications.c.listing_snapshot["title"].astext.label("title"),
        )
        .where(applications.c.job_listing_id == listing_id, applications.c.deleted_at.is_(None))
        .order_by(applications.c.applied_at.asc().nulls_last())
    ).first()
    if known and (known.applied_at or is_planned):
        raise Refused("You have an application to this job already. Find it in Applications.")
    if known:
        to = stages.for_status(session, Status.APPLIED)
        return Applied(known.id, known.title or "An application", records.move(session, [known.id], to.id, at))
    seen = snapshot(session, listing_id, payload_hash)
    if seen is None:
        raise Refused("This listing is not in the ledger any more. Add the application by hand.")
    made = records.add(
        session,
        Entry(
            title=str(seen["title"]),
            listing_id=listing_id,
            snapshot=seen,
            status=Status.PLANNED if is_planned else Status.APPLIED,
            applied_at=None if is_planned else at,
            source="prefill",
        ),
    )
    return Applied(made, str(seen["title"]))


def _version(session: Session, listing_id: UUID, payload_hash: str | None) -> dict[str, Any] | None:
    """The parsed version; without a hash the listing's own row, which is all there is before any version is parsed."""
    if payload_hash:
        names = (versions.c.company_name, versions.c.location_raw, versions.c.captured_at)
        places = (versions.c.city, versions.c.region, versions.c.country)
        found = select(*(versions.c[name] for name in _SAME), *names, *places).where(
            versions.c.listing_id == listing_id, versions.c.payload_hash == payload_hash
        )
    else:
        found = (
            select(
                *(job_listings.c[name] for name in _SAME), companies.c.name.label("company_name"),
                locations.c.raw_text.label("location_raw"), job_listings.c.updated_at.label("captured_at"),
                locations.c.city, locations.c.region, locations.c.country,
            )
            .outerjoin(companies, companies.c.id == job_listings.c.company_id)
            .outerjoin(locations, locations.c.id == job_listings.c.location_id)
            .where(job_listings.c.id == listing_id)
        )  # fmt: skip
    row = session.execute(found).mappings().one_or_none()
    if row is None:
        return None
    place = place_name(row["city"], row["region"], row["country"], row["location_raw"])
    own = {"company": row["company_name"], "location": place, "captured_at": row["captured_at"]}
    return {name: row[name] for name in _SAME} | own | {"payload_hash": payload_hash}
