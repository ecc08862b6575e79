"""Draw Job Alerts: saved searches with their alerts, and the search history. The view is in the address."""

from __future__ import annotations

import streamlit as st

from app.accounts.ui import current_user
from app.accounts.ui.account import render_account_needed
from app.alerts.ui import loaders as alerts_loaders
from app.alerts.ui.alert_list import render_saved_search
from app.alerts.ui.history import render_history
from app.alerts.ui.overview import VIEWS, render_no_searches, render_summary, render_view_choice
from app.kit.i18n import _
from app.search.ui import loaders as search_loaders


def render() -> None:
    """Draw the screen."""
    user = current_user.get_current_user()
    if user is None:
        _render_placeholder()
        return
    st.html(f'<h1 class="jl-title">{_("Job Alerts")}</h1>')
    view = st.query_params.get("view", "searches")
    view = view if view in VIEWS else "searches"
    searches, past_searches = alerts_loaders.load_searches(user)
    render_view_choice(view, len(searches), len(past_searches))
    zone, sources = current_user.get_zone(user), search_loaders.load_options().sources
    if view == "history":
        render_history(user, past_searches, sources, zone)
    elif not searches:
        render_no_searches()
    else:
        render_summary(user, searches)
        for search in searches:
            render_saved_search(user, search, sources, zone)


def _render_placeholder() -> None:
    render_account_needed(
        "alerts",
        _("Job Alerts"),
        _("Save a search and get new matching jobs by email."),
        (
            _("For each search, choose whether to get email immediately or on a schedule."),
            _("Preview what an alert would have found before you turn it on."),
            _("See the history of each alert, pause it, or unsubscribe from any email."),
        ),
    )
