"""A change of applications as one thing that can be taken back, as long as nothing else changed the same since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import RowMapping, bindparam, delete, select, update
from sqlalchemy.orm import Session

from app.applications import stages
from app.kit.tables import application_events, applications

Kind = Literal["moved", "edited", "deleted", "restored"]


@dataclass(frozen=True, slots=True)
class Was:
    """One application of a change: the columns that changed, before and after, and the events written for it."""

    id: UUID
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    events: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What was done, and to how many that were asked for it could not be, because they are not there any more."""

    kind: Kind
    rows: tuple[Was, ...]
    missing: int = 0


def undo(session: Session, change: Change, at: datetime) -> int:
    """Take a change back, with the events it wrote; returns for how many that was possible.

    An application that was changed again, or deleted, since then stays as it is, as does one whose stage was removed.
    """
    wanted = {was.id: was for was in change.rows}
    places = {was.before["stage_id"] for was in change.rows if was.before.get("stage_id")}
    there = places & {one.id for one in stages.listed(session)}
    stages.lock(session, list(there))
    meaning = {place: stages.as_status(stages.meaning_of(session, place)) for place in there}
    rows = (
        session.execute(
            select(applications).where(applications.c.id.in_(wanted)).order_by(applications.c.id).with_for_update()
        )
        .mappings()
        .all()
    )
    done: list[tuple[UUID, Mapping[str, Any]]] = []
    for row in rows:
        was = wanted[row["id"]]
        place = was.before.get("stage_id")
        if not _is_as_left(row, was) or (place and place not in there):
            continue
        back = dict(was.before)
        if place:
            back["status"] = meaning[place] or back["status"]
        done.append((row["id"], back))
    write(session, done, at)
    written = [event for own, _ in done for event in wanted[own].events]
    session.execute(delete(application_events).where(application_events.c.id.in_(written)))
    return len(done)


def _is_as_left(row: RowMapping, was: Was) -> bool:
    is_live = row["deleted_at"] is None or "deleted_at" in was.after
    return is_live and all(row[name] == value for name, value in was.after.items())


def write(session: Session, rows: Sequence[tuple[UUID, Mapping[str, Any]]], at: datetime) -> None:
    """Set columns of each; rows with the same columns go to the server together."""
    by_columns: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for own, values in rows:
        given = {f"to_{name}": value for name, value in values.items()}
        by_columns.setdefault(tuple(sorted(values)), []).append({"own": own, "at": at} | given)
    connection = session.connection()
    for columns, given_rows in by_columns.items():
        values = {name: bindparam(f"to_{name}", type_=applications.c[name].type) for name in columns}
        query = update(applications).where(applications.c.id == bindparam("own"))
        connection.execute(query.values(**values, updated_at=bindparam("at")), given_rows)
