"""Open a database session and call the dashboard queries for a screen. No query and no drawing here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import streamlit as st

from app.accounts.sessions import SignedIn
from app.alerts import queries as alerts_queries
from app.analytics.application_facts import ApplicationFacts, load_person_facts
from app.dashboard import agenda, queries
from app.listings import cards
from app.saved import followed_companies
from database.clock import now
from database.sessions import public_session, user_session

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class DashboardView:
    """What a person's dashboard shows."""

    sent: tuple[ApplicationFacts, ...]
    due: tuple[agenda.Due, ...]
    news: tuple[agenda.News, ...]
    followed: tuple[followed_companies.Followed, ...]
    searches: tuple[alerts_queries.Kept, ...]


def dashboard_view(person: SignedIn) -> DashboardView:
    """The person's dashboard as of now."""
    with user_session(person.user_id) as session:
        return DashboardView(
            load_person_facts(session).sent,
            agenda.due(session, now()),
            agenda.news(session, now()),
            followed_companies.follows(session, now() - timedelta(days=7)),
            alerts_queries.listed(session),
        )


@st.cache_data(ttl=_MINUTE, show_spinner=False)
def front() -> tuple[queries.Figures, tuple[cards.Card, ...], tuple[queries.Freshness, ...]]:
    """The dashboard's figures, newest listings and sources, at most a minute old."""
    with public_session() as session:
        return queries.figures(session, now()), queries.latest(session), queries.freshness(session)
