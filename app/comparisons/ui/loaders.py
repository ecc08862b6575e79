"""Open a database session and call the comparisons queries for a screen. No query and no drawing here."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import streamlit as st

from app.accounts.sessions import SignedInUser
from app.accounts.ui.actions import Session
from app.comparisons import queries
from database.sessions import user_session

_CURRENT_SET_KEY = "comparison-set"


@dataclass(frozen=True, slots=True)
class ComparisonsView:
    """A user's comparison sets, the selected set, and its jobs."""

    sets: tuple[queries.ComparisonSet, ...]
    selected: queries.ComparisonSet | None
    jobs: tuple[queries.ComparedJob, ...]


def load_comparisons(user: SignedInUser, set_id: UUID | None) -> ComparisonsView:
    """Return the user's comparison sets with this one selected, or the current one where it does not exist."""
    with user_session(user.user_id) as session:
        sets = queries.list_sets(session)
        selected = next((comparison for comparison in sets if comparison.id == set_id), None)
        selected = selected or find_current_set(session)
        return ComparisonsView(sets, selected, queries.list_jobs(session, selected.id) if selected else ())


def find_current_set(session: Session) -> queries.ComparisonSet | None:
    """Return the set that Compare adds to: the one last opened in this window, else the newest; None without any."""
    sets = queries.list_sets(session)
    current_id = st.session_state.get(_CURRENT_SET_KEY)
    return next((comparison for comparison in sets if str(comparison.id) == current_id), sets[0] if sets else None)


def select_set(set_id: UUID) -> None:
    """Let Compare add to this set from now on."""
    st.session_state[_CURRENT_SET_KEY] = str(set_id)
