"""Draw the account on the Settings screen: profile, ways to sign in, log and data."""

from __future__ import annotations

from datetime import tzinfo

import streamlit as st

from app.accounts import github, profile
from app.accounts.profile import Account
from app.accounts.sessions import SignedIn
from app.accounts.ui import current_user
from app.kit.formats import day
from app.kit.text import escaped
from app.kit.ui.rows import row, say, section
from app.settings.ui import labels as settings_labels
from database.clock import now

_FIRST = 8


def render_profile(person: SignedIn) -> None:
    """Draw the form of name and time zone."""
    section("Profile", "How JobLedger calls you, and the time zone in which it shows times and sends what comes daily.")
    zones = settings_labels.timezones(person.timezone)
    shown = person.timezone or str(current_user.zone())
    with st.form("profile", border=False):
        name = st.text_input(
            "Name", person.display_name or "", max_chars=profile.LONGEST_NAME, placeholder=person.name, key="name"
        )
        chosen = st.selectbox(
            "Time zone",
            zones,
            index=zones.index(shown) if shown in zones else zones.index("UTC"),
            format_func=lambda zone: settings_labels.timezone(zone, now()),
            key="timezone",
        )
        is_sent = st.form_submit_button("Save profile", type="primary")
    if is_sent:
        profile.rename(person.user_id, name)
        profile.set_timezone(person.user_id, chosen)
        say("Profile saved")


def render_sign_in_methods(person: SignedIn, account: Account) -> None:
    """Draw email address, password and GitHub with the way to change each."""
    zone = current_user.zone(person)
    section("Signing in", "A change here asks for your password again.")
    confirmed = f"Confirmed on {day(account.verified_at, zone)}" if account.verified_at else None
    row(
        "E-mail address",
        f"<b>{escaped(account.email)}</b>",
        badge=(confirmed, "good") if confirmed else ("Not confirmed", "warn"),
        note=f"{account.asked_for} waits to be confirmed from there." if account.asked_for else None,
        link=("Change address", "/auth/email"),
    )
    row(
        "Password",
        "Set" if account.has_password else "None yet; you sign in with GitHub.",
        link=("Change password" if account.has_password else "Set a password", "/auth/password"),
    )
    _github(account, zone)


def _github(account: Account, zone: tzinfo) -> None:
    since = account.github_since
    if since:
        row("GitHub", f"Linked on {day(since, zone)}", link=("Unlink GitHub", "/auth/github"))
    elif github.is_offered():
        row("GitHub", "Not linked", link=("Link GitHub", "/auth/github"))
    else:
        row("GitHub", "This installation does not offer signing in with GitHub.", link=None)


def render_log(person: SignedIn, account: Account) -> None:
    """Draw the account's last events."""
    section("What happened", "The last 50 events of your account. A line you cannot explain? Change your password.")
    zone = current_user.zone(person)
    st.html(settings_labels.log(list(account.log[:_FIRST]), zone))
    if len(account.log) > _FIRST:
        with st.expander("Earlier"):
            st.html(settings_labels.log(list(account.log[_FIRST:]), zone))


def render_data() -> None:
    """Draw the ways to download and to delete the data."""
    section("Your data", "What JobLedger keeps about you is yours to take along, and to have erased.")
    row("Download", "Everything, as JSON and as CSV for spreadsheets.", link=("Download my data", "/auth/export"))
    row(
        "Delete",
        "Gone at once for everyone, erased after 30 days; signing in before then brings it back.",
        link=("Delete my account", "/auth/delete"),
        is_dangerous=True,
    )
