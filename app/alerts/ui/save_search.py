"""Draw what a person can do with searches in the feed: save this one, repeat a recent one, change a saved one."""

from __future__ import annotations

from uuid import UUID

import streamlit as st
from markupsafe import Markup

from app.accounts.sessions import SignedInUser
from app.accounts.ui import actions
from app.accounts.ui.actions import Session
from app.alerts import service
from app.alerts.queries import SearchWithAlert
from app.alerts.ui import loaders
from app.alerts.ui.form import show_save_dialog
from app.kit.i18n import _
from app.kit.identifiers import parse_uuid
from app.kit.text import escape_markdown
from app.kit.ui.navigation import go
from app.router import get_page
from app.search.criteria import Criteria
from app.search.feed import Total
from app.search.labels import name_search
from app.search.ui import loaders as search_loaders
from app.search.ui.form import SEARCH_PARAMETER
from database.clock import now


def render_search_actions(person: SignedInUser, criteria: Criteria, total: Total) -> None:
    """Draw the buttons for this search, between the form and its results."""
    search_id = parse_uuid(st.query_params.get(SEARCH_PARAMETER))
    search = loaders.load_search(person, search_id) if search_id else None
    if search:
        _render_changes(search, criteria)
    elif criteria.is_empty:
        _render_recent_searches(person)
    else:
        search_loaders.record_search(person, criteria, total)
        with st.container(horizontal=True, vertical_alignment="center", key="search-acts"):
            if st.button(_("Save this search"), icon=":material/notification_add:", key="save-search"):
                show_save_dialog(person, criteria)
            st.page_link(
                get_page("alerts"),
                label=_("Search history"),
                icon=":material/history:",
                query_params={"view": "history"},
            )


def _render_changes(search: SearchWithAlert, criteria: Criteria) -> None:
    is_same = search.criteria == criteria
    text = (
        _("Change the filters and search, then save your changes here.")
        if is_same
        else _("The filters differ from the saved search.")
    )
    title = _("Your search “{name}”.").format(name=search.name)
    st.html(Markup('<div class="jl-banner" role="note"><strong>{}</strong> {}</div>').format(title, text))
    with st.container(horizontal=True, key="search-acts"):
        if not is_same:
            st.button(
                _("Save changes"),
                type="primary",
                icon=":material/save:",
                on_click=_change_search,
                args=(search.id, criteria),
            )
            st.button(_("Discard changes"), icon=":material/undo:", on_click=go, args=(_saved_address(search),))
        st.button(_("Done"), key="search-done", on_click=go, args=(criteria.address(),), kwargs={"to_top": False})


def _saved_address(search: SearchWithAlert) -> dict[str, str | list[str]]:
    return search.criteria.address() | {SEARCH_PARAMETER: str(search.id)}


def _change_search(search_id: UUID, criteria: Criteria) -> None:
    def work(session: Session) -> str:
        exists = service.change_criteria(session, search_id, criteria, now())
        return _("Search updated") if exists else _("This saved search was deleted")

    actions.run_action(work, icon=":material/save:")


def _render_recent_searches(person: SignedInUser) -> None:
    past_searches = search_loaders.load_recent_searches(person)
    if not past_searches:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="recent"):
        st.html(Markup('<span class="jl-quiet jl-small">{}</span>').format(_("Recent searches")), width="content")
        for past_search in past_searches:
            st.button(
                escape_markdown(name_search(past_search.criteria)),
                key=f"recent-{past_search.id}",
                icon=":material/history:",
                type="tertiary",
                on_click=go,
                args=(past_search.criteria.address(),),
                kwargs={"to_top": False},
            )
