"""Draw profile, sign-in methods, activity and data. The forms that change sign-in: app.settings.routes."""

from __future__ import annotations

from datetime import tzinfo

import streamlit as st
from markupsafe import Markup

from app.accounts import profile
from app.accounts.identities.identity import IdentityProvider
from app.accounts.identities.providers import list_providers
from app.accounts.profile import AccountProfile
from app.accounts.sessions import SignedInUser
from app.accounts.ui import current_user
from app.kit.formats import day
from app.kit.i18n import _
from app.kit.ui.rows import render_section, render_setting, rerun_with_notice
from app.settings.ui import labels
from database.clock import now

_RECENT_EVENTS = 8


def render_profile(user: SignedInUser) -> None:
    """Draw the form for name and time zone."""
    render_section(_("Profile"), _("Your display name and time zone. Times and daily emails follow this time zone."))
    zones = labels.list_timezones(user.timezone)
    current = user.timezone or str(current_user.get_zone())
    with st.form("profile", border=False):
        name = st.text_input(
            _("Name"), user.display_name or "", max_chars=profile.MAX_NAME_LENGTH, placeholder=user.name, key="name"
        )
        timezone = st.selectbox(
            _("Time zone"),
            zones,
            index=zones.index(current) if current in zones else zones.index("UTC"),
            format_func=lambda zone: labels.format_timezone(zone, now()),
            key="timezone",
        )
        is_submitted = st.form_submit_button(_("Save profile"), type="primary")
    if is_submitted:
        profile.rename(user.user_id, name)
        profile.set_timezone(user.user_id, timezone)
        rerun_with_notice(_("Profile saved"))


def render_sign_in_methods(user: SignedInUser, account: AccountProfile) -> None:
    """Draw email, password, GitHub and other providers, each with a link to change it."""
    zone = current_user.get_zone(user)
    render_section(_("Sign-in methods"), _("Changes ask you to confirm it's you."))
    if account.verified_at:
        badge = (_("Confirmed on {day}").format(day=day(account.verified_at, zone)), "good")
    else:
        badge = (_("Not confirmed"), "warn")
    note = None
    if account.pending_email:
        note = _("Waiting for you to confirm {email}.").format(email=account.pending_email)
    render_setting(
        _("Email"),
        Markup("<b>{}</b>").format(account.email),
        badge=badge,
        note=note,
        link=(_("Change email"), "/auth/email"),
    )
    render_setting(
        _("Password"),
        _("Set") if account.has_password else _("Not set"),
        link=(_("Change password") if account.has_password else _("Set a password"), "/auth/password"),
    )
    for provider in list_providers():
        _render_provider(provider, account, zone)


def _render_provider(provider: IdentityProvider, account: AccountProfile, zone: tzinfo) -> None:
    linked_at, label = account.linked_at.get(provider.key), provider.label
    if linked_at:
        text = _("Linked on {day}").format(day=day(linked_at, zone))
        render_setting(label, text, link=(_("Unlink {provider}").format(provider=label), provider.path))
    elif provider.is_offered:
        render_setting(label, _("Not linked"), link=(_("Link {provider}").format(provider=label), provider.path))
    else:
        text = _("Sign-in with {provider} is not set up on this installation.").format(provider=label)
        render_setting(label, text, link=None)


def render_log(user: SignedInUser, account: AccountProfile) -> None:
    """Draw the account's recent security events."""
    render_section(
        _("Activity"), _("The last 50 events of your account. If you don't recognize one, change your password.")
    )
    zone = current_user.get_zone(user)
    st.html(labels.format_security_log(account.log[:_RECENT_EVENTS], zone))
    if len(account.log) > _RECENT_EVENTS:
        with st.expander(_("Show earlier events")):
            st.html(labels.format_security_log(account.log[_RECENT_EVENTS:], zone))


def render_data() -> None:
    """Draw the links to download and to delete the user's data."""
    render_section(_("Your data"), _("Download everything JobLedger stores about you, or delete your account."))
    render_setting(
        _("Download"),
        _("All your data as JSON, and as CSV for spreadsheets."),
        link=(_("Download my data"), "/auth/export"),
    )
    render_setting(
        _("Delete"),
        _("Your account closes at once and is erased after 30 days. Sign in within that time to restore it."),
        link=(_("Delete my account"), "/auth/delete"),
        is_dangerous=True,
    )
