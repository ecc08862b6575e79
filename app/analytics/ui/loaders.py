"""Open a database session and call the analytics queries for a screen. No query and no drawing here."""

from __future__ import annotations

from app.accounts.sessions import SignedIn
from app.analytics.application_facts import Facts, facts
from database.sessions import user_session


def progress(person: SignedIn) -> Facts:
    """What the person's figures are counted from."""
    with user_session(person.user_id) as session:
        return facts(session)
