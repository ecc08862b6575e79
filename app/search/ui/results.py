"""Draw the count, order, notes and paging of search results. Not here: the cards (app.cards)."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app.kit import formats
from app.kit.i18n import N_, _, ngettext
from app.kit.ui import widgets
from app.kit.ui.navigation import go
from app.search import cursors
from app.search.criteria import Criteria
from app.search.cursors import Cursor
from app.search.feed import MAX_COUNTED, FeedPage, Total
from app.search.ui.form import read_saved_search_parameters

INCOMPLETE_NOTE = N_(
    "Many jobs contain these words, and checking each one takes time. Select Next page to continue, or add keywords, a "
    "location or another filter."
)

_SORT_LABELS = {"newest": N_("Newest first"), "salary": N_("Highest pay first"), "relevance": N_("Best match first")}


def read_page_cursor(ignored: list[str]) -> Cursor | None:
    """Read the address's page; add `page` to `ignored` when it is not valid."""
    for side in ("after", "before"):
        text = st.query_params.get(side)
        if text:
            cursor = cursors.read_cursor("after" if side == "after" else "before", text)
            if cursor is None:
                ignored.append("page")
            return cursor
    return None


def format_heading(page: FeedPage, total: Total, criteria: Criteria) -> Markup:
    """Return the heading with the number of jobs."""
    # The list may have become shorter since the count in the address was made; the end of a long one is not known.
    offset = max(0, min(page.offset, total.count - len(page.cards))) if total.is_all else page.offset
    first, last = offset + 1, offset + len(page.cards)
    if not page.cards:
        text = _("No matching jobs yet")
    elif total.is_all and total.count <= len(page.cards):
        text = _format_jobs(len(page.cards), criteria)
    else:
        count = max(total.count, min(last, MAX_COUNTED))
        jobs = _format_jobs(count, criteria) if total.is_all else _format_many_jobs(count, criteria)
        text = _("{first} to {last} of {jobs}").format(first=formats.count(first), last=formats.count(last), jobs=jobs)
    return Markup('<h2 class="jl-section" aria-live="polite">{}</h2>').format(text)


def _format_jobs(count: int, criteria: Criteria) -> str:
    if criteria.is_empty:
        text = ngettext("{count} open job", "{count} open jobs", count)
    else:
        text = ngettext("{count} matching job", "{count} matching jobs", count)
    return text.format(count=formats.count(count))


def _format_many_jobs(count: int, criteria: Criteria) -> str:
    text = _("{count}+ open jobs") if criteria.is_empty else _("{count}+ matching jobs")
    return text.format(count=formats.count(count))


def render_order(criteria: Criteria) -> None:
    """Let the user choose the order."""

    def change_order() -> None:
        changed = criteria.model_copy(update={"sort": st.session_state["feed-sort"]})
        go(changed.address() | read_saved_search_parameters(), to_top=False)

    if st.session_state.get("feed-sort") != criteria.sort:
        st.session_state["feed-sort"] = criteria.sort
    st.selectbox(
        _("Order"),
        list(_SORT_LABELS),
        format_func=lambda name: _(_SORT_LABELS[name]),
        key="feed-sort",
        label_visibility="collapsed",
        on_change=change_order,
        width=190,
    )


def render_pay_note(criteria: Criteria) -> None:
    """Say which filter the order or the pay filter still needs."""
    is_pay_used = criteria.sort == "salary" or criteria.salary_min is not None or criteria.salary_max is not None
    if is_pay_used and not criteria.currency:
        st.caption(
            _("Amounts in different currencies are compared as numbers. Select a currency to compare only its jobs.")
        )
    if criteria.sort == "relevance" and not criteria.keywords:
        st.caption(_("Best match needs keywords. Without them, the newest jobs come first."))


def render_pager(criteria: Criteria, page: FeedPage) -> None:
    """Draw the buttons to the previous and the next page."""
    address = criteria.address() | read_saved_search_parameters()
    with st.container(horizontal=True, horizontal_alignment="distribute", key="pager"):
        if page.previous:
            st.button(
                _("Previous page"),
                icon=":material/chevron_left:",
                on_click=go,
                args=(address | {"before": str(page.previous)},),
            )
        if page.next:
            st.button(
                _("Next page"),
                icon=":material/chevron_right:",
                icon_position="right",
                on_click=go,
                args=(address | {"after": str(page.next)},),
            )


def render_no_results(criteria: Criteria, cursor: Cursor | None) -> None:
    """Say why no job is shown and what to try."""
    if cursor is not None:
        st.html(
            widgets.empty(
                _("No more jobs"), _("You have reached the end, or the list changed since this link was shared.")
            )
        )
        st.button(_("Go to the first page"), on_click=go, args=(criteria.address(),))
    elif criteria.is_empty:
        st.html(
            widgets.empty(
                _("No jobs yet"),
                _("Nothing has been fetched into this ledger. Run make up or jobledger run, then reload this page."),
            )
        )
    else:
        st.html(
            widgets.empty(
                _("No open jobs match this search"),
                _(
                    "Try fewer keywords, a wider location, a lower minimum salary or any workplace. Jobs that state no "
                    "pay are hidden while a pay filter is set."
                ),
            )
        )
        st.button(_("Clear search"), icon=":material/restart_alt:", on_click=go, args=({},))
