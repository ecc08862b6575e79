"""Job Alerts: saved searches with their alerts, and the searches one ran. The view is in the address."""

from __future__ import annotations

import streamlit as st

from app.accounts.ui import current_user
from app.accounts.ui.account import account_needed
from app.alerts.ui import loaders as alerts_loaders
from app.alerts.ui.alert_list import alert_row
from app.alerts.ui.history import history
from app.alerts.ui.overview import VIEWS, render_no_searches, render_summary, render_view_choice
from app.search.ui import loaders as search_loaders


def render() -> None:
    """Draw the screen."""
    person = current_user.current()
    if person is None:
        _placeholder()
        return
    st.html('<h1 class="jl-title">Job Alerts</h1>')
    view = st.query_params.get("view", "searches")
    view = view if view in VIEWS else "searches"
    kept, past = alerts_loaders.searches_view(person)
    render_view_choice(view, len(kept), len(past))
    zone, sources = current_user.zone(person), search_loaders.choices().sources
    if view == "history":
        history(person, past, sources, zone)
    elif not kept:
        render_no_searches()
    else:
        render_summary(person, kept)
        for one in kept:
            alert_row(person, one, sources, zone)


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
