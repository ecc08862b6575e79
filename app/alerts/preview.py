"""Find what an alert would have emailed, before a search is saved. Not here: real matches (app.alerts.matcher)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.kit.tables import documents, job_listings
from app.listings.cards import Card, load_cards
from app.search.criteria import Criteria
from app.search.matching import build_matches

MAX_CARDS = 20


@dataclass(frozen=True, slots=True)
class Preview:
    """The number of matching open jobs, and the newest of them."""

    total: int
    cards: tuple[Card, ...]


def find_recent_matches(
    session: Session, criteria: Criteria, since: datetime, now: datetime, limit: int = MAX_CARDS
) -> Preview:
    """Return the jobs first seen since `since` that an alert on this search would have emailed, each job once."""
    matched = (
        select(job_listings.c.id, job_listings.c.cluster_id, job_listings.c.created_at)
        .join(documents, documents.c.listing_id == job_listings.c.id)
        .where(job_listings.c.created_at >= since, *build_matches(criteria, now))
        .ext(distinct_on(job_listings.c.cluster_id))
        .order_by(job_listings.c.cluster_id, job_listings.c.created_at, job_listings.c.id)
        .subquery()
    )
    newest = select(matched.c.id).order_by(matched.c.created_at.desc(), matched.c.id).limit(limit)
    total = session.scalars(select(func.count()).select_from(matched)).one()
    return Preview(total, load_cards(session, session.scalars(newest).all(), criteria.keywords))
