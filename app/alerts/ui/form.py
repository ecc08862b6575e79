"""Saving a search and setting its alert: one dialog, with what the alert would have told."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from app.accounts.sessions import SignedIn
from app.accounts.ui import actions, current_user
from app.accounts.ui.actions import Session
from app.alerts import queries, service
from app.alerts.labels import WEEKDAYS
from app.alerts.queries import AlertTiming, Kept
from app.alerts.ui import loaders
from app.kit import formats
from app.kit.text import escaped, literal
from app.search.criteria import Criteria
from app.search.labels import describe_search, name_search
from database.clock import now
from database.models import AlertFrequency

_RHYTHMS: dict[AlertFrequency | None, str] = {
    None: "No alert",
    AlertFrequency.IMMEDIATE: "At once",
    AlertFrequency.DAILY: "Daily",
    AlertFrequency.WEEKLY: "Weekly",
}
_WEEK = timedelta(days=7)


@st.dialog("Save this search", width="medium")
def save_dialog(person: SignedIn, criteria: Criteria) -> None:
    """Name a search and say whether and when to hear of new matches."""
    st.markdown(literal(describe_search(criteria, {})))
    name = st.text_input("Name", name_search(criteria), max_chars=queries.LONGEST_NAME)
    rhythm = _rhythm(person, AlertTiming(AlertFrequency.DAILY))
    _preview(criteria)
    if st.button("Save search", type="primary", icon=":material/bookmark_add:"):

        def work(session: Session) -> str:
            made = service.keep(session, name, criteria, now())
            service.alert(session, made, rhythm, now())
            return f"Search saved: {queries.named(name)}"

        if actions.act(work):
            st.rerun()


@st.dialog("Name and alert", width="medium")
def change_dialog(person: SignedIn, kept: Kept) -> None:
    """Change the name and the alert of a saved search; what it asks for is changed in the feed's form."""
    st.markdown(literal(describe_search(kept.criteria, {})))
    name = st.text_input("Name", kept.name, max_chars=queries.LONGEST_NAME)
    rhythm = _rhythm(person, kept.alert.timing if kept.alert else None)
    _preview(kept.criteria)
    if st.button("Save changes", type="primary"):

        def work(session: Session) -> str:
            service.rename(session, kept.id, name, now())
            service.alert(session, kept.id, rhythm, now())
            return "Changes saved"

        if actions.act(work):
            st.rerun()


def _rhythm(person: SignedIn, present: AlertTiming | None) -> AlertTiming | None:
    """Ask when to be told."""
    usual = present or AlertTiming(AlertFrequency.DAILY)
    frequency = st.segmented_control(
        "E-mail me new matches", list(_RHYTHMS), default=present.frequency if present else None, required=True,
        format_func=_RHYTHMS.__getitem__,
    )  # fmt: skip
    if frequency is None:
        return None
    hour, weekday = usual.hour, usual.weekday
    if frequency != AlertFrequency.IMMEDIATE:
        days, hours = st.columns(2)
        if frequency == AlertFrequency.WEEKLY:
            weekday = days.selectbox("On", list(WEEKDAYS), weekday - 1, format_func=WEEKDAYS.__getitem__)
        hour = hours.selectbox("At", range(24), hour, format_func=lambda one: f"{one:02}:00")
        st.caption(f"In your time zone, {current_user.zone(person)}. It can be changed in Settings.")
    return AlertTiming(AlertFrequency(frequency), int(hour), int(weekday))


def _preview(criteria: Criteria) -> None:
    """What an alert on this would have told in the last week."""
    found = loaders.preview(criteria, now() - _WEEK, now())
    if not found.total:
        st.html(
            '<p class="jl-says"><b>Nothing new would have matched in the last 7 days.</b> That is fine for a rare job; '
            "else make the search wider.</p>"
        )
        return
    rows = "".join(
        f"<li>{escaped(card.title)} <span class='jl-quiet'>{escaped(card.company or '')}</span></li>"
        for card in found.cards[:5]
    )
    words = f"{formats.counted(found.total, 'job')} would have matched in the last 7 days."
    st.html(f'<div class="jl-box jl-preview"><b>{words}</b><ul>{rows}</ul></div>')
