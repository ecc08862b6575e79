"""Open a database session and call the listings queries for a screen. No query and no drawing here."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.listings import history, queries, related_jobs
from app.listings.cards import Card
from database.sessions import public_session


@dataclass(frozen=True, slots=True)
class ListingPage:
    """A listing with its history and related jobs; `company_job_count` counts all other open jobs of its company."""

    listing: queries.Listing
    history: history.ListingHistory
    same_job: tuple[related_jobs.RelatedPosting, ...]
    company_jobs: tuple[Card, ...]
    company_job_count: int


def load_listing_page(listing_id: UUID) -> ListingPage | None:
    """Return everything a listing's page shows to everyone; None for an unknown id."""
    with public_session() as session:
        listing = queries.find_listing(session, listing_id)
        if listing is None:
            return None
        company_jobs, company_job_count = related_jobs.find_company_jobs(session, listing)
        return ListingPage(
            listing,
            history.load_history(session, listing_id),
            related_jobs.find_same_job(session, listing),
            company_jobs,
            company_job_count,
        )


def load_payload(listing_id: UUID, payload_hash: str) -> str | None:
    """Return a stored payload as indented JSON; None where it is not stored."""
    with public_session() as session:
        return history.load_payload(session, listing_id, payload_hash)
