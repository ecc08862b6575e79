"""Job Alerts: saved searches with their alerts, and the searches one ran. The view is in the address."""

from __future__ import annotations

import streamlit as st

from app.accounts.sessions import SignedIn
from app.accounts.ui import current_user
from app.accounts.ui.account import account_needed
from app.alerts.queries import Kept
from app.alerts.ui import loaders as alerts_loaders
from app.alerts.ui.alert_list import alert_row
from app.alerts.ui.history import history
from app.kit import formats
from app.kit.text import escaped
from app.kit.ui import widgets
from app.kit.ui.navigation import go
from app.router import page
from app.search.ui import loaders as search_loaders

_VIEWS = {"searches": "Saved searches", "history": "Search history"}


def render() -> None:
    """Draw the screen."""
    person = current_user.current()
    if person is None:
        _placeholder()
        return
    st.html('<h1 class="jl-title">Job Alerts</h1>')
    view = st.query_params.get("view", "searches")
    view = view if view in _VIEWS else "searches"
    kept, past = alerts_loaders.searches_view(person)
    _which(view, len(kept), len(past))
    zone, sources = current_user.zone(person), search_loaders.choices().sources
    if view == "history":
        history(person, past, sources, zone)
    elif not kept:
        _nothing()
    else:
        _summary(person, kept)
        for one in kept:
            alert_row(person, one, sources, zone)


def _which(view: str, kept: int, past: int) -> None:
    if st.session_state.get("alerts-view") != view:
        st.session_state["alerts-view"] = view
    counts = {"searches": kept, "history": past}

    def turn() -> None:
        chosen = st.session_state["alerts-view"]
        go({} if chosen == "searches" else {"view": chosen}, to_top=False)

    st.segmented_control(
        "View", list(_VIEWS), key="alerts-view", required=True, label_visibility="collapsed", on_change=turn,
        format_func=lambda one: f"{_VIEWS[one]} ({formats.count(counts[one])})",
    )  # fmt: skip


def _summary(person: SignedIn, kept: tuple[Kept, ...]) -> None:
    active = sum(1 for one in kept if one.alert and one.alert.is_active)
    words = f"{formats.counted(active, 'alert is', 'alerts are')} active. Letters go to"
    st.html(f'<p class="jl-says">{words} <b>{escaped(person.email)}</b>; each has a link that ends its alert.</p>')


def _nothing() -> None:
    st.html(
        widgets.empty(
            "No saved searches yet",
            "Search in the Job Feed and press “Save this search”. You choose whether to hear of new matches at once, "
            "daily or weekly, and see beforehand what would have matched.",
        )
    )
    st.page_link(page("feed"), label="Search jobs", icon=":material/work:")


def _placeholder() -> None:
    account_needed(
        "alerts",
        "Job Alerts",
        "Save a search once and be told about new jobs that match it.",
        (
            "Choose at once, daily at your hour, or weekly on your day, for each saved search.",
            "Preview what an alert would have found before you switch it on.",
            "See every run with its result, pause an alert, and leave with one click from any e-mail.",
        ),
    )
