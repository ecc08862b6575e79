"""Draw order, filter, undo and paging of the saved jobs. The address keeps the selection."""

from __future__ import annotations

import streamlit as st

from app.kit import formats
from app.kit.i18n import N_, _, ngettext
from app.kit.ui import widgets
from app.kit.ui.navigation import go
from app.router import get_page
from app.saved.queries import PAGE_SIZE, SavedCard, SavedCounts, SavedFilter, Sort
from app.saved.ui.saved_list import REMOVED_JOBS_KEY, list_selected_ids, remove_jobs, undo_removal

_SORT_LABELS: dict[Sort, str] = {
    "saved": N_("Last saved first"),
    "priority": N_("Highest priority first"),
    "pay": N_("Highest pay first"),
    "posted": N_("Newest first"),
    "expires": N_("Closing soon first"),
}

_FILTER_LABELS: dict[SavedFilter, str] = {
    "all": N_("All"),
    "changed": N_("Changed since saved"),
    "closed": N_("Closed"),
}


def read_address() -> tuple[Sort, SavedFilter, int]:
    """Return the order, the filter and the page from the address; invalid values are ignored."""
    parameters = st.query_params
    sort: Sort = next((option for option in _SORT_LABELS if option == parameters.get("sort")), "saved")
    saved_filter: SavedFilter = next((option for option in _FILTER_LABELS if option == parameters.get("only")), "all")
    page_text = parameters.get("page", "1")
    is_number = page_text.isdecimal() and page_text.isascii() and len(page_text) < len("10000")
    return sort, saved_filter, max(1, int(page_text)) if is_number else 1


def _create_address(sort: Sort, saved_filter: SavedFilter, number: int = 1) -> dict[str, str]:
    values = {"sort": (sort, "saved"), "only": (saved_filter, "all"), "page": (str(number), "1")}
    return {name: value for name, (value, default) in values.items() if value != default}


def render_order(sort: Sort, saved_filter: SavedFilter) -> None:
    """Let the user choose the order."""
    if st.session_state.get("saved-sort") != sort:
        st.session_state["saved-sort"] = sort
    st.selectbox(
        _("Order"),
        list(_SORT_LABELS),
        format_func=lambda option: _(_SORT_LABELS[option]),
        key="saved-sort",
        width=210,
        label_visibility="collapsed",
        on_change=lambda: go(_create_address(st.session_state["saved-sort"], saved_filter), to_top=False),
    )


def render_filter(counts: SavedCounts, sort: Sort, saved_filter: SavedFilter) -> None:
    """Let the user show all, changed or closed jobs."""
    if st.session_state.get("saved-only") != saved_filter:
        st.session_state["saved-only"] = saved_filter
    st.segmented_control(
        _("Filter"),
        list(_FILTER_LABELS),
        key="saved-only",
        required=True,
        label_visibility="collapsed",
        format_func=lambda option: f"{_(_FILTER_LABELS[option])} ({formats.count(getattr(counts, option))})",
        on_change=lambda: go(_create_address(sort, st.session_state["saved-only"]), to_top=False),
    )


def render_undo() -> None:
    """Offer to restore the jobs removed last."""
    removed_jobs = st.session_state.get(REMOVED_JOBS_KEY)
    if removed_jobs:
        with st.container(horizontal=True, vertical_alignment="center", key="undo"):
            text = ngettext("{count} job removed.", "{count} jobs removed.", len(removed_jobs))
            st.html(text.format(count=formats.count(len(removed_jobs))), width="content")
            st.button(_("Undo"), icon=":material/undo:", on_click=undo_removal)


def render_removal(jobs: tuple[SavedCard, ...]) -> None:
    """Offer to remove the selected jobs."""
    listing_ids = list_selected_ids(jobs)
    if listing_ids:
        text = ngettext("Remove {count} job", "Remove {count} jobs", len(listing_ids))
        st.button(
            text.format(count=formats.count(len(listing_ids))),
            icon=":material/bookmark_remove:",
            type="primary",
            on_click=remove_jobs,
            args=(listing_ids,),
        )


def render_empty() -> None:
    """Say how to save a first job."""
    st.html(
        widgets.empty(
            _("No saved jobs yet"),
            _(
                "Press Save on a job in the feed or on its page. Add a note and a priority here, and see when a job "
                "changes or closes."
            ),
        )
    )
    st.page_link(get_page("feed"), label=_("Search jobs"), icon=":material/work:")


def render_pager(counts: SavedCounts, sort: Sort, saved_filter: SavedFilter, number: int) -> None:
    """Draw the buttons to the previous and the next page."""
    pages = -(-getattr(counts, saved_filter) // PAGE_SIZE)
    if pages <= 1 and number == 1:
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", key="pager"):
        if number > 1:
            st.button(
                _("Previous page"),
                icon=":material/chevron_left:",
                on_click=go,
                args=(_create_address(sort, saved_filter, min(number - 1, max(pages, 1))),),
            )
        if number < pages:
            st.button(
                _("Next page"),
                icon=":material/chevron_right:",
                icon_position="right",
                on_click=go,
                args=(_create_address(sort, saved_filter, number + 1),),
            )
