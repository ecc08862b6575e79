"""Load a person's application facts for a screen. No query and no drawing here."""

from __future__ import annotations

from app.accounts.sessions import SignedInUser
from app.analytics.application_facts import UserFacts, load_user_facts
from database.sessions import user_session


def load_facts(user: SignedInUser) -> UserFacts:
    """Return the facts that the person's metrics are computed from."""
    with user_session(user.user_id) as session:
        return load_user_facts(session)
