"""Draw Comparisons: named sets of up to six jobs, side by side. The address selects the set (/comparisons?set=…)."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app.accounts.ui import current_user
from app.accounts.ui.account import render_account_needed
from app.comparisons.queries import MAX_JOBS
from app.comparisons.ui import loaders as comparisons_loaders
from app.comparisons.ui import set_editor
from app.comparisons.ui.side_by_side import render_empty_set, render_no_sets, render_set_choice, render_side_by_side
from app.kit.i18n import _
from app.kit.identifiers import parse_uuid


def render() -> None:
    """Draw the screen."""
    person = current_user.get_current_user()
    if person is None:
        _render_placeholder()
        return
    view = comparisons_loaders.load_comparisons(person, parse_uuid(st.query_params.get("set")))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(Markup('<h1 class="jl-title">{}</h1>').format(_("Comparisons")), width="content")
        set_editor.render_new_button()
    comparison = view.selected
    if comparison is None:
        render_no_sets()
        return
    comparisons_loaders.select_set(comparison.id)
    render_set_choice(view.sets, comparison)
    set_editor.render_header(comparison)
    if view.jobs:
        render_side_by_side(comparison, view.jobs, current_user.get_zone(person))
    else:
        render_empty_set()
    if comparison.is_full:
        text = _("This comparison is full ({limit} jobs). Remove a job or start another comparison.")
        st.caption(text.format(limit=MAX_JOBS))
    else:
        set_editor.render_saved_choice(person, comparison, {job.card.id for job in view.jobs})


def _render_placeholder() -> None:
    render_account_needed(
        "comparisons",
        _("Comparisons"),
        _("See jobs side by side before you decide where to apply."),
        (
            _("Collect jobs in named sets. Press Compare on any job to add it."),
            _("Compare yearly pay, place, workplace, age, skills and text, with differences marked."),
            _("See what changed since you added a job, and reorder the columns."),
        ),
    )
