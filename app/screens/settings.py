"""Settings: show and change the profile, sign-in methods, devices, calendar, API keys and data of the signed-in user.

Changes to how the user signs in happen on the account pages (app.settings.routes), which ask for the password.
"""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app.accounts import profile
from app.accounts.ui import current_user
from app.accounts.ui.account import render_account_needed
from app.kit.i18n import _
from app.kit.ui.rows import render_notice
from app.settings.ui.account import render_data, render_log, render_profile, render_sign_in_methods
from app.settings.ui.devices import render_devices
from app.settings.ui.keys import render_keys
from app.settings.ui.second_factors import render_second_factors


def render() -> None:
    """Draw the screen."""
    user = current_user.get_current_user()
    if user is None:
        _render_signed_out()
        return
    render_notice()
    account = profile.load_account(user.user_id)
    st.html(Markup('<h1 class="jl-title">{}</h1>').format(_("Settings")))
    with st.container(key="settings"):
        render_profile(user)
        render_sign_in_methods(user, account)
        render_second_factors(user)
        render_devices(user, account.devices)
        render_keys(user)
        render_log(user, account)
        render_data()


def _render_signed_out() -> None:
    render_account_needed(
        "settings",
        _("Settings"),
        _("Manage your profile and your data."),
        (
            _("Set your name, time zone and password, and link or unlink other ways to sign in."),
            _("See where you are signed in, and sign out one device or all of them."),
            _("Export everything JobLedger stores about you, or delete your account."),
        ),
    )
