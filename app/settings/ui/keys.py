"""Draw the calendar address and the API keys. What they give access to: app.applications.calendar, app.api."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st
from markupsafe import Markup

from app.accounts.sessions import SignedInUser
from app.accounts.ui import actions, current_user
from app.accounts.ui.actions import Session
from app.api import keys
from app.api.keys import ApiKey
from app.applications import calendar
from app.kit.formats import day, moment
from app.kit.i18n import N_, _
from app.kit.text import escape_markdown
from app.kit.ui import widgets
from app.kit.ui.rows import confirm, render_section, rerun_with_notice
from app.web.links import build_url
from database.clock import now
from database.sessions import user_session

_NEW_ADDRESS_STATE_KEY, _NEW_API_KEY_STATE_KEY = "new-calendar-address", "new-api-key"
_LIFETIME_LABELS = {None: N_("No expiration"), 30: N_("30 days"), 90: N_("90 days"), 365: N_("1 year")}


def render_calendar(user: SignedInUser) -> None:
    """Draw the calendar's private address: create it, show it once, replace it, turn it off."""
    render_section(
        _("Calendar"),
        _("Subscribe to your interviews, follow-ups and application deadlines. Anyone with the address can read them."),
    )
    with user_session(user.user_id) as session:
        since = calendar.load_creation_time(session)
    _render_secret(_NEW_ADDRESS_STATE_KEY, _("Add this address to your calendar now."))
    if since is None:
        if st.button(_("Create calendar address"), icon=":material/calendar_add_on:"):
            _renew_address(_("Calendar address created"))
        return
    text = _("Your calendar address was created on {day}.").format(day=day(since, current_user.get_zone(user)))
    st.html(Markup("<p>{}</p>").format(text))
    question = _("The current address will stop working.")
    with st.container(horizontal=True):
        if confirm("calendar-renew", _("Replace"), question, _("Replace address")):
            _renew_address(_("Calendar address replaced"))
        if confirm("calendar-off", _("Turn off"), question, _("Turn off calendar")):
            actions.run_action(_turn_calendar_off)
            st.rerun()


def render_api_keys(user: SignedInUser) -> None:
    """Draw the API keys, and the form that creates one."""
    render_section(
        _("API keys"), _("Let your own programs read your data. The API is described at /api/v1/openapi.json.")
    )
    _render_secret(_NEW_API_KEY_STATE_KEY, _("Copy this key now."))
    with user_session(user.user_id) as session:
        api_keys = keys.list_keys(session)
    for api_key in api_keys:
        _render_key(user, api_key)
    with st.form("api-key", border=False, clear_on_submit=True):
        name = st.text_input(
            _("Key name"), max_chars=keys.MAX_NAME_LENGTH, placeholder=_("For example, the program that uses it")
        )
        days = st.selectbox(
            _("Expires after"), list(_LIFETIME_LABELS), format_func=lambda days: _(_LIFETIME_LABELS[days])
        )
        is_submitted = st.form_submit_button(_("Create key"))
    if is_submitted:
        _create_key(name, days)


def _render_secret(state_key: str, instruction: str) -> None:
    """Draw a new secret until the user dismisses it or loads the page again."""
    secret = st.session_state.get(state_key)
    if secret:
        st.html(widgets.banner("note", instruction, _("You won't be able to see it again.")))
        st.code(secret, language=None, wrap_lines=True)
        st.button(_("Done"), key=f"{state_key}-dismiss", on_click=st.session_state.pop, args=(state_key, None))


def _render_key(user: SignedInUser, api_key: ApiKey) -> None:
    with st.container(key=f"key-{api_key.id}", horizontal=True, vertical_alignment="center"):
        html = Markup('<div><b>{}</b><div class="jl-quiet jl-small">{}</div></div>')
        st.html(html.format(api_key.name, _describe_key(user, api_key)), width="stretch")
        question = _("Programs that use this key will lose access.")
        if confirm(f"revoke-{api_key.id}", _("Revoke"), question, _("Revoke key")):

            def revoke(session: Session) -> str:
                keys.revoke(session, api_key.id)
                st.session_state.pop(_NEW_API_KEY_STATE_KEY, None)
                return _("{name} revoked").format(name=api_key.name)

            actions.run_action(revoke)
            st.rerun()


def _describe_key(user: SignedInUser, api_key: ApiKey) -> str:
    zone = current_user.get_zone(user)
    parts = [_("Created {day}").format(day=day(api_key.created_at, zone))]
    if api_key.last_used_at:
        parts.append(_("last used {time}").format(time=moment(api_key.last_used_at, zone)))
    else:
        parts.append(_("never used"))
    if api_key.expires_at:
        text = _("expired {day}") if api_key.expires_at <= now() else _("expires {day}")
        parts.append(text.format(day=day(api_key.expires_at, zone)))
    return ", ".join(parts)


def _create_key(name: str, days: int | None) -> None:
    def create(session: Session) -> str:
        expires_at = now() + timedelta(days=days) if days else None
        st.session_state[_NEW_API_KEY_STATE_KEY] = keys.create(session, name, expires_at, now())
        return _("API key created")

    try:
        is_created = actions.run_action(create)
    except keys.ApiKeyError as error:
        st.error(escape_markdown(str(error)))
        return
    if is_created:
        st.rerun()


def _renew_address(notice: str) -> None:
    def renew(session: Session) -> str:
        st.session_state[_NEW_ADDRESS_STATE_KEY] = build_url(f"/calendar/{calendar.renew(session, now())}.ics")
        return notice

    if actions.run_action(renew):
        rerun_with_notice(notice)


def _turn_calendar_off(session: Session) -> str:
    calendar.switch_off(session)
    st.session_state.pop(_NEW_ADDRESS_STATE_KEY, None)
    return _("Calendar turned off")
