"""Open a database session and read the state of the demo data for a screen. Not here: queries and drawing."""

from __future__ import annotations

from app.accounts.sessions import SignedInUser
from app.demo import service
from app.demo.service import DemoState
from database.sessions import user_session


def load_state(user: SignedInUser) -> DemoState:
    """Read whether the demo data exists or can be offered."""
    with user_session(user.user_id) as session:
        return service.load_state(session)
