"""Read the jobs a user saved. Saving and removing them: app.saved.service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.kit.tables import documents, events, job_listings, saved_jobs
from app.listings.cards import Card, cards
from database.models import PriorityLevel

Sort = Literal["saved", "priority", "pay", "posted", "expires"]
Only = Literal["all", "changed", "closed"]
PAGE_SIZE = 20
_JOBS = saved_jobs.join(job_listings, job_listings.c.id == saved_jobs.c.job_listing_id).outerjoin(
    documents, documents.c.listing_id == saved_jobs.c.job_listing_id
)
KEPT_COLUMNS = (saved_jobs.c.job_listing_id, saved_jobs.c.created_at, saved_jobs.c.note, saved_jobs.c.priority)
# Highest first, none last, as the order of the type's own values has it.
_ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "saved": (),
    "priority": (saved_jobs.c.priority.desc().nulls_last(),),
    "pay": (documents.c.salary_year_max.desc().nulls_last(),),
    "posted": (documents.c.posted_at.desc().nulls_last(),),
    "expires": (job_listings.c.closed_at.is_not(None), job_listings.c.expires_at.asc().nulls_last()),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What a person has written about a saved job: enough to put it back after it was removed."""

    listing_id: UUID
    saved_at: datetime
    note: str | None
    priority: PriorityLevel | None


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved job. `changed_at` is its last change (or re-opening) since it was saved, None where there was none."""

    card: Card
    kept: Kept
    changed_at: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many jobs are saved, and how many of them were changed or closed since."""

    all: int
    changed: int
    closed: int


def among(session: Session, listing_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Which of these are saved."""
    wanted = select(saved_jobs.c.job_listing_id).where(saved_jobs.c.job_listing_id.in_(listing_ids))
    return frozenset(session.scalars(wanted))


def find(session: Session, listing_id: UUID) -> Kept | None:
    """What is written about a listing; None when it is not saved."""
    row = session.execute(select(*KEPT_COLUMNS).where(saved_jobs.c.job_listing_id == listing_id)).one_or_none()
    return None if row is None else read_kept(row)


def counts(session: Session) -> Counts:
    """All saved jobs, counted."""
    query = select(
        func.count(),
        func.count().filter(_changed_at().is_not(None)),
        func.count().filter(job_listings.c.closed_at.is_not(None)),
    )
    every, changed, closed = session.execute(query.select_from(_JOBS)).one()
    return Counts(every, changed, closed)


def page(session: Session, sort: Sort = "saved", only: Only = "all", number: int = 1) -> tuple[Saved, ...]:
    """The saved jobs on a page, PAGE_SIZE at most, counted from 1."""
    changed_at = _changed_at()
    query = select(*KEPT_COLUMNS, changed_at.label("changed_at"), job_listings.c.expires_at).select_from(_JOBS)
    if only == "changed":
        query = query.where(changed_at.is_not(None))
    elif only == "closed":
        query = query.where(job_listings.c.closed_at.is_not(None))
    order = (*_ORDERS[sort], saved_jobs.c.created_at.desc(), saved_jobs.c.id)
    rows = session.execute(query.order_by(*order).limit(PAGE_SIZE).offset(PAGE_SIZE * (number - 1))).all()
    found = {card.id: card for card in cards(session, [row.job_listing_id for row in rows])}
    return tuple(Saved(found[row.job_listing_id], read_kept(row), row.changed_at, row.expires_at) for row in rows)


def _changed_at() -> ColumnElement[datetime | None]:
    return (
        select(func.max(events.c.occurred_at))
        .where(
            events.c.listing_id == saved_jobs.c.job_listing_id,
            events.c.event.in_(("changed", "reopened")),
            events.c.occurred_at > saved_jobs.c.created_at,
        )
        .correlate(saved_jobs)
        .scalar_subquery()
    )


def read_kept(row: Any) -> Kept:
    """Return what a row of KEPT_COLUMNS says of a saved job."""
    return Kept(row.job_listing_id, row.created_at, row.note, row.priority)
