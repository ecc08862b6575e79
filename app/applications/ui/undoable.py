"""Apply a change as the signed-in user, tell the user about it, and remember how to undo it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import streamlit as st

from app.accounts.ui import actions, current_user
from app.accounts.ui.actions import Session
from app.applications.stages import InvalidChange
from app.kit.i18n import _
from database.sessions import user_session

_LAST_CHANGE_KEY = "application-undo"
_REVISION_KEY = "applications-revision"


@dataclass(frozen=True, slots=True)
class FinishedChange:
    """A finished change: the message about it, how to undo it, and the application that it added."""

    message: str
    undo: Callable[[Session], str] | None = None
    application_id: UUID | None = None


ApplyChange = Callable[[Session], FinishedChange]


def apply(apply_change: ApplyChange) -> FinishedChange | None:
    """Apply a change in one transaction and show its message.

    Returns None when nobody is signed in any more or the change is invalid; a message then says what to do instead.
    """
    st.session_state[_REVISION_KEY] = get_revision() + 1
    user = current_user.get_current_user()
    if user is None:
        actions.show_toast(
            _("You are signed out. Reload the page and sign in; nothing was changed."), icon=":material/lock:"
        )
        return None
    try:
        with user_session(user.user_id, writes=True) as session:
            finished_change = apply_change(session)
    except InvalidChange as error:
        actions.show_toast(str(error), icon=":material/error:")
        return None
    actions.show_toast(finished_change.message)
    st.session_state[_LAST_CHANGE_KEY] = finished_change if finished_change.undo else None
    return finished_change


def get_revision() -> int:
    """Return how many changes were tried on this page, so that the browser redraws after each."""
    count: int = st.session_state.get(_REVISION_KEY, 0)
    return count


def get_last_change() -> FinishedChange | None:
    """Return the last change, if it can be undone."""
    finished: FinishedChange | None = st.session_state.get(_LAST_CHANGE_KEY)
    return finished


def undo() -> None:
    """Undo the last change. For a button's on_click."""
    finished = get_last_change()
    if finished and finished.undo:
        undo_change = finished.undo
        apply(lambda session: FinishedChange(undo_change(session)))


def forget() -> None:
    """Stop offering to undo the last change."""
    st.session_state.pop(_LAST_CHANGE_KEY, None)
