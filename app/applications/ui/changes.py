"""Apply a change to an application as the signed-in user, and remember how to undo it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from app.accounts.ui import actions
from app.accounts.ui.actions import Session
from app.applications.stages import Refused

Work = Callable[[Session], str]
_UNDO = "application-undo"
_REVISION = "applications-revision"


@dataclass(frozen=True, slots=True)
class Undoable:
    """What was done last, in words, and how to take it back."""

    words: str
    back: Work


def act(work: Work, back: Callable[[], Work] | None = None) -> bool:
    """Do something as `own.act` does; what is refused is said, with what to do instead.

    `back` gives the way to undo it, once it is done.
    """
    st.session_state[_REVISION] = revision() + 1
    said: list[str] = []

    def kept(session: Session) -> str:
        said.append(work(session))
        return said[0]

    try:
        is_done = actions.act(kept)
    except Refused as why:
        actions.toast(str(why), icon=":material/error:")
        return False
    if is_done:
        st.session_state[_UNDO] = Undoable(said[0], back()) if back else None
    return is_done


def revision() -> int:
    """How often something was done on this page: what is drawn by hand in the browser is drawn anew after each."""
    counted: int = st.session_state.get(_REVISION, 0)
    return counted


def last() -> Undoable | None:
    """What was done last, if it can be undone."""
    found: Undoable | None = st.session_state.get(_UNDO)
    return found


def undo() -> None:
    """Take back what was done last. For a button's on_click."""
    found = last()
    if found:
        act(found.back)


def forget() -> None:
    """No longer offer to undo."""
    st.session_state.pop(_UNDO, None)
