"""Settings: what the account is, who may get in, where it is signed in, what happened, and taking one's data along.

What changes who may get in happens on the door's own forms, which ask for the password again.
"""

from __future__ import annotations

import streamlit as st

from app.accounts import profile
from app.accounts.ui import current_user
from app.accounts.ui.account import account_needed
from app.kit.ui.rows import said
from app.settings.ui import devices, keys
from app.settings.ui.account import render_data, render_log, render_profile, render_sign_in_methods


def render() -> None:
    """Draw the screen."""
    person = current_user.current()
    if person is None:
        _placeholder()
        return
    said()
    account = profile.account(person.user_id)
    st.html('<h1 class="jl-title">Settings</h1>')
    with st.container(key="settings"):
        render_profile(person)
        render_sign_in_methods(person, account)
        devices.devices(person, account.devices)
        keys.calendar(person)
        keys.api_keys(person)
        render_log(person, account)
        render_data()


def _placeholder() -> None:
    account_needed(
        "settings",
        "Settings",
        "Your profile and your data, under your control.",
        (
            "Set your name, time zone and password, and link or unlink GitHub.",
            "See where you are signed in, and sign out one device or all of them.",
            "Export everything JobLedger keeps about you, or delete your account.",
        ),
    )
