"""Draw the choice between saved searches and the history, and what stands above the saved searches."""

from __future__ import annotations

import streamlit as st

from app.accounts.sessions import SignedIn
from app.alerts.queries import Kept
from app.kit import formats
from app.kit.text import escaped
from app.kit.ui import widgets
from app.kit.ui.navigation import go
from app.router import page

VIEWS = {"searches": "Saved searches", "history": "Search history"}


def render_view_choice(view: str, kept: int, past: int) -> None:
    """Let the user choose between saved searches and the history."""
    if st.session_state.get("alerts-view") != view:
        st.session_state["alerts-view"] = view
    counts = {"searches": kept, "history": past}

    def turn() -> None:
        chosen = st.session_state["alerts-view"]
        go({} if chosen == "searches" else {"view": chosen}, to_top=False)

    st.segmented_control(
        "View", list(VIEWS), key="alerts-view", required=True, label_visibility="collapsed", on_change=turn,
        format_func=lambda one: f"{VIEWS[one]} ({formats.count(counts[one])})",
    )  # fmt: skip


def render_summary(person: SignedIn, kept: tuple[Kept, ...]) -> None:
    """Say how many alerts are active and where they are sent."""
    active = sum(1 for one in kept if one.alert and one.alert.is_active)
    words = f"{formats.counted(active, 'alert is', 'alerts are')} active. Letters go to"
    st.html(f'<p class="jl-says">{words} <b>{escaped(person.email)}</b>; each has a link that ends its alert.</p>')


def render_no_searches() -> None:
    """Say how to save a first search."""
    st.html(
        widgets.empty(
            "No saved searches yet",
            "Search in the Job Feed and press “Save this search”. You choose whether to hear of new matches at once, "
            "daily or weekly, and see beforehand what would have matched.",
        )
    )
    st.page_link(page("feed"), label="Search jobs", icon=":material/work:")
