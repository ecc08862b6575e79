"""Comparisons: named sets of up to six jobs, side by side. Which one is in the address (/comparisons?set=…)."""

from __future__ import annotations

import re
from datetime import tzinfo

import streamlit as st

from app.accounts.ui import current_user
from app.accounts.ui.account import account_needed
from app.comparisons.queries import MOST, Compared, Set
from app.comparisons.ui import loaders as comparisons_loaders
from app.comparisons.ui import set_editor
from app.comparisons.ui.picture import picture_button
from app.comparisons.ui.table import as_csv, as_picture, table
from app.kit import formats
from app.kit.identifiers import identify
from app.kit.text import literal
from app.kit.ui import widgets
from app.kit.ui.navigation import go
from app.router import page
from database.clock import now

_NOT_IN_NAMES = re.compile(r"[^\w-]+")


def render() -> None:
    """Draw the screen."""
    person = current_user.current()
    if person is None:
        _placeholder()
        return
    sets, chosen, jobs = comparisons_loaders.comparisons_view(person, identify(st.query_params.get("set")))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html('<h1 class="jl-title">Comparisons</h1>', width="content")
        set_editor.new_button()
    if chosen is None:
        _nothing()
        return
    comparisons_loaders.look_at(chosen.id)
    _which(sets, chosen)
    set_editor.head(chosen)
    if jobs:
        _side_by_side(chosen, jobs, current_user.zone(person))
    else:
        _empty()
    if chosen.is_full:
        st.caption(f"This comparison is full: it holds {MOST} jobs. Take one out, or start another one.")
    else:
        set_editor.add_saved(person, chosen, {job.card.id for job in jobs})


def _which(sets: tuple[Set, ...], chosen: Set) -> None:
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


def _side_by_side(chosen: Set, jobs: tuple[Compared, ...], zone: tzinfo) -> None:
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


def _empty() -> None:
    st.html(
        widgets.empty(
            "No jobs in this comparison yet",
            f"Press Compare on a job in the feed, in Saved Jobs or on its page; up to {MOST} fit side by side.",
        )
    )
    st.page_link(page("feed"), label="Search jobs", icon=":material/work:")


def _nothing() -> None:
    st.html(
        widgets.empty(
            "No comparisons yet",
            f"Press Compare on a job in the feed or on its page. Up to {formats.count(MOST)} jobs stand side by side, "
            "with their pay counted alike and what differs marked.",
        )
    )
    st.page_link(page("feed"), label="Search jobs", icon=":material/work:")


def _placeholder() -> None:
    account_needed(
        "comparisons",
        "Comparisons",
        "Put jobs side by side on the same terms before you decide where to apply.",
        (
            "Collect jobs into named sets and add to them from any card.",
            "Compare pay as a yearly figure, place, workplace, age, skills and text, with the differences marked.",
            "See what an employer changed since you added the job, and order the columns by hand.",
        ),
    )
