"""Open a database session and call the alerts queries for a screen. No query and no drawing here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import streamlit as st

from app.accounts.sessions import SignedInUser
from app.alerts import queries
from app.alerts.preview import Preview, find_recent_matches
from app.search import history as search_history
from app.search.criteria import Criteria
from database.clock import now
from database.models import AlertFrequency
from database.sessions import public_session, user_session

_MINUTE = 60
_WEEK = timedelta(days=7)
_KEYS: dict[str | type[Any], Callable[[Any], Any]] = {Criteria: Criteria.model_dump_json}


def load_search(person: SignedInUser, search_id: UUID) -> queries.SearchWithAlert | None:
    """Return a saved search of the person, None when there is none with this id."""
    with user_session(person.user_id) as session:
        return queries.find_search(session, search_id)


def load_searches(
    person: SignedInUser,
) -> tuple[tuple[queries.SearchWithAlert, ...], tuple[search_history.PastSearch, ...]]:
    """Return the person's saved searches, and the searches they ran."""
    with user_session(person.user_id) as session:
        return queries.list_searches(session), search_history.list_history(session)


def load_alert_history(
    person: SignedInUser, search_id: UUID, alert_id: UUID
) -> tuple[tuple[queries.AlertCheck, ...], tuple[queries.AlertMatch, ...]]:
    """Return the last checks of an alert of the person, and the jobs it found last."""
    with user_session(person.user_id) as session:
        return queries.list_checks(session, alert_id), queries.list_matches(session, 20, search_id)


def load_preview(criteria: Criteria, since: datetime, until: datetime) -> Preview:
    """Return what an alert on this search would have found between two moments; read as the public role."""
    with public_session() as session:
        return find_recent_matches(session, criteria, since, until, 5)


@st.cache_data(ttl=5 * _MINUTE, show_spinner=False)
def load_frequency_rules() -> dict[AlertFrequency, queries.FrequencyRule]:
    """Return the rule of each frequency, the most frequent first."""
    with public_session() as session:
        return {rule.frequency: rule for rule in queries.list_frequency_rules(session)}


@st.cache_data(ttl=5 * _MINUTE, max_entries=500, show_spinner=False, hash_funcs=_KEYS)
def load_new_matches(criteria: Criteria) -> Preview:
    """Return the matching jobs of the last seven days, at most five minutes old: their number, and the newest."""
    with public_session() as session:
        return find_recent_matches(session, criteria, now() - _WEEK, now(), 3)
