"""Draw the jobs of a comparison set side by side, the choice of the set, and the empty states."""

from __future__ import annotations

from datetime import tzinfo

import streamlit as st

from app.comparisons.queries import MAX_JOBS, ComparedJob, ComparisonSet
from app.comparisons.ui import set_editor
from app.comparisons.ui.picture import render_picture_button
from app.comparisons.ui.table import create_picture, format_table
from app.kit.i18n import _
from app.kit.text import escape_markdown
from app.kit.ui import widgets
from app.kit.ui.navigation import go
from app.router import get_page
from database.clock import now


def render_set_choice(sets: tuple[ComparisonSet, ...], comparison: ComparisonSet) -> None:
    """Let the user choose a set where there are several."""
    if len(sets) == 1:
        return
    ids = [str(option.id) for option in sets]
    if st.session_state.get("comparison-chosen") != str(comparison.id):
        st.session_state["comparison-chosen"] = str(comparison.id)
    names = {str(option.id): f"{escape_markdown(option.title)} ({option.jobs})" for option in sets}
    st.pills(
        _("Comparison"),
        ids,
        key="comparison-chosen",
        required=True,
        label_visibility="collapsed",
        format_func=lambda set_id: names.get(set_id, set_id),
        on_change=lambda: go({"set": st.session_state["comparison-chosen"]}, to_top=False),
    )


def render_side_by_side(comparison: ComparisonSet, jobs: tuple[ComparedJob, ...], zone: tzinfo) -> None:
    """Draw the jobs side by side, with their order and downloads."""
    if len(jobs) == 1:
        st.html(widgets.banner("note", _("Only one job here."), _("Press Compare on another job.")))
    st.html(format_table(jobs, now(), zone))
    set_editor.render_order(comparison, jobs)
    with st.container(horizontal=True, vertical_alignment="center", key="comparison-share"):
        render_picture_button(create_picture(jobs, comparison.title, now()), f"{comparison.file_name}.png")
        link = widgets.download_link(_("Download CSV"), f"/comparisons/csv?set={comparison.id}")
        st.html(link, width="content")


def render_empty_set() -> None:
    """Say how to add a first job."""
    st.html(
        widgets.empty(
            _("No jobs in this comparison yet"),
            _("Press Compare on a job in the feed, in Saved Jobs or on its page. Up to {limit} jobs fit.").format(
                limit=MAX_JOBS
            ),
        )
    )
    st.page_link(get_page("feed"), label=_("Search jobs"), icon=":material/work:")


def render_no_sets() -> None:
    """Say how to create a first set."""
    st.html(
        widgets.empty(
            _("No comparisons yet"),
            _(
                "Press Compare on a job in the feed or on its page. Up to {limit} jobs fit side by side, with pay "
                "and differences marked."
            ).format(limit=MAX_JOBS),
        )
    )
    st.page_link(get_page("feed"), label=_("Search jobs"), icon=":material/work:")
