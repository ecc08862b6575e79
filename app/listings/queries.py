"""Load one listing as its own page shows it: the card, the text and the board.

Not here: its history (app.listings.history) and related jobs (app.listings.related_jobs).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kit.tables import boards, documents, job_listings, job_sources, locations
from app.listings.cards import Card, load_cards


@dataclass(frozen=True, slots=True)
class ListingBoard:
    """The board of a listing; `last_complete_fetch` is the time of its last complete fetch."""

    id: UUID
    slug: str
    name: str | None
    source_code: str
    source_name: str
    base_url: str | None
    may_archive: bool
    last_complete_fetch: datetime | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing with everything its page shows. `posted_at` is the provider's date, None where it states none.

    `stated_place` is the place in the provider's words. `html` is sanitised when stored, and again when shown.
    """

    card: Card
    board: ListingBoard
    external_id: str
    requisition_key: str | None
    company_id: UUID | None
    cluster_id: UUID
    signature: str | None
    department: str | None
    description: str | None
    html: str | None
    stated_place: str | None
    posted_at: datetime | None
    expires_at: datetime | None
    first_seen_at: datetime
    changed_at: datetime
    closed_at: datetime | None
    close_reason: str | None


def find_listing(session: Session, listing_id: UUID) -> Listing | None:
    """Return the listing with this id, or None."""
    row = session.execute(
        select(
            job_listings,
            boards.c.slug,
            boards.c.display_name,
            boards.c.last_sync_at,
            job_sources.c.code.label("source_code"),
            job_sources.c.name.label("source_name"),
            job_sources.c.base_url,
            job_sources.c.may_archive,
            documents.c.description_html,
            locations.c.raw_text,
        )
        .join(boards, boards.c.id == job_listings.c.ats_organization_id)
        .join(job_sources, job_sources.c.id == job_listings.c.job_source_id)
        .outerjoin(documents, documents.c.listing_id == job_listings.c.id)
        .outerjoin(locations, locations.c.id == job_listings.c.location_id)
        .where(job_listings.c.id == listing_id)
    ).one_or_none()
    if row is None:
        return None
    return Listing(
        card=load_cards(session, [listing_id])[0],
        board=ListingBoard(
            id=row.ats_organization_id,
            slug=row.slug,
            name=row.display_name,
            source_code=row.source_code,
            source_name=row.source_name,
            base_url=row.base_url,
            may_archive=row.may_archive,
            last_complete_fetch=row.last_sync_at,
        ),
        external_id=row.external_id,
        requisition_key=row.requisition_key,
        company_id=row.company_id,
        cluster_id=row.cluster_id,
        signature=row.dedupe_hash,
        department=row.department,
        description=row.description,
        html=row.description_html,
        stated_place=row.raw_text,
        posted_at=row.posted_at,
        expires_at=row.expires_at,
        first_seen_at=row.ingested_at,
        changed_at=row.updated_at,
        closed_at=row.closed_at,
        close_reason=row.close_reason,
    )
