"""Open a database session and call the search queries for a screen. No query and no drawing here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from app.accounts.sessions import SignedIn
from app.search import feed, form_options
from app.search import history as search_history
from app.search.criteria import Criteria
from app.search.cursors import Cursor
from app.search.feed import Total
from database.clock import now
from database.sessions import public_session, user_session

_RAN = "search-ran"
_MINUTE = 60
_READINGS = 4  # of MOST_OPENED each, after a search's first
_KEYS: dict[str | type[Any], Callable[[Any], Any]] = {Criteria: Criteria.model_dump_json}


def remember(person: SignedIn, criteria: Criteria, total: Total) -> None:
    """Keep a search in the person's history: once, not again for each page of it or each click on the screen."""
    ran = criteria.model_dump_json(exclude={"sort"})
    if st.session_state.get(_RAN) == ran:
        return
    with user_session(person.user_id, writes=True) as session:
        search_history.record(session, criteria, total, now())
    st.session_state[_RAN] = ran


def recent_searches(person: SignedIn) -> tuple[search_history.Past, ...]:
    """The person's last different searches, newest first."""
    with user_session(person.user_id) as session:
        return search_history.recent(session)


def page(criteria: Criteria, cursor: Cursor | None) -> feed.Page:
    """One page of a search, as of now."""
    with public_session() as session:
        return feed.search(session, criteria, now(), cursor)


def read_on(criteria: Criteria, cut: feed.Page, cursor: Cursor | None) -> feed.Page:
    """A page that is cut, read on until it is whole, or long enough."""
    for _ in range(_READINGS):
        if cut.is_cut:
            with public_session() as session:
                cut = feed.read_on(session, criteria, now(), cut, cursor.side if cursor else "after")
    return cut


@st.cache_data(ttl=_MINUTE, max_entries=500, show_spinner=False, hash_funcs=_KEYS)
def total(criteria: Criteria) -> feed.Total:
    """How many listings match, at most a minute old."""
    with public_session() as session:
        return feed.count(session, criteria, now())


@st.cache_data(ttl=5 * _MINUTE, show_spinner=False)
def choices() -> form_options.Options:
    """What the search form offers of sources and currencies."""
    with public_session() as session:
        return form_options.options(session)
