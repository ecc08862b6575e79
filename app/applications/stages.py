"""The columns of someone's board: the usual ones and their own, and what each stands for, whatever it is called.

An application's status is always the one its stage stands for. A stage that stands for an outcome (nobody answered, or
the person withdrew) or for nothing leaves the status it had.
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

from app.kit.tables import application_events, applications, stage_statuses, stages
from database.models import JobApplicationStatus, Outcome
from database.sessions import CURRENT_USER_ID

Status = JobApplicationStatus
Meaning = Status | Outcome | None
# The stages everyone begins with, in their order, and what each stands for.
DEFAULTS: tuple[tuple[str, Meaning], ...] = (
    ("Planned", Status.PLANNED),
    ("Applied", Status.APPLIED),
    ("Interviewing", Status.INTERVIEWING),
    ("Offer", Status.OFFER),
    ("Rejected", Status.REJECTED),
    ("Ghosted", Outcome.GHOSTED),
    ("Withdrawn", Outcome.WITHDRAWN),
)
# Of an event: later within a transaction is later, so that what happened at one moment keeps its order.
WRITTEN_NOW = func.clock_timestamp()
LONGEST_NAME = 40
MOST = 20


class Refused(ValueError):
    """Something that cannot be done; its text tells the person why and what to do instead."""


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
        """The status of every application in it; None where each keeps the one it had."""
        return as_status(self.meaning)


def as_status(meaning: Meaning) -> Status | None:
    """The status that goes with what a stage stands for."""
    return meaning if isinstance(meaning, Status) else None


def told(meaning: Meaning) -> dict[str, str]:
    """What the history keeps of a stage that stands for an outcome, beside its name."""
    return {"outcome_to": meaning.value} if isinstance(meaning, Outcome) else {}


def meaning_of_word(word: str | None) -> Meaning:
    """What is meant by a status' or an outcome's own word; None for any other."""
    return next((one for one in (*Status, *Outcome) if one.value == word), None)


def listed(session: Session) -> tuple[Stage, ...]:
    """The stages in their order; none before `ensure` was first called."""
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
    return tuple(Stage(row.id, row.name, row.position, row.is_default, _meaning(row), row.applications) for row in rows)


def ensure(session: Session) -> tuple[Stage, ...]:
    """The stages, the usual ones made where there are none yet. Two windows at once make them once."""
    found = listed(session)
    if found:
        return found
    for place, (name, meaning) in enumerate(DEFAULTS):
        row = {"user_id": CURRENT_USER_ID, "name": name, "position": place, "is_default": True}
        session.execute(postgresql.insert(stages).values(row).on_conflict_do_nothing())
        columns = _columns(meaning)
        values = [literal(value, stage_statuses.c[column].type) for column, value in columns.items()]
        named_so = select(stages.c.id, *values).where(stages.c.name == name)
        known = postgresql.insert(stage_statuses).from_select(["stage_id", *columns], named_so)
        session.execute(known.on_conflict_do_nothing())
    return listed(session)


def named(session: Session, name: str) -> Stage | None:
    """The stage of this name, in whatever case and spacing it is written."""
    wanted = " ".join(name.split()).casefold()
    return next((one for one in ensure(session) if one.name.casefold() == wanted), None)


def for_status(session: Session, status: Status | Outcome) -> Stage:
    """The first stage that stands for the status or outcome, else the first that stands for nothing, else the first."""
    return _fitting(ensure(session), status)


def _fitting(found: Sequence[Stage], status: Status | Outcome) -> Stage:
    exact = next((one for one in found if one.meaning == status), None)
    return exact or next((one for one in found if one.meaning is None), found[0])


def make(session: Session, name: str, meaning: Meaning = None) -> Stage:
    """A new stage at the end. Refused for a name that is taken or empty, and when there are MOST."""
    found = ensure(session)
    if len(found) >= MOST:
        raise Refused(f"A board holds {MOST} stages at most. Remove one first.")
    tidy = _free_name(session, name)
    place = max(one.position for one in found) + 1
    row = {"user_id": CURRENT_USER_ID, "name": tidy, "position": place, "is_default": False}
    stage_id = session.scalars(insert(stages).values(row).returning(stages.c.id)).one()
    stand_for(session, stage_id, meaning)
    return Stage(stage_id, tidy, place, is_default=False, meaning=meaning)


def rename(session: Session, stage_id: UUID, name: str) -> None:
    """Give a stage another name. What the history says of it stays as it was written."""
    tidy = _free_name(session, name, besides=stage_id)
    lock(session, [stage_id], for_change=True)
    session.execute(update(stages).where(stages.c.id == stage_id).values(name=tidy))


def order(session: Session, stage_ids: Sequence[UUID]) -> None:
    """Put the stages in this order; those not named keep theirs, behind."""
    known = [one.id for one in listed(session)]
    wanted = [one for one in dict.fromkeys(stage_ids) if one in known]
    for place, stage_id in enumerate([*wanted, *(one for one in known if one not in wanted)]):
        session.execute(update(stages).where(stages.c.id == stage_id).values(position=place))


def stand_for(session: Session, stage_id: UUID, meaning: Meaning) -> None:
    """Say what a stage stands for, where it holds nothing; else `change_meaning`."""
    session.execute(delete(stage_statuses).where(stage_statuses.c.stage_id == stage_id))
    if meaning:
        session.execute(insert(stage_statuses).values(stage_id=stage_id, **_columns(meaning)))


def change_meaning(session: Session, stage_id: UUID, meaning: Meaning, at: datetime) -> int:
    """What a stage stands for from now on, for the applications in it too; returns how many of them changed status."""
    name = lock(session, [stage_id], for_change=True)[stage_id]
    stand_for(session, stage_id, meaning)
    status = as_status(meaning)
    if status is None:
        return 0
    differing = (applications.c.stage_id == stage_id, applications.c.status != status)
    rows = session.execute(select(applications.c.id, applications.c.status).where(*differing).with_for_update()).all()
    if rows:
        session.execute(update(applications).where(*differing).values(status=status, updated_at=at))
        payload = {"kind": "move", "from": name, "to": name, "status_to": status.value}
        written = [
            {
                "job_application_id": row.id,
                "event_type": "note",
                "occurred_at": at,
                "payload": payload | {"status_from": row.status.value},
            }
            for row in rows
        ]
        session.execute(insert(application_events).values(created_at=WRITTEN_NOW), written)
    return len(rows)


def remove(session: Session, stage_id: UUID) -> None:
    """Remove a stage that holds nothing any more. Refused while it does, and for the last one.

    Deleted applications in it, which may be had back, go to the stage of their status.
    """
    found = ensure(session)
    name = lock(session, [stage_id], for_change=True)[stage_id]
    if len(found) == 1:
        raise Refused("A board needs one stage at least. Rename this one instead.")
    inside = applications.c.stage_id == stage_id
    live = select(func.count()).select_from(applications).where(inside, applications.c.deleted_at.is_(None))
    if session.scalars(live).one():
        raise Refused(f"“{name}” still holds applications. Move them to another stage first.")
    others = [one for one in found if one.id != stage_id]
    held: Sequence[Status] = session.scalars(select(applications.c.status).where(inside).distinct()).all()
    for status in held:
        place = _fitting(others, status)
        values = {"stage_id": place.id, "status": place.status or status}
        session.execute(update(applications).where(inside, applications.c.status == status).values(values))
    session.execute(delete(stages).where(stages.c.id == stage_id))


def lock(session: Session, stage_ids: Sequence[UUID], *, for_change: bool = False) -> dict[UUID, str]:
    """Hold stages until the end of the transaction, so that none changes its meaning meanwhile; their names.

    Refused when one is not there.
    """
    wanted = sorted(set(stage_ids))
    query = select(stages.c.id, stages.c.name).where(stages.c.id.in_(wanted)).order_by(stages.c.id)
    found = {row.id: row.name for row in session.execute(query.with_for_update(read=not for_change))}
    if len(found) < len(wanted):
        raise Refused("This stage is not there any more; another window removed it. Load the page again.")
    return found


def meaning_of(session: Session, stage_id: UUID) -> Meaning:
    """What a stage stands for; ask after `lock`."""
    row = session.execute(select(stage_statuses).where(stage_statuses.c.stage_id == stage_id)).one_or_none()
    return _meaning(row) if row else None


def _meaning(row: Row[Any]) -> Meaning:
    return Outcome(row.outcome) if row.outcome else row.status


def _columns(meaning: Meaning) -> dict[str, Any]:
    return {"outcome": meaning.value} if isinstance(meaning, Outcome) else {"status": meaning}


def _free_name(session: Session, name: str, besides: UUID | None = None) -> str:
    tidy = " ".join(name.replace("\x00", "").split())[:LONGEST_NAME].rstrip()
    if not tidy:
        raise Refused("Give the stage a name.")
    same = [one for one in listed(session) if one.name.casefold() == tidy.casefold() and one.id != besides]
    if same:
        raise Refused(f"There is a stage named “{same[0].name}” already. Choose another name.")
    return tidy
