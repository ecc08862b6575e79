"""Find the signed-in user of this run and their time zone. Nothing is drawn here."""

from __future__ import annotations

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from app.accounts import sessions
from app.accounts.sessions import SignedInUser
from app.web import cookies
from database.sessions import auth_session

_SESSION_ID_KEY, _ZONE_KEY = "viewer", "viewer-zone"


def get_current_user() -> SignedInUser | None:
    """Return the signed-in user, or None. Reads the session's row each time, so that ending it takes effect at once.

    An open page keeps the cookie it was loaded with: signing in or out in another tab shows after a reload.
    """
    token = cookies.find_value(st.context.headers.get("Cookie", ""), cookies.SESSION_COOKIE)
    if not token:
        return None
    with auth_session() as session:
        return sessions.find(session, token)


def begin_run() -> SignedInUser | None:
    """Return the signed-in user, after clearing the page's state if it belongs to another session."""
    user = get_current_user()
    session_id = user.session_id if user else None
    if st.session_state.get(_SESSION_ID_KEY, session_id) != session_id:
        st.session_state.clear()
    st.session_state[_SESSION_ID_KEY] = session_id
    st.session_state[_ZONE_KEY] = user.timezone if user else None
    return user


def get_zone(user: SignedInUser | None = None) -> tzinfo:
    """Return the time zone of the user (by default of this run's), or of the browser where they have set none."""
    user_zone = user.timezone if user else st.session_state.get(_ZONE_KEY)
    for name in (user_zone, st.context.timezone):
        if name:
            try:
                return ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError):
                continue
    return UTC
