"""Listings that belong to a listing: the same job posted elsewhere, and the company's other open jobs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from app.kit.tables import job_listings
from app.listings.cards import Card, cards
from app.listings.queries import Listing

Relation = Literal["requisition", "signature"]
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Relative:
    """Another posting of the job: same requisition on its board, or same title, company and place (signature)."""

    card: Card
    relation: Relation


def same_job(session: Session, listing: Listing) -> tuple[Relative, ...]:
    """Other postings of this job, open ones first, at most a dozen."""
    same_cluster = job_listings.c.cluster_id == listing.cluster_id
    alike = [same_cluster]
    if listing.signature:
        alike.append(job_listings.c.dedupe_hash == listing.signature)
    rows = session.execute(
        select(job_listings.c.id, case((same_cluster, "requisition"), else_="signature").label("relation"))
        .where(or_(*alike), job_listings.c.id != listing.card.id)
        .order_by(job_listings.c.closed_at.is_not(None), job_listings.c.posted_at.desc(), job_listings.c.id)
        .limit(_SHOWN)
    ).all()
    relations = {row.id: row.relation for row in rows}
    return tuple(Relative(card, relations[card.id]) for card in cards(session, list(relations)))


def at_company(session: Session, listing: Listing, limit: int = 6) -> tuple[tuple[Card, ...], int]:
    """The newest of the company's other open jobs, and how many there are. Other postings of this job do not count."""
    if listing.company_id is None:
        return (), 0
    others = (
        job_listings.c.company_id == listing.company_id,
        job_listings.c.closed_at.is_(None),
        job_listings.c.id != listing.card.id,
        job_listings.c.cluster_id != listing.cluster_id,
    )
    total = session.scalars(select(func.count()).select_from(job_listings).where(*others)).one()
    newest = func.coalesce(job_listings.c.posted_at, job_listings.c.ingested_at).desc()
    chosen = select(job_listings.c.id).where(*others).order_by(newest, job_listings.c.id).limit(limit)
    return cards(session, session.scalars(chosen).all()), total
