"""Open a database session and call the saved queries for a screen. No query and no drawing here."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.accounts.sessions import SignedInUser
from app.listings.cards import Card
from app.listings.history import ListingVersion, find_changes_since
from app.saved import queries
from database.sessions import user_session


@dataclass(frozen=True, slots=True)
class SavedView:
    """One page of saved jobs. `changes` has the saved and the newest version of those that changed since."""

    counts: queries.SavedCounts
    jobs: tuple[queries.SavedCard, ...]
    changes: dict[UUID, tuple[ListingVersion, ListingVersion]]


def load_saved_view(
    user: SignedInUser, sort: queries.Sort, saved_filter: queries.SavedFilter, number: int
) -> SavedView:
    """Return one page of the user's saved jobs."""
    with user_session(user.user_id) as session:
        jobs = queries.load_saved_cards(session, sort, saved_filter, number)
        moments = {job.card.id: job.saved_job.saved_at for job in jobs if job.changed_at}
        changes = find_changes_since(session, moments)
        return SavedView(queries.count_saved_jobs(session), jobs, changes)


def load_recent_cards(user: SignedInUser) -> tuple[Card, ...]:
    """Return the jobs the user saved last, newest first."""
    with user_session(user.user_id) as session:
        return tuple(job.card for job in queries.load_saved_cards(session))
