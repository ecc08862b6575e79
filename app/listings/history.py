"""Load a listing's history: its events, its versions, and the run and payload of each version. No markup here."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.kit.tables import events, ingest_runs, job_listings, listing_archives, versions
from app.listings.cards import Pay, format_place_name


@dataclass(frozen=True, slots=True)
class ListingEvent:
    """An event of a listing: opened, changed, closed (`reason` absent or provider_closed) or reopened."""

    kind: str
    reason: str | None
    at: datetime
    payload_hash: str
    run_id: UUID


@dataclass(frozen=True, slots=True)
class FetchRun:
    """The run that fetched a version; `status` is running, success, partial or error."""

    id: UUID
    started_at: datetime
    finished_at: datetime | None
    status: str
    result_count: int


@dataclass(frozen=True, slots=True)
class ListingVersion:
    """One stored state of the listing, as the parser read it; `number` counts from 1, oldest first."""

    number: int
    payload_hash: str
    captured_at: datetime
    parser_version: int
    run: FetchRun | None
    title: str
    company: str | None
    location: str | None
    pay: Pay
    workplace_type: str | None
    employment_type: str | None
    experience_level: str | None
    department: str | None
    url: str | None
    posted_at: datetime | None
    expires_at: datetime | None
    skills: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ListingHistory:
    """A listing's events and versions, oldest first."""

    events: tuple[ListingEvent, ...]
    versions: tuple[ListingVersion, ...]

    @property
    def payload_hash(self) -> str | None:
        """Return the payload hash of the newest event."""
        return self.events[-1].payload_hash if self.events else None


def load_history(session: Session, listing_id: UUID) -> ListingHistory:
    """Return the history of a listing; empty for an unknown id."""
    rows = session.execute(
        select(events).where(events.c.listing_id == listing_id).order_by(events.c.occurred_at, events.c.id)
    ).all()
    return ListingHistory(
        events=tuple(
            ListingEvent(row.event, row.reason, row.occurred_at, row.payload_hash, row.ingest_run_id) for row in rows
        ),
        versions=load_versions(session, [listing_id]).get(listing_id, ()),
    )


def load_versions(session: Session, listing_ids: Sequence[UUID]) -> dict[UUID, tuple[ListingVersion, ...]]:
    """Return the versions of these listings, oldest first; unknown ids are skipped."""
    rows = session.execute(
        select(versions).where(versions.c.listing_id.in_(listing_ids)).order_by(versions.c.captured_at)
    ).all()
    runs = _load_runs(session, {row.ingest_run_id for row in rows})
    versions_by_listing: defaultdict[UUID, list[ListingVersion]] = defaultdict(list)
    for row in rows:
        earlier_versions = versions_by_listing[row.listing_id]
        earlier_versions.append(_create_version(len(earlier_versions) + 1, row, runs.get(row.ingest_run_id)))
    return {listing_id: tuple(listing_versions) for listing_id, listing_versions in versions_by_listing.items()}


def find_changes_since(
    session: Session, moments: Mapping[UUID, datetime]
) -> dict[UUID, tuple[ListingVersion, ListingVersion]]:
    """Return the version at each listing's moment and the newest version, for the listings where these differ."""
    changes = {}
    for listing_id, listing_versions in load_versions(session, list(moments)).items():
        newest = listing_versions[-1]
        version_at_moment = next(
            (version for version in reversed(listing_versions) if version.captured_at <= moments[listing_id]),
            listing_versions[0],
        )
        if version_at_moment is not newest:
            changes[listing_id] = (version_at_moment, newest)
    return changes


def load_payload(session: Session, listing_id: UUID, payload_hash: str) -> str | None:
    """Return the payload of a version as indented JSON; None where it is not stored.

    The archive has every version. Before a version is archived, or where the source's terms forbid archiving, only
    the newest payload is stored, with the listing itself.
    """
    payload = session.scalars(
        select(listing_archives.c.payload).where(
            listing_archives.c.job_listing_id == listing_id, listing_archives.c.payload_hash == payload_hash
        )
    ).one_or_none()
    if payload is None and payload_hash == _load_newest_hash(session, listing_id):
        payload = session.scalars(
            select(job_listings.c.raw_payload).where(job_listings.c.id == listing_id)
        ).one_or_none()
    return None if payload is None else json.dumps(payload, indent=2, ensure_ascii=False)


def _load_newest_hash(session: Session, listing_id: UUID) -> str | None:
    newest = select(events.c.payload_hash).where(events.c.listing_id == listing_id)
    return session.scalars(newest.order_by(events.c.id.desc()).limit(1)).one_or_none()


def _load_runs(session: Session, ids: set[UUID]) -> dict[UUID, FetchRun]:
    rows = session.execute(select(ingest_runs).where(ingest_runs.c.id.in_(ids)))
    return {row.id: FetchRun(row.id, row.started_at, row.finished_at, row.status, row.result_count) for row in rows}


def _create_version(number: int, row: Row[Any], run: FetchRun | None) -> ListingVersion:
    return ListingVersion(
        number=number,
        payload_hash=row.payload_hash,
        captured_at=row.captured_at,
        parser_version=row.parser_version,
        run=run,
        title=row.title,
        company=row.company_name,
        location=format_place_name(row.city, row.region, row.country, row.location_raw),
        pay=Pay(row.salary_min, row.salary_max, row.currency, row.salary_period, bool(row.salary_is_estimated)),
        workplace_type=row.workplace_type,
        employment_type=row.employment_type,
        experience_level=row.experience_level,
        department=row.department,
        url=row.url,
        posted_at=row.posted_at,
        expires_at=row.expires_at,
        skills=tuple(sorted(tag["name"] for tag in row.tags if tag["type"] == "skill")),
        text=row.description or "",
    )
