"""Saved Jobs: what a person keeps, with notes and priorities, what changed or closed since."""

from __future__ import annotations

import streamlit as st

from app.accounts.ui import current_user
from app.accounts.ui.account import account_needed
from app.cards.ui import card_actions
from app.cards.ui import loaders as cards_loaders
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
from app.saved.ui.saved_list import saved_list
from database.clock import now


def render() -> None:
    """Draw the screen."""
    person = current_user.current()
    if person is None:
        _placeholder()
        return
    sort, only, number = read_address()
    view = saved_loaders.saved_view(person, sort, only, number)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html('<h1 class="jl-title">Saved Jobs</h1>', width="content")
        if view.counts.all:
            render_order(sort, only)
    render_undo()
    if not view.counts.all:
        render_empty()
        return
    render_filter(view.counts, sort, only)
    render_removal(view.jobs)
    if view.jobs:
        marks = cards_loaders.marks(person, [one.card.id for one in view.jobs]) or ListingMarks()
        saved_list(view.jobs, view.changed, marks, card_actions.compare_button, now(), current_user.zone(person))
    else:
        st.html(widgets.empty(f"No saved job is {only}", "Look at all of them to see what you keep."))
    render_pager(view.counts, sort, only, number)
    scroll_if_due()


def _placeholder() -> None:
    account_needed(
        "saved",
        "Saved Jobs",
        "Keep the jobs you are thinking about in one place, and hear when one of them changes or closes.",
        (
            "Save a job from the feed or from its page, with a note and a priority of your own.",
            "See at a glance which saved jobs were changed or closed since you saved them.",
            "Sort by priority, pay, age or closing date, and remove several at once.",
        ),
    )
