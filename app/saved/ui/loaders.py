"""Open a database session and call the saved queries for a screen. No query and no drawing here."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.accounts.sessions import SignedIn
from app.listings.cards import Card
from app.listings.history import ListingVersion, find_changes_since
from app.saved import queries
from database.sessions import user_session


@dataclass(frozen=True, slots=True)
class SavedView:
    """One page of saved jobs, and what changed about those that did since they were saved."""

    counts: queries.Counts
    jobs: tuple[queries.Saved, ...]
    changed: dict[UUID, tuple[ListingVersion, ListingVersion]]


def saved_view(person: SignedIn, sort: queries.Sort, only: queries.Only, number: int) -> SavedView:
    """A page of the person's saved jobs."""
    with user_session(person.user_id) as session:
        jobs = queries.page(session, sort, only, number)
        changed = find_changes_since(session, {one.card.id: one.kept.saved_at for one in jobs if one.changed_at})
        return SavedView(queries.counts(session), jobs, changed)


def saved_cards(person: SignedIn) -> tuple[Card, ...]:
    """The jobs the person saved last, for choosing among them."""
    with user_session(person.user_id) as session:
        return tuple(one.card for one in queries.page(session))
