"""Open a database session and call the dashboard queries for a screen. No query and no drawing here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import streamlit as st

from app.accounts.sessions import SignedInUser
from app.alerts import queries as alerts_queries
from app.analytics.application_facts import ApplicationFacts, load_user_facts
from app.dashboard import queries
from app.dashboard.agenda import AgendaItem, SavedJobEvent, list_agenda, list_saved_job_events
from app.listings import cards
from app.saved import followed_companies
from database.clock import now
from database.sessions import public_session, user_session

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class DashboardView:
    """Everything that a user's dashboard shows."""

    sent: tuple[ApplicationFacts, ...]
    agenda: tuple[AgendaItem, ...]
    saved_job_events: tuple[SavedJobEvent, ...]
    followed: tuple[followed_companies.FollowedCompanySummary, ...]
    searches: tuple[alerts_queries.SearchWithAlert, ...]


def load_dashboard(user: SignedInUser) -> DashboardView:
    """Return the user's dashboard as of now."""
    with user_session(user.user_id) as session:
        return DashboardView(
            load_user_facts(session).sent,
            list_agenda(session, now()),
            list_saved_job_events(session, now()),
            followed_companies.list_followed_companies(session, now() - timedelta(days=7)),
            alerts_queries.list_searches(session),
        )


@st.cache_data(ttl=_MINUTE, show_spinner=False)
def load_public_dashboard() -> tuple[
    queries.MarketMetrics, tuple[cards.Card, ...], tuple[queries.SourceFreshness, ...]
]:
    """Return the metrics, newest listings and sources of the dashboard, at most a minute old."""
    with public_session() as session:
        return (
            queries.count_market(session, now()),
            queries.list_latest(session),
            queries.list_source_freshness(session),
        )
