"""Dashboard: for the signed-out what JobLedger is, three figures, newest openings and freshness; else one's own."""

from __future__ import annotations

import streamlit as st

from app.accounts.ui import current_user
from app.accounts.ui.current_user import zone
from app.dashboard.ui import loaders as dashboard_loaders
from app.dashboard.ui.personal import render_dashboard
from app.dashboard.ui.public import figures_html, render_freshness, render_latest
from app.router import page
from database.clock import now


def render() -> None:
    """Draw the screen."""
    figures, latest, sources = dashboard_loaders.load_public_dashboard()
    person = current_user.current()
    if person:
        render_dashboard(person, dashboard_loaders.load_dashboard(person), figures, now(), zone(person))
        return
    st.html(
        '<h1 class="jl-title">The job market, kept as a ledger</h1>'
        '<p class="jl-lead">JobLedger collects openings from job boards and public services, keeps every version word '
        "for word, and lets you search them, see what changed, and trace each figure back to the answer it came "
        "from.</p>"
    )
    st.html(figures_html(figures))
    with st.container(horizontal=True):
        st.page_link(page("feed"), label="Search jobs", icon=":material/search:")
        st.page_link(page("market"), label="See the market", icon=":material/query_stats:")
    render_latest(latest)
    render_freshness(sources)
