"""Draw what stands around the results of a search: count, order, notes and paging. The cards: app.cards."""

from __future__ import annotations

import streamlit as st

from app.kit import formats
from app.kit.text import escaped
from app.kit.ui import widgets
from app.kit.ui.navigation import go
from app.search import cursors
from app.search.criteria import Criteria
from app.search.cursors import Cursor
from app.search.feed import MOST_COUNTED, Page, Total
from app.search.ui.form import saved_search_parameters

CUT_NOTE = (
    "Very many jobs have these words, and each must be read to tell whether it matches; the next page reads on. More "
    "words, a place or another filter make it quicker."
)

_SORTS = {"newest": "Newest first", "salary": "Highest pay first", "relevance": "Best match first"}


def read_cursor(refused: list[str]) -> Cursor | None:
    """Read the address's page; add `page` to `refused` when it makes no sense."""
    for side in ("after", "before"):
        written = st.query_params.get(side)
        if written:
            cursor = cursors.read("after" if side == "after" else "before", written)
            if cursor is None:
                refused.append("page")
            return cursor
    return None


def results_heading(found: Page, total: Total, criteria: Criteria) -> str:
    """Return the heading with the number of jobs."""
    # The list may have become shorter since the count in the address was made; of a long one the end is not known.
    before = max(0, min(found.before, total.found - len(found.cards))) if total.is_all else found.before
    first, last = before + 1, before + len(found.cards)
    matching = "open" if criteria.is_empty else "matching"
    if not found.cards:
        words = "No matching job so far"
    elif total.is_all and total.found <= len(found.cards):
        words = formats.counted(len(found.cards), f"{matching} job")
    else:
        of_all = formats.counted_to(max(total.found, min(last, MOST_COUNTED)), f"{matching} job", is_all=total.is_all)
        words = f"{formats.count(first)} to {formats.count(last)} of {of_all}"
    return f'<h2 class="jl-section" aria-live="polite">{escaped(words)}</h2>'


def render_order(criteria: Criteria) -> None:
    """Let the user choose the order."""

    def resort() -> None:
        chosen = criteria.model_copy(update={"sort": st.session_state["feed-sort"]})
        go(chosen.address() | saved_search_parameters(), to_top=False)

    if st.session_state.get("feed-sort") != criteria.sort:
        st.session_state["feed-sort"] = criteria.sort
    st.selectbox(
        "Order",
        list(_SORTS),
        format_func=_SORTS.__getitem__,
        key="feed-sort",
        label_visibility="collapsed",
        on_change=resort,
        width=190,
    )


def render_pay_note(criteria: Criteria) -> None:
    """Say what the chosen order or pay filter still needs."""
    by_pay = criteria.sort == "salary" or criteria.salary_min is not None or criteria.salary_max is not None
    if by_pay and not criteria.currency:
        st.caption("Pay is compared per year, as figures: choose a currency to compare like with like.")
    if criteria.sort == "relevance" and not criteria.keywords:
        st.caption("Best match needs keywords; without them the newest come first.")


def render_pager(criteria: Criteria, found: Page) -> None:
    """Draw the buttons to the previous and the next page."""
    address = criteria.address() | saved_search_parameters()
    with st.container(horizontal=True, horizontal_alignment="distribute", key="pager"):
        if found.previous:
            st.button(
                "Previous page",
                icon=":material/chevron_left:",
                on_click=go,
                args=(address | {"before": str(found.previous)},),
            )
        if found.next:
            st.button(
                "Next page",
                icon=":material/chevron_right:",
                icon_position="right",
                on_click=go,
                args=(address | {"after": str(found.next)},),
            )


def render_no_results(criteria: Criteria, cursor: Cursor | None) -> None:
    """Say why no job is shown and what to try."""
    if cursor is not None:
        st.html(
            widgets.empty(
                "There is nothing further on", "These were all, or the list has changed since this page was shared."
            )
        )
        st.button("Go to the first page", on_click=go, args=(criteria.address(),))
    elif criteria.is_empty:
        st.html(
            widgets.empty(
                "No listings yet",
                "Nothing has been fetched into this ledger so far. Run make up or jobledger run, then load this again.",
            )
        )
    else:
        st.html(
            widgets.empty(
                "No open job matches this search",
                "Try fewer keywords, a wider place (a country instead of a town), a lower minimum pay, or any "
                "workplace. Listings that state no pay are left out while a pay filter is set.",
            )
        )
        st.button("Clear the search", icon=":material/restart_alt:", on_click=go, args=({},))
