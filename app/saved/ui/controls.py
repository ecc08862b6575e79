"""Draw order, filter, undo and paging of the saved jobs. What is chosen stands in the address."""

from __future__ import annotations

import streamlit as st

from app.kit import formats
from app.kit.ui import widgets
from app.kit.ui.navigation import go
from app.router import page
from app.saved.queries import PAGE_SIZE, Counts, Only, Saved, Sort
from app.saved.ui.saved_list import REMOVED, picked, remove_picked, undo

_SORTS: dict[Sort, str] = {
    "saved": "Last saved first",
    "priority": "Highest priority first",
    "pay": "Highest pay first",
    "posted": "Newest first",
    "expires": "Closing soon first",
}

_WHICH: dict[Only, str] = {"all": "All", "changed": "Changed since saved", "closed": "Closed"}


def read_address() -> tuple[Sort, Only, int]:
    """Order, choice and page of the address; what makes no sense is as if it were not there."""
    written = st.query_params
    sort: Sort = next((one for one in _SORTS if one == written.get("sort")), "saved")
    only: Only = next((one for one in _WHICH if one == written.get("only")), "all")
    page_written = written.get("page", "1")
    is_number = page_written.isdecimal() and page_written.isascii() and len(page_written) < len("10000")
    return sort, only, max(1, int(page_written)) if is_number else 1


def _address(sort: Sort, only: Only, number: int = 1) -> dict[str, str]:
    given = {"sort": (sort, "saved"), "only": (only, "all"), "page": (str(number), "1")}
    return {name: value for name, (value, usual) in given.items() if value != usual}


def render_order(sort: Sort, only: Only) -> None:
    """Let the user choose the order."""
    if st.session_state.get("saved-sort") != sort:
        st.session_state["saved-sort"] = sort
    st.selectbox(
        "Order", list(_SORTS), format_func=_SORTS.__getitem__, key="saved-sort", width=210,
        label_visibility="collapsed",
        on_change=lambda: go(_address(st.session_state["saved-sort"], only), to_top=False),
    )  # fmt: skip


def render_filter(counts: Counts, sort: Sort, only: Only) -> None:
    """Let the user show all, changed or closed jobs."""
    if st.session_state.get("saved-only") != only:
        st.session_state["saved-only"] = only
    st.segmented_control(
        "Which", list(_WHICH), key="saved-only", required=True, label_visibility="collapsed",
        format_func=lambda one: f"{_WHICH[one]} ({formats.count(getattr(counts, one))})",
        on_change=lambda: go(_address(sort, st.session_state["saved-only"]), to_top=False),
    )  # fmt: skip


def render_undo() -> None:
    """Offer to restore the jobs removed last."""
    removed = st.session_state.get(REMOVED)
    if removed:
        with st.container(horizontal=True, vertical_alignment="center", key="undo"):
            st.html(f"{formats.counted(len(removed), 'job')} removed.", width="content")
            st.button("Undo", icon=":material/undo:", on_click=undo)


def render_removal(jobs: tuple[Saved, ...]) -> None:
    """Offer to remove the selected jobs."""
    chosen = picked(jobs)
    if chosen:
        st.button(
            f"Remove {formats.counted(len(chosen), 'job')}", icon=":material/bookmark_remove:", type="primary",
            on_click=remove_picked, args=(chosen,),
        )  # fmt: skip


def render_empty() -> None:
    """Say how to save a first job."""
    st.html(
        widgets.empty(
            "No saved jobs yet",
            "Press Save on any job in the feed or on its page. Here you will add a note and a priority, and see when "
            "one of them changes or closes.",
        )
    )
    st.page_link(page("feed"), label="Search jobs", icon=":material/work:")


def render_pager(counts: Counts, sort: Sort, only: Only, number: int) -> None:
    """Draw the buttons to the previous and the next page."""
    pages = -(-getattr(counts, only) // PAGE_SIZE)
    if pages <= 1 and number == 1:
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", key="pager"):
        if number > 1:
            st.button(
                "Previous page", icon=":material/chevron_left:", on_click=go,
                args=(_address(sort, only, min(number - 1, max(pages, 1))),),
            )  # fmt: skip
        if number < pages:
            st.button(
                "Next page", icon=":material/chevron_right:", icon_position="right", on_click=go,
                args=(_address(sort, only, number + 1),),
            )  # fmt: skip
