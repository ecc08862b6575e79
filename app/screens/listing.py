"""Listing: one job at its own address (/listing?id=…), with its text, facts, versions, origin and relatives."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.accounts.ui import current_user
from app.accounts.ui.current_user import zone
from app.cards.ui import listing_actions
from app.cards.ui import loaders as cards_loaders
from app.cards.ui.card_list import card_list
from app.kit import formats
from app.kit.identifiers import identify
from app.kit.ui import widgets
from app.listings.cards import Card
from app.listings.history import History, Version
from app.listings.marks import Marks
from app.listings.queries import Listing
from app.listings.relatives import Relative
from app.listings.ui import changes_since, head
from app.listings.ui import history as listings_history
from app.listings.ui import loaders as listings_loaders
from app.router import page
from app.search.criteria import Criteria
from database.clock import now


def render() -> None:
    """Draw the screen."""
    listing_id = identify(st.query_params.get("id"))
    found = listings_loaders.found(listing_id) if listing_id else None
    if found is None:
        _missing(st.query_params.get("id"))
        return
    listing, history, relatives, (others, total) = found
    person = current_user.current()
    lists = (*(one.card.id for one in relatives), *(card.id for card in others))
    mine = cards_loaders.listing_view(person, listing, lists) if person else None
    st.page_link(page("feed"), label="Job Feed", icon=":material/arrow_back:")
    st.html(head.closed_banner(listing, zone()) + head.head(listing) + head.age_line(listing, now(), zone()))
    if mine and (said := listing_actions.notes(mine, now(), zone(person))):
        st.html(said)
    with st.container(horizontal=True, key="listing-acts"):
        listing_actions.apply(listing, history.current, mine)
        listing_actions.actions(listing, mine)
    if mine and mine.changed:
        with st.expander("What changed since you saved it", expanded=st.query_params.get("view") == "history"):
            st.html(changes_since.in_full(*mine.changed, zone(person)))
    versions = f"History ({formats.counted(len(history.versions), 'version')})"
    asked = versions if st.query_params.get("view") == "history" else None
    job, past, origin = st.tabs(["The job", versions, "Where this comes from"], default=asked)
    with job:
        _job(listing, history)
    with past:
        _past(history)
    with origin:
        _origin(listing, history)
    marks = mine.marks if mine else None
    _elsewhere(relatives, marks)
    _company(listing, others, total, marks)


def _missing(written: str | None) -> None:
    st.html('<h1 class="jl-title">Listing</h1>')
    if not written:
        words = "The address names no listing. Find one in the Job Feed."
    else:
        words = "No listing in this ledger has the id in the address. It may have been mistyped or cut off."
    st.html(widgets.empty("There is no such listing", words))
    st.page_link(page("feed"), label="Search jobs", icon=":material/work:")


def _job(listing: Listing, history: History) -> None:
    text, facts = st.columns([5, 3], gap="medium")
    text.html(head.body(listing))
    facts.html(head.facts(listing, history, zone()))


def _past(history: History) -> None:
    if not history.events:
        st.html(widgets.empty("Nothing is recorded yet", "The history begins with the next fetch of this board."))
        return
    happened, versions = st.columns([2, 5], gap="large")
    happened.html(
        '<h2 class="jl-section">What happened</h2>'
        + listings_history.timeline(history.events, history.versions, zone())
    )
    with versions:
        st.html('<h2 class="jl-section">Versions</h2>')
        for version in reversed(history.versions):
            _version(history.versions, version)


def _version(versions: Sequence[Version], version: Version) -> None:
    newest = version.number == len(versions)
    with st.expander(listings_history.version_label(version, zone(), newest=newest), expanded=newest):
        if version.number == 1:
            st.html('<p class="jl-quiet">The first version: there is nothing before it to compare with.</p>')
            return
        before = versions[version.number - 2]
        st.html(
            f'<p class="jl-quiet">Compared with version {before.number}: '
            "<ins>added</ins> and <del>removed</del> are marked.</p>"
            f"{listings_history.changes(before, version, zone())}"
        )


def _origin(listing: Listing, history: History) -> None:
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
            format_func=lambda one: listings_history.version_label(one, zone(), newest=one is newest_first[0]),
            key="origin-version",
            width=420,
        )
    st.html(listings_history.way_back(listing, chosen, zone()))
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


def _elsewhere(relatives: Sequence[Relative], marks: Marks | None) -> None:
    if not relatives:
        return
    st.html(
        '<h2 class="jl-section">The same job elsewhere</h2><p class="jl-says">Postings with the same requisition on '
        "this board, or with the same title, company and place on any.</p>"
    )
    card_list([relative.card for relative in relatives], now(), zone(), prefix="same", marks=marks, pairs=True)


def _company(listing: Listing, others: Sequence[Card], total: int, marks: Marks | None) -> None:
    if not others:
        return
    company = listing.card.company or ""
    st.html(f'<h2 class="jl-section">{head.company_heading(company, total)}</h2>')
    card_list(others, now(), zone(), prefix="company", marks=marks, pairs=True)
    if total > len(others):
        st.page_link(
            page("feed"),
            label=f"See all {formats.count(total)}",
            icon=":material/arrow_forward:",
            query_params=Criteria(company=company[:200]).address(),
        )
