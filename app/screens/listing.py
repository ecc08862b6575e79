"""Listing: one job at its own address (/listing?id=…), with its text, facts, versions, origin and relatives."""

from __future__ import annotations

import streamlit as st

from app.accounts.ui import current_user
from app.accounts.ui.current_user import zone
from app.cards.ui import listing_actions
from app.cards.ui import loaders as cards_loaders
from app.cards.ui.related_jobs import render_company_jobs, render_same_job
from app.kit import formats
from app.kit.identifiers import identify
from app.listings.ui import changes_since, head
from app.listings.ui import loaders as listings_loaders
from app.listings.ui.tabs import render_history, render_job, render_missing, render_origin
from app.router import page
from database.clock import now


def render() -> None:
    """Draw the screen."""
    listing_id = identify(st.query_params.get("id"))
    found = listings_loaders.found(listing_id) if listing_id else None
    if found is None:
        render_missing(st.query_params.get("id"))
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
        render_job(listing, history, zone())
    with past:
        render_history(history, zone())
    with origin:
        render_origin(listing, history, zone())
    marks = mine.marks if mine else None
    render_same_job(relatives, marks)
    render_company_jobs(listing, others, total, marks)
