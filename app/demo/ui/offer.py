"""The practice search on a screen: offered where there is nothing yet, and a quiet banner while it is there."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.accounts.sessions import SignedIn
from app.accounts.ui import actions
from app.accounts.ui.actions import Session
from app.applications.stages import Refused
from app.demo import service
from app.demo.ui import loaders
from app.kit import formats
from app.kit.ui import widgets
from database.clock import now

_LOOK = Path(__file__).parents[2] / "assets" / "practice.css"


def practice_offer(person: SignedIn) -> None:
    """Draw what applies: the banner with the way to clear, the offer to fill, or nothing."""
    state = loaders.practice_state(person)
    if state.is_there or state.is_offered:
        st.html(_LOOK)
    if state.is_there:
        _banner()
    elif state.is_offered:
        _offer()


def _offer() -> None:
    with st.container(key="practice-offer"):
        st.html(
            widgets.banner(
                "note",
                "Just looking around?",
                "Fill this account with a made-up search of about 40 applications on real jobs, so that every screen "
                "can be tried. It sends nothing to anyone, and one click clears it.",
            )
        )
        st.button("Fill with practice data", icon=":material/science:", key="practice-fill", on_click=_fill)


def _banner() -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="practice-banner"):
        st.html(
            '<div class="jl-practice" role="note"><b>These are practice data.</b> Made up, on real jobs; whatever you '
            "add yourself is kept apart.</div>",
            width="stretch",
        )
        if st.button("Clear practice data", icon=":material/mop:", key="practice-clear"):
            _ask()


@st.dialog("Clear the practice data?")
def _ask() -> None:
    st.html(
        "<p>The practice applications, saved jobs, saved search and comparison will be deleted, with everything you "
        "have added to them since: notes, files, interviews, dates and moves, and jobs put into the practice "
        "comparison.</p><p>Applications, saved jobs, searches and comparisons that you made yourself stay, also those "
        "for the same jobs.</p>"
    )
    with st.container(horizontal=True):
        if st.button("Clear them", type="primary", key="practice-clear-yes") and actions.act(
            _cleared, icon=":material/mop:"
        ):
            st.rerun()
        if st.button("Leave them", key="practice-clear-no"):
            st.rerun()


def _fill() -> None:
    def work(session: Session) -> str:
        made = service.fill(session, now())
        return f"{formats.counted(made, 'practice application')} added. Look around, and clear them when you like."

    try:
        actions.act(work, icon=":material/science:")
    except Refused as refused:
        actions.toast(str(refused), icon=":material/block:")


def _cleared(session: Session) -> str:
    return f"{formats.counted(service.clear(session), 'practice application')} cleared"
