"""Draw Saved Jobs: the jobs a user saved, with notes and priorities, and what changed or closed since."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app.accounts.ui import current_user
from app.accounts.ui.account import render_account_needed
from app.cards.ui import card_actions
from app.cards.ui import loaders as cards_loaders
from app.kit.i18n import _
from app.kit.ui import widgets
from app.kit.ui.navigation import scroll_if_due
from app.listings.marks import ListingMarks
from app.saved.ui import loaders as saved_loaders
from app.saved.ui.controls import (
    read_address,
    render_empty,
    render_filter,
    render_order,
    render_pager,
    render_removal,
    render_undo,
)
from app.saved.ui.saved_list import render_saved_list
from database.clock import now


def render() -> None:
    """Draw the screen."""
    user = current_user.get_current_user()
    if user is None:
        _render_placeholder()
        return
    sort, saved_filter, number = read_address()
    view = saved_loaders.load_saved_view(user, sort, saved_filter, number)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(Markup('<h1 class="jl-title">{}</h1>').format(_("Saved Jobs")), width="content")
        if view.counts.all:
            render_order(sort, saved_filter)
    render_undo()
    if not view.counts.all:
        render_empty()
        return
    render_filter(view.counts, sort, saved_filter)
    render_removal(view.jobs)
    if view.jobs:
        marks = cards_loaders.load_marks(user, [job.card.id for job in view.jobs]) or ListingMarks()
        compare = card_actions.render_compare_button
        render_saved_list(view.jobs, view.changes, marks, compare, now(), current_user.get_zone(user))
    else:
        st.html(widgets.empty(_("No matching jobs"), _("Choose All to see every saved job.")))
    render_pager(view.counts, sort, saved_filter, number)
    scroll_if_due()


def _render_placeholder() -> None:
    render_account_needed(
        "saved",
        _("Saved Jobs"),
        _("Save the jobs you are interested in, and see when one of them changes or closes."),
        (
            _("Save jobs from the feed or from their page, and add a note and a priority."),
            _("See which jobs changed or closed since you saved them."),
            _("Sort by priority, pay, age or closing date, and remove several at once."),
        ),
    )
