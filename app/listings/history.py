"""A listing's life: what happened when, its versions, and the way back from each version to run and stored answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.kit.tables import events, ingest_runs, job_listings, listing_archives, versions
from app.listings.cards import Pay, place_name


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: opened, changed, closed (`reason` absent or provider_closed) or reopened."""

    kind: str
    reason: str | None
    at: datetime
    payload_hash: str
    run_id: UUID


@dataclass(frozen=True, slots=True)
class Run:
    """The fetch that brought a version; `status` is running, success, partial or error."""

    id: UUID
    started_at: datetime
    finished_at: datetime | None
    status: str
    result_count: int


@dataclass(frozen=True, slots=True)
class Version:
    """One distinct answer about the listing as the parser read it; `number` counts from 1, oldest first."""

    number: int
    payload_hash: str
    captured_at: datetime
    parser_version: int
    run: Run | None
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
class History:
    """Events and versions, oldest first. `current` is the payload hash of the newest answer."""

    events: tuple[Event, ...]
    versions: tuple[Version, ...]

    @property
    def current(self) -> str | None:
        """The payload hash the newest event names."""
        return self.events[-1].payload_hash if self.events else None


def history(session: Session, listing_id: UUID) -> History:
    """What happened to the listing; empty for an unknown id."""
    happened = session.execute(
        select(events).where(events.c.listing_id == listing_id).order_by(events.c.occurred_at, events.c.id)
    ).all()
    return History(
        events=tuple(
            Event(row.event, row.reason, row.occurred_at, row.payload_hash, row.ingest_run_id) for row in happened
        ),
        versions=versions_of(session, [listing_id]).get(listing_id, ()),
    )


def versions_of(session: Session, listing_ids: Sequence[UUID]) -> dict[UUID, tuple[Version, ...]]:
    """The versions of these listings, oldest first; nothing for unknown ids."""
    parsed = session.execute(
        select(versions).where(versions.c.listing_id.in_(listing_ids)).order_by(versions.c.captured_at)
    ).all()
    runs = _runs(session, {row.ingest_run_id for row in parsed})
    found: dict[UUID, tuple[Version, ...]] = {}
    for row in parsed:
        before = found.get(row.listing_id, ())
        found[row.listing_id] = (*before, _version(len(before) + 1, row, runs.get(row.ingest_run_id)))
    return found


def changes_since(session: Session, moments: Mapping[UUID, datetime]) -> dict[UUID, tuple[Version, Version]]:
    """For listings with a newer version than at their moment: the version that was known then, and the newest."""
    found = {}
    for listing_id, known in versions_of(session, list(moments)).items():
        then = next((one for one in reversed(known) if one.captured_at <= moments[listing_id]), known[0])
        if then is not known[-1]:
            found[listing_id] = (then, known[-1])
    return found


def stored_answer(session: Session, listing_id: UUID, payload_hash: str) -> str | None:
    """The provider's answer word for word, as indented JSON; None where it is not kept.

    The archive has every version; before a version is archived, or where the source's terms forbid archiving, only
    the newest is at hand, with the listing itself.
    """
    archived = session.scalars(
        select(listing_archives.c.payload).where(
            listing_archives.c.job_listing_id == listing_id, listing_archives.c.payload_hash == payload_hash
        )
    ).one_or_none()
    if archived is None and payload_hash == _newest_hash(session, listing_id):
        archived = session.scalars(
            select(job_listings.c.raw_payload).where(job_listings.c.id == listing_id)
        ).one_or_none()
    return None if archived is None else json.dumps(archived, indent=2, ensure_ascii=False)


def _newest_hash(session: Session, listing_id: UUID) -> str | None:
    newest = select(events.c.payload_hash).where(events.c.listing_id == listing_id)
    return session.scalars(newest.order_by(events.c.id.desc()).limit(1)).one_or_none()


def _runs(session: Session, ids: set[UUID]) -> dict[UUID, Run]:
    rows = session.execute(select(ingest_runs).where(ingest_runs.c.id.in_(ids)))
    return {row.id: Run(row.id, row.started_at, row.finished_at, row.status, row.result_count) for row in rows}


def _version(number: int, row: Row[Any], run: Run | None) -> Version:
    return Version(
        number=number,
        payload_hash=row.payload_hash,
        captured_at=row.captured_at,
        parser_version=row.parser_version,
        run=run,
        title=row.title,
        company=row.company_name,
        location=place_name(row.city, row.region, row.country, row.location_raw),
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
