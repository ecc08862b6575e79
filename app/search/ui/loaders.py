"""Open a database session and call the search queries for a screen. No query and no drawing here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from app.accounts.sessions import SignedInUser
from app.search import feed, form_options
from app.search import history as search_history
from app.search.criteria import Criteria
from app.search.cursors import Cursor
from app.search.feed import Total
from database.clock import now
from database.sessions import public_session, user_session

_LAST_SEARCH_KEY = "search-ran"
_MINUTE = 60
_MAX_READS = 4  # of MOST_OPENED documents each, after a search's first
_HASH_FUNCTIONS: dict[str | type[Any], Callable[[Any], Any]] = {Criteria: Criteria.model_dump_json}


def record_search(user: SignedInUser, criteria: Criteria, total: Total) -> None:
    """Record a search in the person's history once, not again for each page of it or each click on the screen."""
    search = criteria.model_dump_json(exclude={"sort"})
    if st.session_state.get(_LAST_SEARCH_KEY) == search:
        return
    with user_session(user.user_id, writes=True) as session:
        search_history.record(session, criteria, total, now())
    st.session_state[_LAST_SEARCH_KEY] = search


def load_recent_searches(user: SignedInUser) -> tuple[search_history.PastSearch, ...]:
    """Return the person's last searches that differ, newest first."""
    with user_session(user.user_id) as session:
        return search_history.list_recent(session)


def load_page(criteria: Criteria, cursor: Cursor | None) -> feed.FeedPage:
    """Return one page of a search, as of now."""
    with public_session() as session:
        return feed.search(session, criteria, now(), cursor)


def complete_page(criteria: Criteria, page: feed.FeedPage, cursor: Cursor | None) -> feed.FeedPage:
    """Read on until an incomplete page is full, or has been read on long enough."""
    for _attempt in range(_MAX_READS):
        if page.is_incomplete:
            with public_session() as session:
                page = feed.extend_page(session, criteria, now(), page, cursor.side if cursor else "after")
    return page


@st.cache_data(ttl=_MINUTE, max_entries=500, show_spinner=False, hash_funcs=_HASH_FUNCTIONS)
def load_total(criteria: Criteria) -> feed.Total:
    """Return how many listings match, at most a minute old."""
    with public_session() as session:
        return feed.count(session, criteria, now())


@st.cache_data(ttl=5 * _MINUTE, show_spinner=False)
def load_options() -> form_options.Options:
    """Return the sources and currencies that the search form offers."""
    with public_session() as session:
        return form_options.list_options(session)
