"""The searches a person ran: each to be repeated, saved or forgotten."""

from __future__ import annotations

from datetime import tzinfo
from uuid import UUID

import streamlit as st

from app.accounts.sessions import SignedIn
from app.accounts.ui import actions
from app.accounts.ui.actions import Session
from app.alerts.ui.form import save_dialog
from app.kit import formats
from app.kit.text import escaped
from app.kit.ui import widgets
from app.kit.ui.rows import asked
from app.router import page
from app.search import history as search_history
from app.search.feed import MOST_COUNTED
from app.search.history import Past
from app.search.labels import describe_search
from database.clock import now


def history(person: SignedIn, past: tuple[Past, ...], sources: dict[str, str], zone: tzinfo) -> None:
    """Draw the history, newest first."""
    if not past:
        st.html(
            widgets.empty(
                "No searches yet", "What you search for in the Job Feed is kept here, to be repeated with one click."
            )
        )
        st.page_link(page("feed"), label="Search jobs", icon=":material/work:")
        return
    if asked(
        "clear-history", "Clear all", "Every search in this list will be forgotten.", "Forget them"
    ) and actions.act(_clear, icon=":material/delete:"):
        st.rerun()
    for one in past:
        _row(person, one, sources, zone)


def _count(found: int) -> str:
    return formats.counted_to(found, "job", is_all=found < MOST_COUNTED)


def _row(person: SignedIn, one: Past, sources: dict[str, str], zone: tzinfo) -> None:
    found = "" if one.result_count is None else f"{_count(one.result_count)} found, "
    with st.container(horizontal=True, vertical_alignment="center", key=f"past-{one.id}"):
        st.html(
            f'<div>{escaped(describe_search(one.criteria, sources))}<div class="jl-quiet jl-small">{found}'
            f"{widgets.when(one.executed_at, now(), zone)}</div></div>",
            width="stretch",
        )
        with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small"):
            st.page_link(page("feed"), label="Repeat", icon=":material/replay:", query_params=one.criteria.address())
            if st.button("Save", key=f"keep-{one.id}", icon=":material/notification_add:", type="tertiary"):
                save_dialog(person, one.criteria)
            st.button(
                "Forget", key=f"forget-{one.id}", icon=":material/close:", type="tertiary",
                on_click=actions.click, args=(lambda session, past_id=one.id: _forget(session, past_id),),
            )  # fmt: skip


def _forget(session: Session, past_id: UUID) -> str:
    search_history.forget(session, past_id)
    return "The search is forgotten"


def _clear(session: Session) -> str:
    return f"{formats.counted(search_history.clear(session), 'search', 'searches')} forgotten"
