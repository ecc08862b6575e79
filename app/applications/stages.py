"""The stages of a user's board: the default ones and the user's own, and what each stands for, whatever its name.

The status of an application is always the one its stage stands for. A stage that stands for an outcome (ghosted,
withdrawn) or for nothing leaves the status as it was. Not here: the applications themselves (app.applications.records).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from app.kit.i18n import _, ngettext
from app.kit.tables import application_events, applications, stage_statuses, stages
from database.models import JobApplicationStatus, Outcome
from database.sessions import CURRENT_USER_ID

Status = JobApplicationStatus
Meaning = Status | Outcome | None
# The stages every board begins with, in their order, and what each stands for.
DEFAULT_STAGES: tuple[tuple[str, Meaning], ...] = (
    ("Planned", Status.PLANNED),
    ("Applied", Status.APPLIED),
    ("Interviewing", Status.INTERVIEWING),
    ("Offer", Status.OFFER),
    ("Rejected", Status.REJECTED),
    ("Ghosted", Outcome.GHOSTED),
    ("Withdrawn", Outcome.WITHDRAWN),
)
# The time of the statement, not of the transaction, so that events of one transaction keep their order.
WRITE_TIME = func.clock_timestamp()
MAX_NAME_LENGTH = 40
MAX_STAGES = 20


class InvalidChange(ValueError):
    """A change that cannot be made; its text tells the user why and what to do instead."""


class StageConflict(InvalidChange):
    """A change that the stages of the board do not allow."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A column of the board. `meaning` is what it stands for; `applications` counts those not deleted."""

    id: UUID
    name: str
    position: int
    is_default: bool
    meaning: Meaning
    applications: int = 0

    @property
    def status(self) -> Status | None:
        """Return the status of every application in the stage; None where each keeps the one it had."""
        return to_status(self.meaning)


def to_status(meaning: Meaning) -> Status | None:
    """Return the meaning when it is a status."""
    return meaning if isinstance(meaning, Status) else None


def build_outcome_payload(meaning: Meaning) -> dict[str, str]:
    """Return what an event stores of a stage that stands for an outcome, besides its name."""
    return {"outcome_to": meaning.value} if isinstance(meaning, Outcome) else {}


def parse_meaning(word: str | None) -> Meaning:
    """Return the status or outcome with this value; None for any other word."""
    return next((meaning for meaning in (*Status, *Outcome) if meaning.value == word), None)


def list_stages(session: Session) -> tuple[Stage, ...]:
    """Return the stages in their order; none before `ensure_stages` was first called."""
    count = (
        select(func.count())
        .where(applications.c.stage_id == stages.c.id, applications.c.deleted_at.is_(None))
        .correlate(stages)
        .scalar_subquery()
    )
    rows = session.execute(
        select(stages, stage_statuses.c.status, stage_statuses.c.outcome, count.label("applications"))
        .outerjoin(stage_statuses, stage_statuses.c.stage_id == stages.c.id)
        .order_by(stages.c.position, stages.c.name)
    )
    return tuple(
        Stage(row.id, row.name, row.position, row.is_default, _read_meaning(row), row.applications) for row in rows
    )


def ensure_stages(session: Session) -> tuple[Stage, ...]:
    """Return the stages; create the default ones where there are none. Two windows at once create them once."""
    existing = list_stages(session)
    if existing:
        return existing
    for position, (name, meaning) in enumerate(DEFAULT_STAGES):
        row = {"user_id": CURRENT_USER_ID, "name": name, "position": position, "is_default": True}
        session.execute(postgresql.insert(stages).values(row).on_conflict_do_nothing())
        columns = _build_meaning_columns(meaning)
        values = [literal(value, stage_statuses.c[column].type) for column, value in columns.items()]
        stage = select(stages.c.id, *values).where(stages.c.name == name)
        insertion = postgresql.insert(stage_statuses).from_select(["stage_id", *columns], stage)
        session.execute(insertion.on_conflict_do_nothing())
    return list_stages(session)


def find_by_name(session: Session, name: str) -> Stage | None:
    """Return the stage of this name, in whatever case and spacing it is written."""
    folded = " ".join(name.split()).casefold()
    return next((stage for stage in ensure_stages(session) if stage.name.casefold() == folded), None)


def find_for_status(session: Session, status: Status | Outcome) -> Stage:
    """Return the first stage that stands for the status or outcome, else the first for nothing, else the first."""
    return _choose_stage(ensure_stages(session), status)


def _choose_stage(candidates: Sequence[Stage], status: Status | Outcome) -> Stage:
    exact = next((stage for stage in candidates if stage.meaning == status), None)
    return exact or next((stage for stage in candidates if stage.meaning is None), candidates[0])


def create(session: Session, name: str, meaning: Meaning = None) -> Stage:
    """Add a stage at the end. Raises StageConflict for a taken or empty name, and for one stage too many."""
    existing = ensure_stages(session)
    if len(existing) >= MAX_STAGES:
        raise StageConflict(_("A board has at most {count} stages. Remove one first.").format(count=MAX_STAGES))
    clean = _find_free_name(session, name)
    position = max(stage.position for stage in existing) + 1
    row = {"user_id": CURRENT_USER_ID, "name": clean, "position": position, "is_default": False}
    stage_id = session.scalars(insert(stages).values(row).returning(stages.c.id)).one()
    set_meaning(session, stage_id, meaning)
    return Stage(stage_id, clean, position, is_default=False, meaning=meaning)


