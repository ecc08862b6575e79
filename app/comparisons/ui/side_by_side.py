"""Draw a comparison set side by side, the choice of set and the empty states."""

from __future__ import annotations

import re
from datetime import tzinfo

import streamlit as st

from app.comparisons.queries import MOST, Compared, Set
from app.comparisons.ui import set_editor
from app.comparisons.ui.picture import picture_button
from app.comparisons.ui.table import as_csv, as_picture, table
from app.kit import formats
from app.kit.text import literal
from app.kit.ui import widgets
from app.kit.ui.navigation import go
from app.router import page
from database.clock import now

_NOT_IN_NAMES = re.compile(r"[^\w-]+")


def render_set_choice(sets: tuple[Set, ...], chosen: Set) -> None:
    """Let the user choose a set where there are several."""
    if len(sets) == 1:
        return
    ids = [str(one.id) for one in sets]
    if st.session_state.get("comparison-chosen") != str(chosen.id):
        st.session_state["comparison-chosen"] = str(chosen.id)
    names = {str(one.id): f"{literal(one.title)} ({one.jobs})" for one in sets}
    st.pills(
        "Comparison", ids, key="comparison-chosen", required=True, label_visibility="collapsed",
        format_func=lambda one: names.get(one, one),
        on_change=lambda: go({"set": st.session_state["comparison-chosen"]}, to_top=False),
    )  # fmt: skip


def render_side_by_side(chosen: Set, jobs: tuple[Compared, ...], zone: tzinfo) -> None:
    """Draw the jobs side by side, with their order and downloads."""
    if len(jobs) == 1:
        st.html(widgets.banner("note", "One job alone compares with nothing.", "Press Compare on another one."))
    st.html(table(jobs, now(), zone))
    set_editor.order(chosen, jobs)
    name = _NOT_IN_NAMES.sub("-", chosen.title).strip("-") or "comparison"
    with st.container(horizontal=True, vertical_alignment="center", key="comparison-share"):
        picture_button(as_picture(jobs, chosen.title, now()), f"{name}.png")
        st.download_button(
            "Download CSV",
            as_csv(jobs, now()),
            f"{name}.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )


def render_empty_set() -> None:
    """Say how to add a first job."""
    st.html(
        widgets.empty(
            "No jobs in this comparison yet",
            f"Press Compare on a job in the feed, in Saved Jobs or on its page; up to {MOST} fit side by side.",
        )
    )
    st.page_link(page("feed"), label="Search jobs", icon=":material/work:")


def render_no_sets() -> None:
    """Say how to make a first set."""
    st.html(
        widgets.empty(
            "No comparisons yet",
            f"Press Compare on a job in the feed or on its page. Up to {formats.count(MOST)} jobs stand side by side, "
            "with their pay counted alike and what differs marked.",
        )
    )
    st.page_link(page("feed"), label="Search jobs", icon=":material/work:")
