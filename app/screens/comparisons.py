"""Comparisons: named sets of up to six jobs, side by side. Which one is in the address (/comparisons?set=…)."""

from __future__ import annotations

import streamlit as st

from app.accounts.ui import current_user
from app.accounts.ui.account import account_needed
from app.comparisons.queries import MOST
from app.comparisons.ui import loaders as comparisons_loaders
from app.comparisons.ui import set_editor
from app.comparisons.ui.side_by_side import render_empty_set, render_no_sets, render_set_choice, render_side_by_side
from app.kit.identifiers import identify


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
        render_no_sets()
        return
    comparisons_loaders.look_at(chosen.id)
    render_set_choice(sets, chosen)
    set_editor.head(chosen)
    if jobs:
        render_side_by_side(chosen, jobs, current_user.zone(person))
    else:
        render_empty_set()
    if chosen.is_full:
        st.caption(f"This comparison is full: it holds {MOST} jobs. Take one out, or start another one.")
    else:
        set_editor.add_saved(person, chosen, {job.card.id for job in jobs})


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
