"""Draw the Job Feed: the search form, the matching listings as cards, and paging. The address holds its state."""

from __future__ import annotations

import streamlit as st

from app.accounts.ui import current_user
from app.accounts.ui.current_user import get_zone
from app.alerts.ui.save_search import render_search_actions
from app.cards.ui import loaders as cards_loaders
from app.cards.ui.card_list import render_cards
from app.kit.i18n import _
from app.kit.ui import widgets
from app.kit.ui.navigation import scroll_if_due
from app.search.criteria import Criteria, from_address
from app.search.cursors import Cursor
from app.search.ui import loaders as search_loaders
from app.search.ui.form import render_search_form
from app.search.ui.results import (
    INCOMPLETE_NOTE,
    format_heading,
    read_page_cursor,
    render_no_results,
    render_order,
    render_pager,
    render_pay_note,
)
from database.clock import now


def render() -> None:
    """Draw the screen."""
    criteria, ignored = from_address({name: st.query_params.get_all(name) for name in st.query_params})
    cursor = read_page_cursor(ignored)
    render_search_form(criteria, search_loaders.load_options())
    if ignored:
        names = ", ".join(name.replace("_", " ") for name in ignored)
        st.html(widgets.banner("warn", _("Some filters in this link are not valid and were ignored:"), f"{names}."))
    with st.container(key="results", gap="small"):
        _render_results(criteria, cursor)
    scroll_if_due()


def _render_results(criteria: Criteria, cursor: Cursor | None) -> None:
    total, page = search_loaders.load_total(criteria), search_loaders.load_page(criteria, cursor)
    if page.is_incomplete:
        with st.spinner(_("Checking many jobs that contain these words…")):
            page = search_loaders.complete_page(criteria, page, cursor)
    user = current_user.get_current_user()
    if user:
        render_search_actions(user, criteria, total)
    if not page.cards and not page.is_incomplete:
        render_no_results(criteria, cursor)
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(format_heading(page, total, criteria), width="content")
        render_order(criteria)
    if page.is_incomplete:
        st.html(widgets.banner("note", _("Not all jobs were checked yet."), _(INCOMPLETE_NOTE)))
    render_pay_note(criteria)
    render_cards(
        page.cards, now(), get_zone(user), marks=cards_loaders.load_marks(user, [card.id for card in page.cards])
    )
    render_pager(criteria, page)