def rename(session: Session, stage_id: UUID, name: str) -> None:
    """Give a stage another name. The timelines keep the name it had."""
    clean = _find_free_name(session, name, except_id=stage_id)
    lock(session, [stage_id], for_change=True)
    session.execute(update(stages).where(stages.c.id == stage_id).values(name=clean))


def reorder(session: Session, stage_ids: Sequence[UUID]) -> None:
    """Put the stages in this order; stages that are not listed follow in the order they had."""
    current = [stage.id for stage in list_stages(session)]
    listed = [stage_id for stage_id in dict.fromkeys(stage_ids) if stage_id in current]
    rest = [stage_id for stage_id in current if stage_id not in listed]
    for position, stage_id in enumerate([*listed, *rest]):
        session.execute(update(stages).where(stages.c.id == stage_id).values(position=position))


def set_meaning(session: Session, stage_id: UUID, meaning: Meaning) -> None:
    """Set what an empty stage stands for; for a stage with applications use `change_meaning`."""
    session.execute(delete(stage_statuses).where(stage_statuses.c.stage_id == stage_id))
    if meaning:
        session.execute(insert(stage_statuses).values(stage_id=stage_id, **_build_meaning_columns(meaning)))


def change_meaning(session: Session, stage_id: UUID, meaning: Meaning, at: datetime) -> int:
    """Set what a stage stands for, also for its applications; return how many of them changed status."""
    name = lock(session, [stage_id], for_change=True)[stage_id]
    set_meaning(session, stage_id, meaning)
    status = to_status(meaning)
    if status is None:
        return 0
    differing = (applications.c.stage_id == stage_id, applications.c.status != status)
    rows = session.execute(select(applications.c.id, applications.c.status).where(*differing).with_for_update()).all()
    if rows:
        session.execute(update(applications).where(*differing).values(status=status, updated_at=at))
        payload = {"kind": "move", "from": name, "to": name, "status_to": status.value}
        events = [
            {
                "job_application_id": row.id,
                "event_type": "note",
                "occurred_at": at,
                "payload": payload | {"status_from": row.status.value},
            }
            for row in rows
        ]
        session.execute(insert(application_events).values(created_at=WRITE_TIME), events)
    return len(rows)


def remove(session: Session, stage_id: UUID) -> None:
    """Remove an empty stage. Raises StageConflict while it has applications, and for the last stage.

    Its deleted applications, which can be restored, go to the stage of their status.
    """
    existing = ensure_stages(session)
    name = lock(session, [stage_id], for_change=True)[stage_id]
    if len(existing) == 1:
        raise StageConflict(_("A board needs at least one stage. Rename this one instead."))
    is_in_stage = applications.c.stage_id == stage_id
    live = select(func.count()).select_from(applications).where(is_in_stage, applications.c.deleted_at.is_(None))
    if count := session.scalars(live).one():
        text = ngettext(
            "“{name}” still has {count} application. Move it to another stage first.",
            "“{name}” still has {count} applications. Move them to another stage first.",
            count,
        )
        raise StageConflict(text.format(name=name, count=count))
    others = [stage for stage in existing if stage.id != stage_id]
    statuses: Sequence[Status] = session.scalars(select(applications.c.status).where(is_in_stage).distinct()).all()
    for status in statuses:
        target = _choose_stage(others, status)
        values = {"stage_id": target.id, "status": target.status or status}
        session.execute(update(applications).where(is_in_stage, applications.c.status == status).values(values))
    session.execute(delete(stages).where(stages.c.id == stage_id))


def lock(session: Session, stage_ids: Sequence[UUID], *, for_change: bool = False) -> dict[UUID, str]:
    """Lock stages until the end of the transaction, so that none changes its meaning meanwhile; return their names.

    Raises StageConflict when one does not exist.
    """
    distinct_ids = sorted(set(stage_ids))
    query = select(stages.c.id, stages.c.name).where(stages.c.id.in_(distinct_ids)).order_by(stages.c.id)
    names = {row.id: row.name for row in session.execute(query.with_for_update(read=not for_change))}
    if len(names) < len(distinct_ids):
        raise StageConflict(_("This stage no longer exists; it was removed in another window. Reload the page."))
    return names


def load_meaning(session: Session, stage_id: UUID) -> Meaning:
    """Return what a stage stands for; call it after `lock`."""
    row = session.execute(select(stage_statuses).where(stage_statuses.c.stage_id == stage_id)).one_or_none()
    return _read_meaning(row) if row else None


def _read_meaning(row: Row[Any]) -> Meaning:
    return Outcome(row.outcome) if row.outcome else row.status


def _build_meaning_columns(meaning: Meaning) -> dict[str, Any]:
    return {"outcome": meaning.value} if isinstance(meaning, Outcome) else {"status": meaning}


def _find_free_name(session: Session, name: str, except_id: UUID | None = None) -> str:
    clean = " ".join(name.replace("\x00", "").split())[:MAX_NAME_LENGTH].rstrip()
    if not clean:
        raise StageConflict(_("Enter a name for the stage."))
    for stage in list_stages(session):
        if stage.name.casefold() == clean.casefold() and stage.id != except_id:
            raise StageConflict(
                _("A stage named “{name}” already exists. Choose another name.").format(name=stage.name)
            )
    return clean
