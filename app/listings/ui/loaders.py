"""Open a database session and call the listings queries for a screen. No query and no drawing here."""

from __future__ import annotations

from uuid import UUID

from app.listings import cards, history, queries, relatives
from database.sessions import public_session


def found(
    listing_id: UUID,
) -> tuple[queries.Listing, history.History, tuple[relatives.Relative, ...], tuple[tuple[cards.Card, ...], int]] | None:
    """A listing with its history, its other postings and the company's other jobs; None when there is none."""
    with public_session() as session:
        one = queries.find(session, listing_id)
        if one is None:
            return None
        return (
            one,
            history.history(session, listing_id),
            relatives.same_job(session, one),
            relatives.at_company(session, one),
        )


def stored_answer(listing_id: UUID, payload_hash: str) -> str | None:
    """The provider's answer as indented JSON, None where it is not kept."""
    with public_session() as session:
        return history.stored_answer(session, listing_id, payload_hash)
