"""Run actions as the user who is signed in when a button is pressed, and confirm them in a toast."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from sqlalchemy import orm

from app.accounts.ui import current_user
from app.kit.i18n import _
from app.kit.text import escape_markdown
from database.sessions import user_session

# Screens annotate the actions they pass to `act` with this type.
Session = orm.Session


def run_action(action: Callable[[Session], str], *, icon: str = ":material/check:") -> bool:
    """Run `action` as the user who is signed in now, even if the page was drawn for another, and show its message.

    `action` gets a session that writes and returns the message. Return False when nobody is signed in any more.
    """
    user = current_user.get_current_user()
    if user is None:
        show_toast(_("You are signed out. Nothing was changed. Reload the page and sign in."), icon=":material/lock:")
        return False
    with user_session(user.user_id, writes=True) as session:
        message = action(session)
    show_toast(message, icon=icon)
    return True


def handle_click(action: Callable[[Session], str]) -> None:
    """Do the same for a button's on_click, which ignores results."""
    run_action(action)


def show_toast(message: str, *, icon: str = ":material/check:") -> None:
    """Show a short message for a moment; Markdown in it is shown literally."""
    st.toast(escape_markdown(message), icon=icon)
