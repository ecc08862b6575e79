"""Open a database session and call the demo queries for a screen. No query and no drawing here."""

from __future__ import annotations

from app.accounts.sessions import SignedIn
from app.demo import service
from database.sessions import user_session


def practice_state(person: SignedIn) -> service.State:
    """Whether the practice search is there or can be offered."""
    with user_session(person.user_id) as session:
        return service.state(session)
