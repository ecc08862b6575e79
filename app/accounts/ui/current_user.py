"""Who is looking: the account of the browser's session, asked on every run, and its time zone. No drawing here."""

from __future__ import annotations

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from app.accounts import sessions
from app.accounts.sessions import SignedIn
from app.web import cookies
from database.sessions import auth_session

_LAST, _ZONE = "viewer", "viewer-zone"


def current() -> SignedIn | None:
    """Whose page this is, None for the signed-out. Asks the session's row each time, so that ending one works at once.

    A page that stays open keeps the cookie it was opened with; signing in or out elsewhere shows when it is loaded.
    """
    token = cookies.held(st.context.headers.get("Cookie", ""), cookies.SESSION)
    if not token:
        return None
    with auth_session() as session:
        return sessions.find(session, token)


def begin() -> SignedIn | None:
    """The viewer of this run; what an earlier one left in the page's memory is forgotten when it is not the same."""
    viewer = current()
    now_looking = viewer.session_id if viewer else None
    if st.session_state.get(_LAST, now_looking) != now_looking:
        st.session_state.clear()
    st.session_state[_LAST] = now_looking
    st.session_state[_ZONE] = viewer.timezone if viewer else None
    return viewer


def zone(viewer: SignedIn | None = None) -> tzinfo:
    """The time zone of the account where it has one (of this run's viewer when none is given), else the browser's."""
    own = viewer.timezone if viewer else st.session_state.get(_ZONE)
    for name in (own, st.context.timezone):
        if name:
            try:
                return ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError):
                continue
    return UTC
