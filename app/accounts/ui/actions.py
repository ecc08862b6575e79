"""Act as whoever is signed in when a button is pressed, and say in passing what was done."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from sqlalchemy import orm

from app.accounts.ui import current_user
from app.kit.text import literal
from database.sessions import user_session

# For the types of the work that screens hand to `act`.
Session = orm.Session


def act(work: Callable[[Session], str], *, icon: str = ":material/check:") -> bool:
    """Do something for whoever is signed in at this moment, whatever the page was drawn for, and say what was done.

    `work` gets a session that writes, and returns the words. False when nobody is signed in any more.
    """
    person = current_user.current()
    if person is None:
        toast("You are signed out. Load the page again and sign in; nothing was changed.", icon=":material/lock:")
        return False
    with user_session(person.user_id, writes=True) as session:
        words = work(session)
    toast(words, icon=icon)
    return True


def click(work: Callable[[Session], str]) -> None:
    """The same for a button's on_click, which takes nothing back."""
    act(work)


def toast(words: str, *, icon: str = ":material/check:") -> None:
    """Say in passing what was done; words from outside are shown letter for letter."""
    st.toast(literal(words), icon=icon)
