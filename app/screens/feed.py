"""Job Feed: the search form, the matching listings as cards, and paging. The address is the state: it can be shared."""

from __future__ import annotations

import streamlit as st

from app.accounts.ui import current_user
from app.accounts.ui.current_user import zone
from app.alerts.ui.save_search import searches
from app.cards.ui import loaders as cards_loaders
from app.cards.ui.card_list import render_cards
from app.kit.ui import widgets
from app.kit.ui.navigation import scroll_if_due
from app.search.criteria import Criteria, from_address
from app.search.cursors import Cursor
from app.search.ui import loaders as search_loaders
from app.search.ui.form import render_search_form
from app.search.ui.results import (
    CUT_NOTE,
    read_cursor,
    render_no_results,
    render_order,
    render_pager,
    render_pay_note,
    results_heading,
)
from database.clock import now


def render() -> None:
    """Draw the screen."""
    criteria, refused = from_address({name: st.query_params.get_all(name) for name in st.query_params})
    cursor = read_cursor(refused)
    render_search_form(criteria, search_loaders.choices())
    if refused:
        names = ", ".join(name.replace("_", " ") for name in refused)
        st.html(widgets.banner("warn", "Part of this address made no sense and was left out:", f"{names}."))
    with st.container(key="results", gap="small"):
        _results(criteria, cursor)
    scroll_if_due()


def _results(criteria: Criteria, cursor: Cursor | None) -> None:
    total, found = search_loaders.total(criteria), search_loaders.page(criteria, cursor)
    if found.is_cut:
        with st.spinner("Very many jobs have these words, and each must be read. Reading on …"):
            found = search_loaders.read_on(criteria, found, cursor)
    person = current_user.current()
    if person:
        searches(person, criteria, total)
    if not found.cards and not found.is_cut:
        render_no_results(criteria, cursor)
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(results_heading(found, total, criteria), width="content")
        render_order(criteria)
    if found.is_cut:
        st.html(widgets.banner("note", "Not all were looked at yet.", CUT_NOTE))
    render_pay_note(criteria)
    render_cards(
        found.cards, now(), zone(person), marks=cards_loaders.load_marks(person, [card.id for card in found.cards])
    )
    render_pager(criteria, found)
