"""Find what is due for a user, and what changed about their saved jobs.

Every session belongs to one user (database.sessions).
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
from app.listings.cards import Card, load_cards
from app.listings.history import ListingVersion, find_changes_since

AgendaKind = Literal["follow_up", "interview", "closing"]
LOOKAHEAD = timedelta(days=7)
LOOKBACK = timedelta(days=14)
_MAX_ITEMS = 8


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A follow-up, an interview, or a saved job that closes, with its time.

    `application_id` is the application it is about; None for a saved job.
    """

    kind: AgendaKind
    at: datetime
    title: str
    company: str | None
    listing_id: UUID | None
    application_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SavedJobEvent:
    """A saved job that changed, closed or reopened. `versions` are the saved and the newest, where these differ."""

    card: Card
    kind: str
    at: datetime
    versions: tuple[ListingVersion, ListingVersion] | None


def list_agenda(session: Session, now: datetime) -> tuple[AgendaItem, ...]:
    """Return what is due within LOOKAHEAD or overdue, earliest first."""
    items = [*_list_follow_ups(session, now), *_list_interviews(session, now), *_list_closing_jobs(session, now)]
    return tuple(sorted(items, key=lambda item: item.at)[:_MAX_ITEMS])


def list_saved_job_events(session: Session, now: datetime) -> tuple[SavedJobEvent, ...]:
    """Return the last event of each saved job since it was saved, within LOOKBACK, newest first."""
    last_event_per_listing = (
        select(events.c.listing_id, events.c.event, events.c.occurred_at, saved_jobs.c.created_at)
        .ext(distinct_on(events.c.listing_id))
        .join(saved_jobs, saved_jobs.c.job_listing_id == events.c.listing_id)
        .where(
            events.c.event != "opened",
            events.c.occurred_at > saved_jobs.c.created_at,
            events.c.occurred_at > now - LOOKBACK,
        )
        .order_by(events.c.listing_id, events.c.id.desc())
        .subquery()
    )
    rows = session.execute(
        select(last_event_per_listing)
        .order_by(last_event_per_listing.c.occurred_at.desc(), last_event_per_listing.c.listing_id)
        .limit(_MAX_ITEMS)
    ).all()
    listing_cards = {card.id: card for card in load_cards(session, [row.listing_id for row in rows])}
    changes = find_changes_since(session, {row.listing_id: row.created_at for row in rows})
    return tuple(
        SavedJobEvent(listing_cards[row.listing_id], row.event, row.occurred_at, changes.get(row.listing_id))
        for row in rows
    )


def _list_follow_ups(session: Session, now: datetime) -> list[AgendaItem]:
    rows = session.execute(
        _select_applications(applications.c.follow_up_at.label("at")).where(
            applications.c.follow_up_at < now + LOOKAHEAD,
            applications.c.response_at.is_(None) | (applications.c.follow_up_at > applications.c.response_at),
            applications.c.status != "rejected",
        )
    )
    return [AgendaItem("follow_up", row.at, row.title, row.company, row.listing_id, row.id) for row in rows]


def _list_interviews(session: Session, now: datetime) -> list[AgendaItem]:
    rows = session.execute(
        _select_applications(application_events.c.occurred_at.label("at"))
        .join(application_events, application_events.c.job_application_id == applications.c.id)
        .where(
            application_events.c.event_type == "interview",
            application_events.c.occurred_at.between(now, now + LOOKAHEAD),
        )
    )
    return [AgendaItem("interview", row.at, row.title, row.company, row.listing_id, row.id) for row in rows]


def _list_closing_jobs(session: Session, now: datetime) -> list[AgendaItem]:
    rows = session.execute(
        select(job_listings.c.id, job_listings.c.title, job_listings.c.expires_at, companies.c.name)
        .join(saved_jobs, saved_jobs.c.job_listing_id == job_listings.c.id)
        .outerjoin(companies, companies.c.id == job_listings.c.company_id)
        .where(job_listings.c.closed_at.is_(None), job_listings.c.expires_at.between(now, now + LOOKAHEAD))
    )
    return [AgendaItem("closing", row.expires_at, row.title, row.name, row.id) for row in rows]


def _select_applications(at: Any) -> Select[Any]:
    """Select the applications that are not deleted, with title and company of their snapshot or their listing."""
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
