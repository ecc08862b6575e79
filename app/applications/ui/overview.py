"""Draw all applications as a board or a table, one by itself, and the offer to undo."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import streamlit as st

from app.accounts.sessions import SignedIn
from app.accounts.ui import current_user
from app.applications.ui import changes as applications_changes
from app.applications.ui import loaders as applications_loaders
from app.applications.ui.add_form import add_dialog
from app.applications.ui.board import PAGE, SORTS, board_html, ordered, table_html
from app.applications.ui.bridge import acting
from app.applications.ui.detail import one
from app.applications.ui.filters import asked_for, filters
from app.applications.ui.loaders import BoardView
from app.applications.ui.stages_dialog import stages_dialog
from app.kit.ui import widgets
from app.kit.ui.navigation import go
from app.router import page
from database.clock import now

_LIST = "applications-list"


def render_detail(person: SignedIn, application_id: UUID | None) -> None:
    """Draw one application, or say that there is none."""
    view = applications_loaders.one_view(person, application_id) if application_id else None
    if view is None:
        st.html('<h1 class="jl-title">Applications</h1>')
        st.html(widgets.empty("There is no such application", "It was deleted, or the address was cut off."))
        st.button("All applications", icon=":material/arrow_back:", on_click=close)
        return
    one(view, current_user.zone(person), close)


def _open(application_id: UUID) -> None:
    st.session_state[_LIST] = st.query_params.to_dict()
    go({"id": str(application_id)})


def close() -> None:
    """Go back to the list as it was left."""
    go(st.session_state.get(_LIST, {}))


def render_overview(person: SignedIn, render_demo_offer: Callable[[SignedIn], None]) -> None:
    """Draw the board or the table of all applications; `render_demo_offer` draws below the heading."""
    asked = asked_for(st.query_params)
    view = applications_loaders.board_view(person, asked)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html('<h1 class="jl-title">Applications</h1>', width="content")
        with st.container(horizontal=True, width="content"):
            st.button("Import", icon=":material/upload:", on_click=go, args=({"do": "import"},))
            st.button("Export", icon=":material/download:", on_click=go, args=({"do": "export"},))
            if st.button("Stages", icon=":material/view_column:"):
                stages_dialog()
            if st.button("Add application", icon=":material/add:", type="primary"):
                add_dialog(view.stages)
    render_demo_offer(person)
    if not view.total:
        _nothing()
        return
    is_table = filters(asked, view.stages, len(view.items), view.total)
    if not view.items:
        st.html(widgets.empty("No application meets this search", "Clear the search or a filter to see the others."))
        st.button("Clear all", icon=":material/close:", on_click=go, args=({"view": "table"} if is_table else {},))
    elif is_table:
        _table(person, view)
    else:
        zone = current_user.zone(person)
        acting(board_html(view.stages, view.items, now(), zone), "board", _open, lambda _sort: None)


def _table(person: SignedIn, view: BoardView) -> None:
    sort = st.query_params.get("sort", "")
    known = sort if sort.removeprefix("-") in SORTS else ""
    rows = ordered(view.items, view.stages, known)
    pages = -(-len(rows) // PAGE)
    written = st.query_params.get("page", "1")
    number = min(max(1, int(written)), pages) if written.isdecimal() and len(written) < len("10000") else 1
    shown = rows[PAGE * (number - 1) : PAGE * number]
    acting(table_html(view.stages, shown, known, now(), current_user.zone(person)), "table", _open, _sort)
    if pages > 1:
        with st.container(horizontal=True, horizontal_alignment="distribute", key="pager"):
            for words, other, icon in (("Previous page", number - 1, "left"), ("Next page", number + 1, "right")):
                if 1 <= other <= pages:
                    st.button(words, icon=f":material/chevron_{icon}:", on_click=_turn, args=(other,))


def _sort(sort: str) -> None:
    if sort.removeprefix("-") in SORTS:
        go({**st.query_params.to_dict(), "sort": sort, "page": "1"}, to_top=False)


def _turn(number: int) -> None:
    go({**st.query_params.to_dict(), "page": str(number)})


def render_undo() -> None:
    """Offer to undo the last change."""
    done = applications_changes.last()
    if done:
        with st.container(key="applications-undo", horizontal=True, vertical_alignment="center"):
            st.text(done.words, width="content")
            st.button("Undo", on_click=applications_changes.undo, key="applications-undo-do")
            st.button(
                "",
                icon=":material/close:",
                help="Close",
                on_click=applications_changes.forget,
                key="applications-undo-close",
            )


def _nothing() -> None:
    st.html(
        widgets.empty(
            "No applications yet",
            "Press Apply on any job: it is noted here with the advertisement as you saw it. Or add one by hand, or "
            "import the list you kept so far. Then drag its card from stage to stage, note interviews, and be "
            "reminded to follow up.",
        )
    )
    with st.container(horizontal=True):
        st.page_link(page("feed"), label="Search jobs", icon=":material/work:")
