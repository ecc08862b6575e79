"""Draw the tabs of a listing's page: the job, its history and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

import streamlit as st

from app.kit.ui import widgets
from app.listings.history import History, Version
from app.listings.queries import Listing
from app.listings.ui import head
from app.listings.ui import history as listings_history
from app.listings.ui import loaders as listings_loaders
from app.router import page


def render_missing(written: str | None) -> None:
    """Say that there is no listing at this address."""
    st.html('<h1 class="jl-title">Listing</h1>')
    if not written:
        words = "The address names no listing. Find one in the Job Feed."
    else:
        words = "No listing in this ledger has the id in the address. It may have been mistyped or cut off."
    st.html(widgets.empty("There is no such listing", words))
    st.page_link(page("feed"), label="Search jobs", icon=":material/work:")


def render_job(listing: Listing, history: History, zone: tzinfo) -> None:
    """Draw the job's text beside its facts."""
    text, facts = st.columns([5, 3], gap="medium")
    text.html(head.body(listing))
    facts.html(head.facts(listing, history, zone))


def render_history(history: History, zone: tzinfo) -> None:
    """Draw the listing's events and versions."""
    if not history.events:
        st.html(widgets.empty("Nothing is recorded yet", "The history begins with the next fetch of this board."))
        return
    happened, versions = st.columns([2, 5], gap="large")
    happened.html(
        '<h2 class="jl-section">What happened</h2>' + listings_history.timeline(history.events, history.versions, zone)
    )
    with versions:
        st.html('<h2 class="jl-section">Versions</h2>')
        for version in reversed(history.versions):
            _version(history.versions, version, zone)


def _version(versions: Sequence[Version], version: Version, zone: tzinfo) -> None:
    newest = version.number == len(versions)
    with st.expander(listings_history.version_label(version, zone, newest=newest), expanded=newest):
        if version.number == 1:
            st.html('<p class="jl-quiet">The first version: there is nothing before it to compare with.</p>')
            return
        before = versions[version.number - 2]
        st.html(
            f'<p class="jl-quiet">Compared with version {before.number}: '
            "<ins>added</ins> and <del>removed</del> are marked.</p>"
            f"{listings_history.changes(before, version, zone)}"
        )


def render_origin(listing: Listing, history: History, zone: tzinfo) -> None:
    """Draw where the listing was read from, with the stored answer."""
    st.html(
        '<p class="jl-says">Every fact on this page was read from an answer of the source. This is the way back to '
        "it.</p>"
    )
    if not history.versions:
        st.html(widgets.empty("No version is recorded yet", "It appears once the listing's answer has been parsed."))
        return
    newest_first = list(reversed(history.versions))
    chosen = newest_first[0]
    if len(newest_first) > 1:
        chosen = st.selectbox(
            "Version",
            newest_first,
            format_func=lambda one: listings_history.version_label(one, zone, newest=one is newest_first[0]),
            key="origin-version",
            width=420,
        )
    st.html(listings_history.way_back(listing, chosen, zone))
    _answer(listing, chosen)


def _answer(listing: Listing, version: Version) -> None:
    if not st.toggle("Show the stored answer (JSON)", key=f"answer-{version.payload_hash}"):
        return
    answer = listings_loaders.stored_answer(listing.card.id, version.payload_hash)
    if answer is not None:
        st.code(answer, language="json", wrap_lines=True, height=520)
    elif not listing.board.may_archive:
        st.html(
            widgets.banner(
                "note", "Not kept.", "The terms of this source forbid keeping old answers; only the newest is at hand."
            )
        )
    else:
        st.html(widgets.banner("note", "Not archived yet.", "The answer is archived at the end of the pass under way."))
