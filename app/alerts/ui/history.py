"""Draw the searches a person ran, each to be repeated, saved or removed."""

from __future__ import annotations

from datetime import tzinfo
from uuid import UUID

import streamlit as st
from markupsafe import Markup

from app.accounts.sessions import SignedInUser
from app.accounts.ui import actions
from app.accounts.ui.actions import Session
from app.alerts.ui.form import show_save_dialog
from app.kit import formats
from app.kit.i18n import _, ngettext
from app.kit.ui import widgets
from app.kit.ui.rows import confirm
from app.router import get_page
from app.search import history as search_history
from app.search.feed import MAX_COUNTED
from app.search.history import PastSearch
from app.search.labels import describe_search
from database.clock import now


def render_history(
    person: SignedInUser, past_searches: tuple[PastSearch, ...], sources: dict[str, str], zone: tzinfo
) -> None:
    """Draw the history, newest first."""
    if not past_searches:
        st.html(widgets.empty(_("No searches yet"), _("Searches you run in the Job Feed appear here.")))
        st.page_link(get_page("feed"), label=_("Search jobs"), icon=":material/work:")
        return
    if confirm(
        "clear-history", _("Clear all"), _("This removes every search from your history."), _("Clear history")
    ) and actions.run_action(_clear, icon=":material/delete:"):
        st.rerun()
    for past_search in past_searches:
        _render_past_search(person, past_search, sources, zone)


def _count_jobs(count: int) -> str:
    if count >= MAX_COUNTED:
        return _("{count}+ jobs").format(count=formats.count(count))
    return ngettext("{count} job", "{count} jobs", count).format(count=formats.count(count))


def _render_past_search(person: SignedInUser, past_search: PastSearch, sources: dict[str, str], zone: tzinfo) -> None:
    time = widgets.time_ago(past_search.executed_at, now(), zone)
    if past_search.result_count is None:
        details = time
    else:
        details = Markup("{}, {}").format(_count_jobs(past_search.result_count), time)
    with st.container(horizontal=True, vertical_alignment="center", key=f"past-{past_search.id}"):
        html = Markup('<div>{}<div class="jl-quiet jl-small">{}</div></div>')
        st.html(html.format(describe_search(past_search.criteria, sources), details), width="stretch")
        with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small"):
            st.page_link(
                get_page("feed"),
                label=_("Repeat"),
                icon=":material/replay:",
                query_params=past_search.criteria.address(),
            )
            if st.button(_("Save"), key=f"keep-{past_search.id}", icon=":material/notification_add:", type="tertiary"):
                show_save_dialog(person, past_search.criteria)
            st.button(
                _("Remove"),
                key=f"forget-{past_search.id}",
                icon=":material/close:",
                type="tertiary",
                on_click=actions.handle_click,
                args=(lambda session, search_id=past_search.id: _remove(session, search_id),),
            )


def _remove(session: Session, search_id: UUID) -> str:
    search_history.remove(session, search_id)
    return _("Search removed from your history")


def _clear(session: Session) -> str:
    count = search_history.clear(session)
    return ngettext("{count} search removed", "{count} searches removed", count).format(count=formats.count(count))
