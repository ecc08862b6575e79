"""Draw the choice between saved searches and the history, and the summary above the saved searches."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app.accounts.sessions import SignedInUser
from app.alerts.queries import SearchWithAlert
from app.kit import formats
from app.kit.i18n import N_, _, ngettext
from app.kit.ui import widgets
from app.kit.ui.navigation import go
from app.router import get_page

VIEWS = {"searches": N_("Saved searches"), "history": N_("Search history")}


def render_view_choice(view: str, search_count: int, history_count: int) -> None:
    """Let the user choose between saved searches and the history."""
    if st.session_state.get("alerts-view") != view:
        st.session_state["alerts-view"] = view
    counts = {"searches": search_count, "history": history_count}

    def change_view() -> None:
        selected = st.session_state["alerts-view"]
        go({} if selected == "searches" else {"view": selected}, to_top=False)

    st.segmented_control(
        _("View"),
        list(VIEWS),
        key="alerts-view",
        required=True,
        label_visibility="collapsed",
        on_change=change_view,
        format_func=lambda name: f"{_(VIEWS[name])} ({formats.count(counts[name])})",
    )


def render_summary(person: SignedInUser, searches: tuple[SearchWithAlert, ...]) -> None:
    """Say how many alerts are active and where their emails go."""
    active = sum(1 for search in searches if search.alert and search.alert.is_active)
    text = Markup(
        ngettext(
            "{count} alert is active. Emails go to <b>{email}</b>; each has an unsubscribe link.",
            "{count} alerts are active. Emails go to <b>{email}</b>; each has an unsubscribe link.",
            active,
        )
    )
    html = text.format(count=formats.count(active), email=person.email)
    st.html(Markup('<p class="jl-says">{}</p>').format(html))


def render_no_searches() -> None:
    """Say how to save a first search."""
    st.html(
        widgets.empty(
            _("No saved searches yet"),
            _(
                "Search in the Job Feed and select “Save this search”. You can preview what an alert would find, and "
                "get new matches by email, immediately or on a schedule."
            ),
        )
    )
    st.page_link(get_page("feed"), label=_("Search jobs"), icon=":material/work:")
