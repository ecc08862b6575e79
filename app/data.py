"""How screens ask services: one read-only session per question, and short memories for what all see the same.

Only calls and their lifetimes; what is asked is the services' business, how it looks the screens'.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import streamlit as st

from app.services import cards, dashboard, feed, history, listing, options, relatives
from app.services.alerts.preview import Preview, would_have_matched
from app.services.criteria import Criteria
from app.services.cursors import Cursor
from app.services.reading import reading
from database.clock import now

_MINUTE = 60
_READINGS = 4  # of MOST_OPENED each, after a search's first
_KEYS: dict[str | type[Any], Callable[[Any], Any]] = {Criteria: Criteria.model_dump_json}


def page(criteria: Criteria, cursor: Cursor | None) -> feed.Page:
    """One page of a search, as of now."""
    with reading() as session:
        return feed.search(session, criteria, now(), cursor)


def read_on(criteria: Criteria, cut: feed.Page, cursor: Cursor | None) -> feed.Page:
    """A page that is cut, read on until it is whole, or long enough."""
    for _ in range(_READINGS):
        if cut.is_cut:
            with reading() as session:
                cut = feed.read_on(session, criteria, now(), cut, cursor.side if cursor else "after")
    return cut


@st.cache_data(ttl=_MINUTE, max_entries=500, show_spinner=False, hash_funcs=_KEYS)
def total(criteria: Criteria) -> feed.Total:
    """How many listings match, at most a minute old."""
    with reading() as session:
        return feed.count(session, criteria, now())


@st.cache_data(ttl=5 * _MINUTE, max_entries=500, show_spinner=False, hash_funcs=_KEYS)
def news(criteria: Criteria) -> Preview:
    """The jobs first seen in the last seven days that match, at most five minutes old: how many, and the newest."""
    with reading() as session:
        return would_have_matched(session, criteria, now() - dashboard.WEEK, now(), 3)


@st.cache_data(ttl=5 * _MINUTE, show_spinner=False)
def choices() -> options.Options:
    """What the search form offers of sources and currencies."""
    with reading() as session:
        return options.options(session)


def found(
    listing_id: UUID,
) -> tuple[listing.Listing, history.History, tuple[relatives.Relative, ...], tuple[tuple[cards.Card, ...], int]] | None:
    """A listing with its history, its other postings and the company's other jobs; None when there is none."""
    with reading() as session:
        one = listing.find(session, listing_id)
        if one is None:
            return None
        return (
            one,
            history.history(session, listing_id),
            relatives.same_job(session, one),
            relatives.at_company(session, one),
        )


def stored_answer(listing_id: UUID, payload_hash: str) -> str | None:
    """The provider's answer as indented JSON, None where it is not kept."""
    with reading() as session:
        return history.stored_answer(session, listing_id, payload_hash)


@st.cache_data(ttl=_MINUTE, show_spinner=False)
def front() -> tuple[dashboard.Figures, tuple[cards.Card, ...], tuple[dashboard.Freshness, ...]]:
    """The dashboard's figures, newest listings and sources, at most a minute old."""
    with reading() as session:
        return dashboard.figures(session, now()), dashboard.latest(session), dashboard.freshness(session)
