"""Read what the dashboard shows everyone: three metrics, the newest openings, and how fresh each source is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app.kit.tables import boards, companies, documents, job_listings, job_sources
from app.listings.cards import Card, load_cards

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class MarketMetrics:
    """The number of open listings, of companies with one, and of listings first seen in the last seven days."""

    open_jobs: int
    companies: int
    new_listings: int


@dataclass(frozen=True, slots=True)
class SourceFreshness:
    """A source's boards, those whose last fetch failed, and its newest and oldest complete fetch."""

    code: str
    name: str
    boards: int
    failing: int
    newest: datetime | None
    oldest: datetime | None
    open_jobs: int


def count_market(session: Session, now: datetime) -> MarketMetrics:
    """Return the three metrics."""
    is_open = job_listings.c.closed_at.is_(None)
    has_open_jobs = exists().where(job_listings.c.company_id == companies.c.id, is_open)
    queries = (
        select(func.count()).select_from(job_listings).where(is_open),
        select(func.count()).select_from(companies).where(has_open_jobs),
        select(func.count()).select_from(job_listings).where(job_listings.c.ingested_at > now - WEEK),
    )
    return MarketMetrics(*(session.scalars(query).one() for query in queries))


def list_latest(session: Session, limit: int = 6) -> tuple[Card, ...]:
    """Return the newest open listings, at most one per company so that one employer does not fill the list."""
    newest = (
        select(documents.c.listing_id, documents.c.company_name, documents.c.posted_at)
        .where(documents.c.is_open)
        .order_by(documents.c.posted_at.desc(), documents.c.listing_id)
        .limit(limit * 20)
    )
    by_company: dict[object, UUID] = {}
    for row in session.execute(newest):
        by_company.setdefault(row.company_name or row.listing_id, row.listing_id)
    return load_cards(session, list(by_company.values())[:limit])


def list_source_freshness(session: Session) -> tuple[SourceFreshness, ...]:
    """Return every active source that has boards, by name."""
    open_listings = (
        select(documents.c.job_source_id, func.count().label("open_jobs"))
        .where(documents.c.is_open)
        .group_by(documents.c.job_source_id)
        .subquery()
    )
    rows = session.execute(
        select(
            job_sources.c.code,
            job_sources.c.name,
            func.count(boards.c.id).label("boards"),
            func.count().filter(boards.c.sync_status == "failed").label("failing"),
            func.max(boards.c.last_sync_at).label("newest"),
            func.min(boards.c.last_sync_at).label("oldest"),
            func.coalesce(func.max(open_listings.c.open_jobs), 0).label("open_jobs"),
        )
        .join(boards, boards.c.job_source_id == job_sources.c.id)
        .outerjoin(open_listings, open_listings.c.job_source_id == job_sources.c.id)
        .where(job_sources.c.is_active)
        .group_by(job_sources.c.id, job_sources.c.code, job_sources.c.name)
        .order_by(job_sources.c.name)
    )
    return tuple(
        SourceFreshness(row.code, row.name, row.boards, row.failing, row.newest, row.oldest, row.open_jobs)
        for row in rows
    )
