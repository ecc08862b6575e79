"""Job Feed: the search form, the matching listings as cards, and paging. The address is the state: it can be shared."""

from __future__ import annotations

import streamlit as st

from app.accounts.ui import current_user
from app.accounts.ui.current_user import zone
from app.alerts.ui.save_search import searches
from app.cards.ui import loaders as cards_loaders
from app.cards.ui.card_list import card_list
from app.kit import formats
from app.kit.text import escaped
from app.kit.ui import widgets
from app.kit.ui.navigation import go, scroll_if_due
from app.search import cursors
from app.search.criteria import Criteria, from_address
from app.search.cursors import Cursor
from app.search.feed import MOST_COUNTED, Page, Total
from app.search.ui import loaders as search_loaders
from app.search.ui.form import changing, search_form
from database.clock import now

_CUT = (
    "Very many jobs have these words, and each must be read to tell whether it matches; the next page reads on. More "
    "words, a place or another filter make it quicker."
)
_SORTS = {"newest": "Newest first", "salary": "Highest pay first", "relevance": "Best match first"}


def render() -> None:
    """Draw the screen."""
    criteria, refused = from_address({name: st.query_params.get_all(name) for name in st.query_params})
    cursor = _cursor(refused)
    search_form(criteria, search_loaders.choices())
    if refused:
        names = ", ".join(name.replace("_", " ") for name in refused)
        st.html(widgets.banner("warn", "Part of this address made no sense and was left out:", f"{names}."))
    with st.container(key="results", gap="small"):
        _results(criteria, cursor)
    scroll_if_due()


def _results(criteria: Criteria, cursor: Cursor | None) -> None:
    total, found = search_loaders.total(criteria), search_loaders.page(criteria, cursor)
    if found.is_cut:
        with st.spinner("Very many jobs have these words, and each must be read. Reading on …"):
            found = search_loaders.read_on(criteria, found, cursor)
    person = current_user.current()
    if person:
        searches(person, criteria, total)
    if not found.cards and not found.is_cut:
        _nothing(criteria, cursor)
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(_heading(found, total, criteria), width="content")
        _sorting(criteria)
    if found.is_cut:
        st.html(widgets.banner("note", "Not all were looked at yet.", _CUT))
    _pay_note(criteria)
    card_list(found.cards, now(), zone(person), marks=cards_loaders.marks(person, [card.id for card in found.cards]))
    _pager(criteria, found)


def _cursor(refused: list[str]) -> Cursor | None:
    for side in ("after", "before"):
        written = st.query_params.get(side)
        if written:
            cursor = cursors.read("after" if side == "after" else "before", written)
            if cursor is None:
                refused.append("page")
            return cursor
    return None


def _heading(found: Page, total: Total, criteria: Criteria) -> str:
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


def _sorting(criteria: Criteria) -> None:
    def resort() -> None:
        chosen = criteria.model_copy(update={"sort": st.session_state["feed-sort"]})
        go(chosen.address() | changing(), to_top=False)

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


def _pay_note(criteria: Criteria) -> None:
    by_pay = criteria.sort == "salary" or criteria.salary_min is not None or criteria.salary_max is not None
    if by_pay and not criteria.currency:
        st.caption("Pay is compared per year, as figures: choose a currency to compare like with like.")
    if criteria.sort == "relevance" and not criteria.keywords:
        st.caption("Best match needs keywords; without them the newest come first.")


def _pager(criteria: Criteria, found: Page) -> None:
    address = criteria.address() | changing()
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


def _nothing(criteria: Criteria, cursor: Cursor | None) -> None:
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
