"""What an alert would have told had it been there: asked as the app, before a search is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.kit.tables import documents, job_listings
from app.listings.cards import Card, cards
from app.search.criteria import Criteria
from app.search.matching import build_matches

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Preview:
    """How many jobs first seen since then match and are open, and the newest of them."""

    total: int
    cards: tuple[Card, ...]


def would_have_matched(
    session: Session, criteria: Criteria, since: datetime, now: datetime, limit: int = SHOWN
) -> Preview:
    """The jobs first seen since `since` that an alert on this search would have told of, each job once."""
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
    return Preview(total, cards(session, session.scalars(newest).all(), criteria.keywords))
