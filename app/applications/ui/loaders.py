"""Open a database session and call the applications queries for a screen. No query and no drawing here."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.accounts.sessions import SignedIn
from app.accounts.ui import current_user
from app.applications import earlier_applications as before
from app.applications import files, queries, stages, timeline
from app.applications.earlier_applications import Before
from app.applications.files import File
from app.applications.queries import Asked, Detail, Item
from app.applications.stages import Stage
from app.applications.timeline import Event
from database.clock import now
from database.sessions import user_session


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


def board_view(person: SignedIn, asked: Asked) -> BoardView:
    """The board or table."""
    with user_session(person.user_id) as session:
        found = stages.listed(session)
        if found:
            shown = queries.items(session, asked, now(), current_user.zone(person))
            return BoardView(found, shown, queries.count(session))
    return BoardView(stages_of(person), (), 0)


def stages_of(person: SignedIn) -> tuple[Stage, ...]:
    """The person's stages, the usual ones made on first use."""
    with user_session(person.user_id, writes=True) as session:
        return stages.ensure(session)


def one_view(person: SignedIn, application_id: UUID) -> OneView | None:
    """An application's own page; None when it is not there or deleted."""
    with user_session(person.user_id) as session:
        found = queries.detail(session, application_id, now())
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
    with user_session(person.user_id) as session:
        return before.of_words(session, title, company)
