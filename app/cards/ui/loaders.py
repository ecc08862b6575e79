"""Open a database session and call the cards queries for a screen. No query and no drawing here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.accounts.sessions import SignedInUser
from app.accounts.ui.actions import Session
from app.applications.earlier_applications import EarlierApplication, find_application_dates, find_for_listing
from app.comparisons import queries as comparisons_queries
from app.comparisons.ui.loaders import find_current_set
from app.listings.history import ListingVersion, find_changes_since
from app.listings.marks import ListingMarks
from app.listings.queries import Listing
from app.saved import followed_companies
from app.saved import queries as saved_queries
from database.sessions import user_session


@dataclass(frozen=True, slots=True)
class ListingView:
    """A listing as a user sees it. `changes` is the version they saved and the newest, where these differ."""

    saved_job: saved_queries.SavedJobDetails | None
    changes: tuple[ListingVersion, ListingVersion] | None
    follows_company: bool
    marks: ListingMarks
    earlier_applications: tuple[EarlierApplication, ...] = ()


def load_marks(user: SignedInUser | None, listing_ids: Sequence[UUID]) -> ListingMarks | None:
    """Return what the user did with these listings; None for a signed-out visitor."""
    if user is None:
        return None
    with user_session(user.user_id) as session:
        return _find_marks(session, listing_ids)


def load_listing_view(user: SignedInUser, listing: Listing, related_ids: Sequence[UUID]) -> ListingView:
    """Return what the user did with a listing, with the marks of it and of its related jobs."""
    listing_id = listing.card.id
    with user_session(user.user_id) as session:
        saved_job = saved_queries.find_saved_job(session, listing_id)
        changes = find_changes_since(session, {listing_id: saved_job.saved_at}) if saved_job else {}
        return ListingView(
            saved_job,
            changes.get(listing_id),
            listing.company_id is not None and followed_companies.is_followed(session, listing.company_id),
            _find_marks(session, [listing_id, *related_ids]),
            find_for_listing(session, listing_id),
        )


def _find_marks(session: Session, listing_ids: Sequence[UUID]) -> ListingMarks:
    comparison = find_current_set(session)
    return ListingMarks(
        saved=saved_queries.find_saved_ids(session, listing_ids),
        compared=comparisons_queries.find_compared_ids(session, comparison.id, listing_ids)
        if comparison
        else frozenset(),
        applied=find_application_dates(session, listing_ids),
    )
