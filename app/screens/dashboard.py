"""Compose the Dashboard: a person's own when signed in, else what JobLedger is, the market and its freshness."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app.accounts.ui import current_user
from app.accounts.ui.current_user import get_zone
from app.dashboard.ui import loaders as dashboard_loaders
from app.dashboard.ui.personal import render_dashboard
from app.dashboard.ui.public import format_metrics, render_freshness, render_latest
from app.kit.i18n import _
from app.router import get_page
from database.clock import now


def render() -> None:
    """Draw the screen."""
    metrics, latest, sources = dashboard_loaders.load_public_dashboard()
    user = current_user.get_current_user()
    if user:
        render_dashboard(user, dashboard_loaders.load_dashboard(user), metrics, now(), get_zone(user))
        return
    title = _("The job market, kept as a ledger")
    lead = _(
        "JobLedger collects job posts from employers' boards and public services and keeps every version. Search them, "
        "see what changed, and trace every number back to its source."
    )
    st.html(Markup('<h1 class="jl-title">{}</h1><p class="jl-lead">{}</p>').format(title, lead))
    st.html(format_metrics(metrics))
    with st.container(horizontal=True):
        st.page_link(get_page("feed"), label=_("Search jobs"), icon=":material/search:")
        st.page_link(get_page("market"), label=_("See the market"), icon=":material/query_stats:")
    render_latest(latest)
    render_freshness(sources)
