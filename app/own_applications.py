"""How the applications screens ask services, and how what they do can be undone. Never remembered: see app.own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import streamlit as st

from app import own, viewer
from app.auth.sessions import SignedIn
from app.own import Session
from app.services.acting import reading_for, writing_for
from app.services.applications import before, board, files, stages, timeline
from app.services.applications.before import Before
from app.services.applications.board import Asked, Detail, Item
from app.services.applications.files import File
from app.services.applications.stages import Refused, Stage
from app.services.applications.timeline import Event
from database.clock import now

Work = Callable[[Session], str]
_UNDO, _REVISION = "application-undo", "applications-revision"


@dataclass(frozen=True, slots=True)
class BoardView:
    """The person's stages, the applications that meet the search, and how many there are in all."""

    stages: tuple[Stage, ...]
    items: tuple[Item, ...]
    total: int


@dataclass(frozen=True, slots=True)
class OneView:
    """One application with everything that belongs to it; `before` are others at the same company."""

    stages: tuple[Stage, ...]
    detail: Detail
    timeline: tuple[Event, ...]
    files: tuple[File, ...]
    before: tuple[Before, ...]


@dataclass(frozen=True, slots=True)
class Undoable:
    """What was done last, in words, and how to take it back."""

    words: str
    back: Work


def board_view(person: SignedIn, asked: Asked) -> BoardView:
    """The board or table."""
    with reading_for(person.user_id) as session:
        found = stages.listed(session)
        if found:
            shown = board.items(session, asked, now(), viewer.zone(person))
            return BoardView(found, shown, board.count(session))
    return BoardView(stages_of(person), (), 0)


def stages_of(person: SignedIn) -> tuple[Stage, ...]:
    """The person's stages, the usual ones made on first use."""
    with writing_for(person.user_id) as session:
        return stages.ensure(session)


def one_view(person: SignedIn, application_id: UUID) -> OneView | None:
    """An application's own page; None when it is not there or deleted."""
    with reading_for(person.user_id) as session:
        found = board.detail(session, application_id, now())
        if found is None:
            return None
        item = found.item
        return OneView(
            stages.listed(session),
            found,
            timeline.timeline(session, application_id),
            files.of_application(session, application_id),
            before.of_words(session, item.title, item.company or "", besides=application_id),
        )


def applied_before(person: SignedIn, title: str, company: str) -> tuple[Before, ...]:
    """Earlier applications to what is being written down."""
    with reading_for(person.user_id) as session:
        return before.of_words(session, title, company)


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
        is_done = own.act(kept)
    except Refused as why:
        own.toast(str(why), icon=":material/error:")
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
