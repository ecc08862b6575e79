"""Open a database session and call the alerts queries for a screen. No query and no drawing here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import streamlit as st

from app.accounts.sessions import SignedIn
from app.alerts import queries
from app.alerts.preview import Preview, would_have_matched
from app.search import history as search_history
from app.search.criteria import Criteria
from database.clock import now
from database.sessions import public_session, user_session

_MINUTE = 60
_WEEK = timedelta(days=7)
_KEYS: dict[str | type[Any], Callable[[Any], Any]] = {Criteria: Criteria.model_dump_json}


def kept_search(person: SignedIn, search_id: UUID) -> queries.Kept | None:
    """A saved search of the person's."""
    with user_session(person.user_id) as session:
        return queries.find(session, search_id)


def searches_view(person: SignedIn) -> tuple[tuple[queries.Kept, ...], tuple[search_history.Past, ...]]:
    """The person's saved searches, and the ones they ran."""
    with user_session(person.user_id) as session:
        return queries.listed(session), search_history.listed(session)


def alert_past(
    person: SignedIn, search_id: UUID, alert_id: UUID
) -> tuple[tuple[queries.Run, ...], tuple[queries.Match, ...]]:
    """What an alert of the person's did, and the jobs it found last."""
    with user_session(person.user_id) as session:
        return queries.runs(session, alert_id), queries.matched(session, 20, search_id)


def preview(criteria: Criteria, since: datetime, until: datetime) -> Preview:
    """What an alert on this search would have told between two moments; nobody's own, so asked as anyone."""
    with public_session() as session:
        return would_have_matched(session, criteria, since, until, 5)


@st.cache_data(ttl=5 * _MINUTE, max_entries=500, show_spinner=False, hash_funcs=_KEYS)
def news(criteria: Criteria) -> Preview:
    """The jobs first seen in the last seven days that match, at most five minutes old: how many, and the newest."""
    with public_session() as session:
        return would_have_matched(session, criteria, now() - _WEEK, now(), 3)
