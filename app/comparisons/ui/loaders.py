"""Open a database session and call the comparisons queries for a screen. No query and no drawing here."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from app.accounts.sessions import SignedIn
from app.accounts.ui.actions import Session
from app.comparisons import queries
from database.sessions import user_session

_SET = "comparison-set"


def comparisons_view(
    person: SignedIn, asked: UUID | None
) -> tuple[tuple[queries.Set, ...], queries.Set | None, tuple[queries.Compared, ...]]:
    """The person's comparisons, the one asked for (else the one they work on), and the jobs in it."""
    with user_session(person.user_id) as session:
        sets = queries.sets(session)
        chosen = next((one for one in sets if one.id == asked), None) or current_set(session)
        return sets, chosen, queries.compared(session, chosen.id) if chosen else ()


def current_set(session: Session) -> queries.Set | None:
    """The comparison a card's button adds to: the one last looked at here, else the newest; None without any."""
    sets = queries.sets(session)
    chosen = st.session_state.get(_SET)
    return next((one for one in sets if str(one.id) == chosen), sets[0] if sets else None)


def look_at(set_id: UUID) -> None:
    """From now on cards add to this comparison."""
    st.session_state[_SET] = str(set_id)
