"""What a person does with searches in the feed: save this one, repeat a recent one, change a saved one."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from app.accounts.sessions import SignedIn
from app.accounts.ui import actions
from app.accounts.ui.actions import Session
from app.alerts import service
from app.alerts.queries import Kept
from app.alerts.ui import loaders
from app.alerts.ui.form import save_dialog
from app.kit.identifiers import identify
from app.kit.text import escaped, literal
from app.kit.ui.navigation import go
from app.router import page
from app.search.criteria import Criteria
from app.search.feed import Total
from app.search.labels import name_search
from app.search.ui import loaders as search_loaders
from app.search.ui.form import SEARCH
from database.clock import now


def searches(person: SignedIn, criteria: Criteria, total: Total) -> None:
    """Draw what there is to do with this search, between the form and its results."""
    search_id = identify(st.query_params.get(SEARCH))
    kept = loaders.kept_search(person, search_id) if search_id else None
    if kept:
        _changing(kept, criteria)
    elif criteria.is_empty:
        _recent(person)
    else:
        search_loaders.remember(person, criteria, total)
        with st.container(horizontal=True, vertical_alignment="center", key="search-acts"):
            if st.button("Save this search", icon=":material/notification_add:", key="save-search"):
                save_dialog(person, criteria)
            st.page_link(
                page("alerts"), label="Search history", icon=":material/history:", query_params={"view": "history"}
            )


def _changing(kept: Kept, criteria: Criteria) -> None:
    is_same = kept.criteria == criteria
    words = (
        "Change the form and search; then save the changes here."
        if is_same
        else "The form asks for something else than the saved search does."
    )
    st.html(f'<div class="jl-banner" role="note"><strong>Your search “{escaped(kept.name)}”.</strong> {words}</div>')
    with st.container(horizontal=True, key="search-acts"):
        if not is_same:
            st.button(
                "Save changes", type="primary", icon=":material/save:", on_click=_change, args=(kept.id, criteria)
            )
            st.button("Back to what is saved", icon=":material/undo:", on_click=go, args=(_address(kept),))
        st.button("Done", key="search-done", on_click=go, args=(criteria.address(),), kwargs={"to_top": False})


def _address(kept: Kept) -> dict[str, str | list[str]]:
    return kept.criteria.address() | {SEARCH: str(kept.id)}


def _change(search_id: UUID, criteria: Criteria) -> None:
    def work(session: Session) -> str:
        is_there = service.change(session, search_id, criteria, now())
        return "The saved search asks for this from now on" if is_there else "This saved search is gone"

    actions.act(work, icon=":material/save:")


def _recent(person: SignedIn) -> None:
    past = search_loaders.recent_searches(person)
    if not past:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="recent"):
        st.html('<span class="jl-quiet jl-small">Your last searches</span>', width="content")
        for one in past:
            st.button(
                literal(name_search(one.criteria)), key=f"recent-{one.id}", icon=":material/history:", type="tertiary",
                on_click=go, args=(one.criteria.address(),), kwargs={"to_top": False},
            )  # fmt: skip
