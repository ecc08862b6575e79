"""Open a database session and call the cards queries for a screen. No query and no drawing here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.accounts.sessions import SignedIn
from app.accounts.ui.actions import Session
from app.applications.earlier_applications import EarlierApplication, find_application_dates, find_for_listing
from app.comparisons import queries as comparisons_queries
from app.comparisons.ui.loaders import current_set
from app.listings.history import Version, changes_since
from app.listings.marks import Marks
from app.listings.queries import Listing
from app.saved import followed_companies
from app.saved import queries as saved_queries
from database.sessions import user_session


def marks(person: SignedIn | None, listing_ids: Sequence[UUID]) -> Marks | None:
    """The person's marks on these listings; None for the signed-out."""
    if person is None:
        return None
    with user_session(person.user_id) as session:
        return _marks(session, listing_ids)


@dataclass(frozen=True, slots=True)
class ListingView:
    """What a person has to do with one listing. `changed` is what they saved and what it is now, where that differs."""

    kept: saved_queries.Kept | None
    changed: tuple[Version, Version] | None
    follows_company: bool
    marks: Marks
    before: tuple[EarlierApplication, ...] = ()


def listing_view(person: SignedIn, listing: Listing, others: Sequence[UUID]) -> ListingView:
    """The person's own of a listing, and their marks on it and on others shown with it."""
    own = listing.card.id
    with user_session(person.user_id) as session:
        kept = saved_queries.find(session, own)
        changed = changes_since(session, {own: kept.saved_at}) if kept else {}
        follows = listing.company_id is not None and followed_companies.is_followed(session, listing.company_id)
        earlier = find_for_listing(session, own)
        return ListingView(kept, changed.get(own), follows, _marks(session, [own, *others]), earlier)


def _marks(session: Session, listing_ids: Sequence[UUID]) -> Marks:
    current = current_set(session)
    held = comparisons_queries.holding(session, current.id, listing_ids) if current else frozenset()
    return Marks(saved_queries.among(session, listing_ids), held, find_application_dates(session, listing_ids))
