"""Read the jobs a user saved. Not here: saving and removing them (app.saved.service)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.kit.tables import documents, events, job_listings, saved_jobs
from app.listings.cards import Card, load_cards
from database.models import PriorityLevel

Sort = Literal["saved", "priority", "pay", "posted", "expires"]
SavedFilter = Literal["all", "changed", "closed"]
PAGE_SIZE = 20
_SAVED_JOBS_WITH_LISTINGS = saved_jobs.join(job_listings, job_listings.c.id == saved_jobs.c.job_listing_id).outerjoin(
    documents, documents.c.listing_id == saved_jobs.c.job_listing_id
)
SAVED_JOB_COLUMNS = (saved_jobs.c.job_listing_id, saved_jobs.c.created_at, saved_jobs.c.note, saved_jobs.c.priority)
# The database type orders priorities from low to high.
_SORT_COLUMNS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "saved": (),
    "priority": (saved_jobs.c.priority.desc().nulls_last(),),
    "pay": (documents.c.salary_year_max.desc().nulls_last(),),
    "posted": (documents.c.posted_at.desc().nulls_last(),),
    "expires": (job_listings.c.closed_at.is_not(None), job_listings.c.expires_at.asc().nulls_last()),
}


@dataclass(frozen=True, slots=True)
class SavedJobDetails:
    """A saved job with its note and priority: enough to restore it after a removal."""

    listing_id: UUID
    saved_at: datetime
    note: str | None
    priority: PriorityLevel | None


@dataclass(frozen=True, slots=True)
class SavedCard:
    """A saved job with its card. `changed_at` is the last time it changed or reopened since it was saved, if any."""

    card: Card
    saved_job: SavedJobDetails
    changed_at: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class SavedCounts:
    """The number of saved jobs, and of those that changed or closed since."""

    all: int
    changed: int
    closed: int


def find_saved_ids(session: Session, listing_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Return those of these listings that are saved."""
    saved_ids = select(saved_jobs.c.job_listing_id).where(saved_jobs.c.job_listing_id.in_(listing_ids))
    return frozenset(session.scalars(saved_ids))


def find_saved_job(session: Session, listing_id: UUID) -> SavedJobDetails | None:
    """Return the saved job of a listing; None when it is not saved."""
    row = session.execute(select(*SAVED_JOB_COLUMNS).where(saved_jobs.c.job_listing_id == listing_id)).one_or_none()
    return None if row is None else create_saved_job(row)


def count_saved_jobs(session: Session) -> SavedCounts:
    """Count the saved jobs."""
    query = select(
        func.count(),
        func.count().filter(_select_changed_at().is_not(None)),
        func.count().filter(job_listings.c.closed_at.is_not(None)),
    )
    total, changed, closed = session.execute(query.select_from(_SAVED_JOBS_WITH_LISTINGS)).one()
    return SavedCounts(total, changed, closed)


def load_saved_cards(
    session: Session, sort: Sort = "saved", saved_filter: SavedFilter = "all", number: int = 1
) -> tuple[SavedCard, ...]:
    """Return one page of saved jobs; pages are numbered from 1."""
    changed_at = _select_changed_at()
    query = select(*SAVED_JOB_COLUMNS, changed_at.label("changed_at"), job_listings.c.expires_at).select_from(
        _SAVED_JOBS_WITH_LISTINGS
    )
    if saved_filter == "changed":
        query = query.where(changed_at.is_not(None))
    elif saved_filter == "closed":
        query = query.where(job_listings.c.closed_at.is_not(None))
    order = (*_SORT_COLUMNS[sort], saved_jobs.c.created_at.desc(), saved_jobs.c.id)
    rows = session.execute(query.order_by(*order).limit(PAGE_SIZE).offset(PAGE_SIZE * (number - 1))).all()
    listing_cards = {card.id: card for card in load_cards(session, [row.job_listing_id for row in rows])}
    return tuple(
        SavedCard(listing_cards[row.job_listing_id], create_saved_job(row), row.changed_at, row.expires_at)
        for row in rows
    )


def _select_changed_at() -> ColumnElement[datetime | None]:
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


def create_saved_job(row: Any) -> SavedJobDetails:
    """Return a saved job from a row of SAVED_JOB_COLUMNS."""
    return SavedJobDetails(row.job_listing_id, row.created_at, row.note, row.priority)
