"""Draw all applications as a board or a table, one application on its own page, and the offer to undo."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import streamlit as st
from markupsafe import Markup

from app.accounts.sessions import SignedInUser
from app.accounts.ui import current_user
from app.applications.ui import loaders, undoable
from app.applications.ui.add_form import open_add_dialog
from app.applications.ui.board import ROWS_PER_PAGE, SORT_NAMES, render_board, render_table, sort_items
from app.applications.ui.bridge import render_interactive_html
from app.applications.ui.detail import render_application
from app.applications.ui.filters import parse_search, render_filters
from app.applications.ui.loaders import BoardView
from app.applications.ui.stages_dialog import open_stages_dialog
from app.kit.i18n import _
from app.kit.ui import widgets
from app.kit.ui.navigation import go
from app.router import get_page
from database.clock import now

_LIST_KEY = "applications-list"
_MAX_PAGE_DIGITS = 4


def render_detail(user: SignedInUser, application_id: UUID | None) -> None:
    """Draw the page of one application, or that it does not exist."""
    view = loaders.load_application(user, application_id) if application_id else None
    if view is None:
        st.html(_render_title())
        text = _("It was deleted, or the link is incomplete.")
        st.html(widgets.empty(_("Application not found"), text))
        st.button(_("All applications"), icon=":material/arrow_back:", on_click=close)
        return
    render_application(view, current_user.get_zone(user), close)


def close() -> None:
    """Return to the board or table as it was left."""
    go(st.session_state.get(_LIST_KEY, {}))


def render_overview(user: SignedInUser, render_demo_offer: Callable[[SignedInUser], None]) -> None:
    """Draw the board or the table of all applications; `render_demo_offer` draws below the heading."""
    search = parse_search(st.query_params)
    view = loaders.load_board(user, search)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(_render_title(), width="content")
        with st.container(horizontal=True, width="content"):
            st.button(_("Import"), icon=":material/upload:", on_click=go, args=({"do": "import"},))
            st.button(_("Export"), icon=":material/download:", on_click=go, args=({"do": "export"},))
            if st.button(_("Stages"), icon=":material/view_column:"):
                open_stages_dialog()
            if st.button(_("Add application"), icon=":material/add:", type="primary"):
                open_add_dialog(view.stages)
    render_demo_offer(user)
    if not view.total:
        _render_empty_state()
        return
    is_table = render_filters(search, view.stages, len(view.items), view.total)
    if not view.items:
        text = _("Clear the search or a filter to see others.")
        st.html(widgets.empty(_("No applications match this search"), text))
        st.button(_("Clear all"), icon=":material/close:", on_click=go, args=({"view": "table"} if is_table else {},))
    elif is_table:
        _render_table(user, view)
    else:
        html = render_board(view.stages, view.items, now(), current_user.get_zone(user))
        render_interactive_html(html, "board", _open, lambda _sort: None)


def render_undo() -> None:
    """Offer to undo the last change."""
    finished = undoable.get_last_change()
    if finished:
        with st.container(key="applications-undo", horizontal=True, vertical_alignment="center"):
            st.text(finished.message, width="content")
            st.button(_("Undo"), on_click=undoable.undo, key="applications-undo-do")
            st.button(
                "",
                icon=":material/close:",
                help=_("Close"),
                on_click=undoable.forget,
                key="applications-undo-close",
            )


def _render_title() -> Markup:
    return Markup('<h1 class="jl-title">{}</h1>').format(_("Applications"))


def _open(application_id: UUID) -> None:
    st.session_state[_LIST_KEY] = st.query_params.to_dict()
    go({"id": str(application_id)})


def _render_table(user: SignedInUser, view: BoardView) -> None:
    parameter = st.query_params.get("sort", "")
    sort = parameter if parameter.removeprefix("-") in SORT_NAMES else ""
    items = sort_items(view.items, view.stages, sort)
    page_count = -(-len(items) // ROWS_PER_PAGE)
    number = min(_read_page_number(), page_count)
    page_items = items[ROWS_PER_PAGE * (number - 1) : ROWS_PER_PAGE * number]
    html = render_table(view.stages, page_items, sort, now(), current_user.get_zone(user))
    render_interactive_html(html, "table", _open, _sort)
    if page_count > 1:
        _render_pager(number, page_count)


def _read_page_number() -> int:
    parameter = st.query_params.get("page", "1")
    is_number = parameter.isdecimal() and len(parameter) <= _MAX_PAGE_DIGITS
    return max(1, int(parameter)) if is_number else 1


def _render_pager(number: int, page_count: int) -> None:
    targets = ((_("Previous page"), number - 1, "left"), (_("Next page"), number + 1, "right"))
    with st.container(horizontal=True, horizontal_alignment="distribute", key="pager"):
        for label, target, icon in targets:
            if 1 <= target <= page_count:
                st.button(label, icon=f":material/chevron_{icon}:", on_click=_turn_page, args=(target,))


def _sort(sort: str) -> None:
    if sort.removeprefix("-") in SORT_NAMES:
        go({**st.query_params.to_dict(), "sort": sort, "page": "1"}, to_top=False)


def _turn_page(number: int) -> None:
    go({**st.query_params.to_dict(), "page": str(number)})


def _render_empty_state() -> None:
    text = _(
        "Apply to a job from its page, and it appears here with the job post as you saw it. Or add an application by "
        "hand, or import the list you have. Then move it from stage to stage, plan interviews and set follow-ups."
    )
    st.html(widgets.empty(_("No applications yet"), text))
    with st.container(horizontal=True):
        st.page_link(get_page("feed"), label=_("Search jobs"), icon=":material/work:")
