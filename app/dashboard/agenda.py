"""What someone finds on their dashboard: what is due, and what changed about their jobs.

Every session here acts for one person (database.sessions).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.kit.tables import application_events, applications, companies, events, job_listings, saved_jobs
from app.listings.cards import Card, cards
from app.listings.history import ListingVersion, find_changes_since

Kind = Literal["follow_up", "interview", "closing"]
AHEAD = timedelta(days=7)
BACK = timedelta(days=14)
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Due:
    """Something to do at a time: to follow up, an interview, or a saved job that closes.

    `application_id` is the application it is about; None for a saved job.
    """

    kind: Kind
    at: datetime
    title: str
    company: str | None
    listing_id: UUID | None
    application_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class News:
    """A saved job that changed, closed or opened again; `versions` are what was saved and what it is now, if those
    differ.
    """

    card: Card
    kind: str
    at: datetime
    versions: tuple[ListingVersion, ListingVersion] | None


def due(session: Session, now: datetime) -> tuple[Due, ...]:
    """What is due within AHEAD, or was and is not done; the earliest first."""
    found = [*_follow_ups(session, now), *_interviews(session, now), *_closing(session, now)]
    return tuple(sorted(found, key=lambda one: one.at)[:_SHOWN])


def news(session: Session, now: datetime) -> tuple[News, ...]:
    """What happened to saved jobs since they were saved, within BACK: the last event of each, the newest first."""
    last = (
        select(events.c.listing_id, events.c.event, events.c.occurred_at, saved_jobs.c.created_at)
        .ext(distinct_on(events.c.listing_id))
        .join(saved_jobs, saved_jobs.c.job_listing_id == events.c.listing_id)
        .where(
            events.c.event != "opened",
            events.c.occurred_at > saved_jobs.c.created_at,
            events.c.occurred_at > now - BACK,
        )
        .order_by(events.c.listing_id, events.c.id.desc())
        .subquery()
    )
    rows = session.execute(select(last).order_by(last.c.occurred_at.desc(), last.c.listing_id).limit(_SHOWN)).all()
    found = {card.id: card for card in cards(session, [row.listing_id for row in rows])}
    changed = find_changes_since(session, {row.listing_id: row.created_at for row in rows})
    return tuple(News(found[row.listing_id], row.event, row.occurred_at, changed.get(row.listing_id)) for row in rows)


def _follow_ups(session: Session, now: datetime) -> list[Due]:
    rows = session.execute(
        _applied(applications.c.follow_up_at.label("at")).where(
            applications.c.follow_up_at < now + AHEAD,
            applications.c.response_at.is_(None) | (applications.c.follow_up_at > applications.c.response_at),
            applications.c.status != "rejected",
        )
    )
    return [Due("follow_up", row.at, row.title, row.company, row.listing_id, row.id) for row in rows]


def _interviews(session: Session, now: datetime) -> list[Due]:
    rows = session.execute(
        _applied(application_events.c.occurred_at.label("at"))
        .join(application_events, application_events.c.job_application_id == applications.c.id)
        .where(
            application_events.c.event_type == "interview",
            application_events.c.occurred_at.between(now, now + AHEAD),
        )
    )
    return [Due("interview", row.at, row.title, row.company, row.listing_id, row.id) for row in rows]


def _closing(session: Session, now: datetime) -> list[Due]:
    rows = session.execute(
        select(job_listings.c.id, job_listings.c.title, job_listings.c.expires_at, companies.c.name)
        .join(saved_jobs, saved_jobs.c.job_listing_id == job_listings.c.id)
        .outerjoin(companies, companies.c.id == job_listings.c.company_id)
        .where(job_listings.c.closed_at.is_(None), job_listings.c.expires_at.between(now, now + AHEAD))
    )
    return [Due("closing", row.expires_at, row.title, row.name, row.id) for row in rows]


def _applied(at: Any) -> Select[Any]:
    """Applications that are not deleted, with what they were for, as the person noted it or the ledger knows it."""
    snapshot = applications.c.listing_snapshot
    return (
        select(
            at,
            applications.c.id,
            func.coalesce(snapshot["title"].astext, job_listings.c.title, "An application").label("title"),
            func.coalesce(snapshot["company"].astext, companies.c.name).label("company"),
            job_listings.c.id.label("listing_id"),
        )
        .select_from(applications)
        .outerjoin(job_listings, job_listings.c.id == applications.c.job_listing_id)
        .outerjoin(companies, companies.c.id == func.coalesce(applications.c.company_id, job_listings.c.company_id))
        .where(applications.c.deleted_at.is_(None))
    )
