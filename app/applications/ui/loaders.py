"""Open a database session and read applications for a screen. Not here: queries and drawing."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.accounts.sessions import SignedInUser
from app.accounts.ui import current_user
from app.applications import earlier_applications, files, queries, stages, timeline
from app.applications.earlier_applications import EarlierApplication
from app.applications.files import StoredFile
from app.applications.queries import BoardItem, BoardSearch, FullApplication
from app.applications.stages import Stage
from app.applications.timeline import TimelineEvent
from database.clock import now
from database.sessions import user_session


@dataclass(frozen=True, slots=True)
class BoardView:
    """The stages of the board, the applications that match the search, and how many there are in all."""

    stages: tuple[Stage, ...]
    items: tuple[BoardItem, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """One application with everything that belongs to it; `earlier` are others to the same company."""

    stages: tuple[Stage, ...]
    application: FullApplication
    timeline: tuple[TimelineEvent, ...]
    files: tuple[StoredFile, ...]
    earlier: tuple[EarlierApplication, ...]


def load_board(user: SignedInUser, search: BoardSearch) -> BoardView:
    """Read the board or the table."""
    with user_session(user.user_id) as session:
        board = stages.list_stages(session)
        if board:
            items = queries.list_items(session, search, now(), current_user.get_zone(user))
            return BoardView(board, items, queries.count(session))
    return BoardView(load_stages(user), (), 0)


def load_stages(user: SignedInUser) -> tuple[Stage, ...]:
    """Read the stages; the default ones are created on first use."""
    with user_session(user.user_id, writes=True) as session:
        return stages.ensure_stages(session)


def load_application(user: SignedInUser, application_id: UUID) -> ApplicationView | None:
    """Read one application; None when it does not exist or is deleted."""
    with user_session(user.user_id) as session:
        application = queries.find(session, application_id, now())
        if application is None:
            return None
        item = application.item
        return ApplicationView(
            stages.list_stages(session),
            application,
            timeline.list_events(session, application_id),
            files.list_for_application(session, application_id),
            earlier_applications.find_for_job(session, item.title, item.company or "", except_id=application_id),
        )


def load_earlier(user: SignedInUser, title: str, company: str) -> tuple[EarlierApplication, ...]:
    """Read the earlier applications to a job that is being entered."""
    with user_session(user.user_id) as session:
        return earlier_applications.find_for_job(session, title, company)
