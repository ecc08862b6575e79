"""Find the jobs related to a listing: other postings of the same job, and the company's other open jobs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from app.kit.tables import job_listings
from app.listings.cards import Card, load_cards
from app.listings.queries import Listing

Relation = Literal["requisition", "signature"]
_MAX_POSTINGS = 12


@dataclass(frozen=True, slots=True)
class RelatedPosting:
    """Another posting of the same job: same requisition on its board, or same title, company and place (signature)."""

    card: Card
    relation: Relation


def find_same_job(session: Session, listing: Listing) -> tuple[RelatedPosting, ...]:
    """Return other postings of this job, open ones first, at most a dozen."""
    same_cluster = job_listings.c.cluster_id == listing.cluster_id
    conditions = [same_cluster]
    if listing.signature:
        conditions.append(job_listings.c.dedupe_hash == listing.signature)
    rows = session.execute(
        select(job_listings.c.id, case((same_cluster, "requisition"), else_="signature").label("relation"))
        .where(or_(*conditions), job_listings.c.id != listing.card.id)
        .order_by(job_listings.c.closed_at.is_not(None), job_listings.c.posted_at.desc(), job_listings.c.id)
        .limit(_MAX_POSTINGS)
    ).all()
    relations = {row.id: row.relation for row in rows}
    return tuple(RelatedPosting(card, relations[card.id]) for card in load_cards(session, list(relations)))


def find_company_jobs(session: Session, listing: Listing, limit: int = 6) -> tuple[tuple[Card, ...], int]:
    """Return the newest of the company's other open jobs, and their number, without other postings of this job."""
    if listing.company_id is None:
        return (), 0
    conditions = (
        job_listings.c.company_id == listing.company_id,
        job_listings.c.closed_at.is_(None),
        job_listings.c.id != listing.card.id,
        job_listings.c.cluster_id != listing.cluster_id,
    )
    total = session.scalars(select(func.count()).select_from(job_listings).where(*conditions)).one()
    newest = func.coalesce(job_listings.c.posted_at, job_listings.c.ingested_at).desc()
    ids = select(job_listings.c.id).where(*conditions).order_by(newest, job_listings.c.id).limit(limit)
    return load_cards(session, session.scalars(ids).all()), total
