"""Settings: the private address of one's calendar, and the keys with which own programs read own data."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from app.accounts.sessions import SignedIn
from app.accounts.ui import actions, current_user
from app.accounts.ui.actions import Session
from app.api import keys
from app.api.keys import Key
from app.applications import calendar as applications_calendar
from app.kit.formats import day, moment
from app.kit.text import escaped, literal
from app.kit.ui import widgets
from app.kit.ui.rows import asked, say, section
from app.web.links import absolute
from database.clock import now
from database.sessions import user_session

_ADDRESS, _KEY = "calendar-address-made", "api-key-made"
_LIVES = {None: "Until it is revoked", 30: "30 days", 90: "90 days", 365: "A year"}


def calendar(person: SignedIn) -> None:
    """The calendar's address: made, shown once, renewed, switched off."""
    section("Calendar", "Your interviews, follow-ups and days to apply by. Whoever has the address can read them.")
    with user_session(person.user_id) as session:
        since = applications_calendar.load_creation_time(session)
    _once(_ADDRESS, "Add this address to your calendar now.")
    if since is None:
        if st.button("Make a calendar address", icon=":material/calendar_add_on:"):
            _renew("Address made")
        return
    st.html(f"<p>An address made on {escaped(day(since, current_user.zone(person)))} works.</p>")
    with st.container(horizontal=True):
        if asked("calendar-renew", "Make a new address", "The address in use stops working.", "Make a new one"):
            _renew("New address made")
        if asked("calendar-off", "Switch the calendar off", "The address in use stops working.", "Switch it off"):
            actions.act(_off)
            st.rerun()


def api_keys(person: SignedIn) -> None:
    """The keys: made with a name and perhaps an end, shown once, listed, revoked."""
    section("API keys", "Your own programs may read what is yours with them. Described at /api/v1/openapi.json.")
    _once(_KEY, "Copy this key now.")
    with user_session(person.user_id) as session:
        listed = keys.listed(session)
    for one in listed:
        _row(person, one)
    with st.form("api-key", border=False, clear_on_submit=True):
        name = st.text_input("Name of the key", max_chars=keys.LONGEST_NAME, placeholder="The program that will use it")
        days = st.selectbox("Valid for", list(_LIVES), format_func=_LIVES.__getitem__)
        is_sent = st.form_submit_button("Make a key")
    if is_sent:
        _make(name, days)


def _once(name: str, says: str) -> None:
    """What was just made, until the person has it or loads the page again."""
    made = st.session_state.get(name)
    if made:
        st.html(widgets.banner("note", says, "It is shown only this once."))
        st.code(made, language=None, wrap_lines=True)
        st.button("I have it", key=f"{name}-had", on_click=st.session_state.pop, args=(name, None))


def _row(person: SignedIn, one: Key) -> None:
    zone = current_user.zone(person)
    used = f"last used {moment(one.last_used_at, zone)}" if one.last_used_at else "never used"
    ends = f", {'ended' if one.expires_at <= now() else 'ends'} {day(one.expires_at, zone)}" if one.expires_at else ""
    with st.container(key=f"key-{one.id}", horizontal=True, vertical_alignment="center"):
        st.html(
            f'<div><b>{escaped(one.name)}</b><div class="jl-quiet jl-small">Made {escaped(day(one.created_at, zone))}, '
            f"{escaped(used)}{escaped(ends)}</div></div>",
            width="stretch",
        )
        if asked(f"revoke-{one.id}", "Revoke", "Programs with this key can read nothing more.", "Revoke it"):

            def work(session: Session) -> str:
                keys.revoke(session, one.id)
                st.session_state.pop(_KEY, None)
                return f"{one.name} revoked"

            actions.act(work)
            st.rerun()


def _make(name: str, days: int | None) -> None:
    def work(session: Session) -> str:
        until = now() + timedelta(days=days) if days else None
        st.session_state[_KEY] = keys.make(session, name, until, now())
        return "Key made"

    try:
        is_made = actions.act(work)
    except keys.Refused as refusal:
        st.error(literal(str(refusal)))
        return
    if is_made:
        st.rerun()


def _renew(words: str) -> None:
    def work(session: Session) -> str:
        st.session_state[_ADDRESS] = absolute(f"/calendar/{applications_calendar.renew(session, now())}.ics")
        return words

    if actions.act(work):
        say(words)


def _off(session: Session) -> str:
    applications_calendar.switch_off(session)
    st.session_state.pop(_ADDRESS, None)
    return "The calendar is switched off"
