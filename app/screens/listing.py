"""Draw a listing at its own address (/listing?id=…): its text, facts, history, origin and related jobs."""

from __future__ import annotations

import streamlit as st

from app.accounts.ui import current_user
from app.accounts.ui.current_user import get_zone
from app.cards.ui import listing_actions
from app.cards.ui import loaders as cards_loaders
from app.cards.ui.related_jobs import render_company_jobs, render_same_job
from app.kit import formats
from app.kit.i18n import _, ngettext
from app.kit.identifiers import parse_uuid
from app.listings.ui import changes_since, head
from app.listings.ui import loaders as listings_loaders
from app.listings.ui.tabs import render_history, render_job, render_not_found, render_origin
from app.router import get_page
from database.clock import now


def render() -> None:
    """Draw the screen."""
    listing_id = parse_uuid(st.query_params.get("id"))
    listing_page = listings_loaders.load_listing_page(listing_id) if listing_id else None
    if listing_page is None:
        render_not_found(st.query_params.get("id"))
        return
    listing, history = listing_page.listing, listing_page.history
    person = current_user.get_current_user()
    related_ids = (
        *(posting.card.id for posting in listing_page.same_job),
        *(card.id for card in listing_page.company_jobs),
    )
    view = cards_loaders.load_listing_view(person, listing, related_ids) if person else None
    st.page_link(get_page("feed"), label=_("Job Feed"), icon=":material/arrow_back:")
    st.html(
        head.format_closed_banner(listing, get_zone())
        + head.format_header(listing)
        + head.format_source_line(listing, now(), get_zone())
    )
    if view and (notes := listing_actions.format_notes(view, now(), get_zone(person))):
        st.html(notes)
    with st.container(horizontal=True, key="listing-acts"):
        listing_actions.render_apply(listing, history.payload_hash, view)
        listing_actions.render_actions(listing, view)
    is_history = st.query_params.get("view") == "history"
    if view and view.changes:
        with st.expander(_("What changed since you saved it"), expanded=is_history):
            st.html(changes_since.format_all_changes(*view.changes, get_zone(person)))
    count = len(history.versions)
    history_tab = ngettext("History ({count} version)", "History ({count} versions)", count).format(
        count=formats.count(count)
    )
    job, versions, origin = st.tabs([_("Job"), history_tab, _("Origin")], default=history_tab if is_history else None)
    with job:
        render_job(listing, history, get_zone())
    with versions:
        render_history(history, get_zone())
    with origin:
        render_origin(listing, history, get_zone())
    marks = view.marks if view else None
    render_same_job(listing_page.same_job, marks)
    render_company_jobs(listing, listing_page.company_jobs, listing_page.company_job_count, marks)
