"""Taking an import back: what it added is deleted, what it changed is put back, value by value.

A value that something else changed since stays, and with it what the history says of it (decision 37).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, delete, literal, select, text, update
from sqlalchemy.orm import Session

from app.applications import stages
from app.applications.exports.export import as_time, as_told, plain
from app.applications.fields import DATES, SNAPSHOT
from app.applications.stages import Status
from app.applications.undo import Was, write
from app.kit.tables import application_events, applications
from database.models import ApplicationImport, ImportedRow

# What goes with a value and is never changed alone.
_WITH = {"company": "company_id", "stage_id": "status"}
# A name the snapshot did not have at all.
_ABSENT = object()
_TOLD_AS = {"job_post_url": "url"}
_FORGET = text("""
delete from ops.imported_rows as i using jsonb_to_recordset(cast(:rows as jsonb)) as r (id uuid, says text)
where i.job_application_id = r.id and i.row_hash = r.says
""")


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How many applications were deleted and put back; those `left` keep a value that was changed since, by name."""

    deleted: int
    put_back: int = 0
    left: tuple[str, ...] = ()


def remembered(was: Was, says: str) -> dict[str, Any]:
    """What an import keeps of an application it changed, as JSON; `says` is by what its row is known again."""
    before, after = _flat(was.before), _flat(was.after)
    values = {
        name: {"after": plain(after[name])} | ({"before": plain(before[name])} if name in before else {})
        for name in after
        if name not in SNAPSHOT or name not in before or before[name] != after[name]
    }
    return {"id": str(was.id), "says": says, "events": [str(one) for one in was.events], "values": values}


def take_back(session: Session, import_id: UUID, at: datetime) -> TakenBack:
    """Delete the applications a file brought and put back those it changed. Importing it again does both again."""
    kept = select(ApplicationImport.columns["changed"]).where(ApplicationImport.id == import_id)
    # Stages are held before applications, as everywhere.
    put_back, left = _put_back(session, session.scalars(kept).one_or_none() or [], at)
    of_it = select(ImportedRow.job_application_id).where(ImportedRow.import_id == import_id)
    gone = update(applications).where(applications.c.id.in_(of_it), applications.c.deleted_at.is_(None))
    deleted = session.scalars(gone.values(deleted_at=at).returning(applications.c.id)).all()
    return TakenBack(len(deleted), put_back, left)


def _put_back(session: Session, kept: Sequence[Mapping[str, Any]], at: datetime) -> tuple[int, tuple[str, ...]]:
    meanings = _stages_before(session, kept)
    ids = {UUID(one["id"]) for one in kept}
    query = select(applications).where(applications.c.id.in_(ids)).order_by(applications.c.id).with_for_update()
    rows = {row["id"]: dict(row) for row in session.execute(query).mappings()}
    held = {own: _flat(row) for own, row in rows.items()}
    changed: defaultdict[UUID, set[str]] = defaultdict(set)
    left: set[UUID] = set()
    undone: dict[UUID, set[str]] = {}
    # The last first: a file may have changed the same application twice.
    for one in reversed([one for one in kept if UUID(one["id"]) in rows]):
        own = UUID(one["id"])
        back, is_left = _back(held[own], one["values"], meanings)
        held[own] = {name: value for name, value in held[own].items() if name not in back} | {
            name: value for name, value in back.items() if value is not _ABSENT
        }
        changed[own] |= set(back)
        left |= {own} if is_left else set()
        undone |= {UUID(event): set(back) for event in one["events"] if back}
    done = {own: names for own, names in changed.items() if names}
    write(session, [(own, _columns(rows[own], held[own], names)) for own, names in done.items()], at)
    _take_back_history(session, undone)
    forgotten = [{"id": one["id"], "says": one["says"]} for one in kept if UUID(one["id"]) in done]
    session.execute(_FORGET, {"rows": json.dumps(forgotten)})
    return len(done), _names(session, left)


def _stages_before(session: Session, kept: Sequence[Mapping[str, Any]]) -> dict[UUID, Status | None]:
    """The stages to go back to that are still there, held, each with its status."""
    wanted = {one["values"]["stage_id"]["before"] for one in kept if "stage_id" in one["values"]}
    there = [one.id for one in stages.listed(session) if str(one.id) in wanted]
    stages.lock(session, there)
    return {place: stages.as_status(stages.meaning_of(session, place)) for place in there}


def _back(
    held: Mapping[str, Any], values: Mapping[str, Mapping[str, Any]], meanings: Mapping[UUID, Status | None]
) -> tuple[dict[str, Any], bool]:
    """What is to be put back, and whether some value has to be left. Days that a move set stay with its stage."""
    back: dict[str, Any] = {}
    is_left = False
    for name in sorted(values.keys() - set(_WITH.values()), key=lambda one: one != "stage_id"):
        now, was = plain(held.get(name)), values[name]
        if now == was.get("before"):
            continue
        place = UUID(was["before"]) if name == "stage_id" and was["before"] else None
        if now != was["after"] or (place and place not in meanings):
            is_left = True
            if name == "stage_id":
                break
            continue
        for one in (name, _WITH.get(name, name)):
            if one in values:
                back[one] = _read(one, values[one]["before"]) if "before" in values[one] else _ABSENT
        if place and (status := meanings[place]):
            back["status"] = status
    return back, is_left


def _flat(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Columns, and in place of the snapshot what of it can be written."""
    found = dict(columns)
    snapshot = found.pop("listing_snapshot", None) or {}
    return found | {name: value for name, value in snapshot.items() if name in SNAPSHOT}


def _read(name: str, value: Any) -> Any:
    if value is None or name in SNAPSHOT:
        return value
    if name in DATES:
        return as_time(value)
    if name == "status":
        return Status(value)
    return UUID(value) if name.endswith("_id") else value


def _columns(row: Mapping[str, Any], held: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    found = {name: held[name] for name in names - SNAPSHOT}
    if names & SNAPSHOT:
        rest = {name: value for name, value in (row["listing_snapshot"] or {}).items() if name not in names}
        snapshot = rest | {name: held[name] for name in names & SNAPSHOT if name in held}
        found["listing_snapshot"] = snapshot or None
    return found


def _take_back_history(session: Session, undone: Mapping[UUID, set[str]]) -> None:
    """Remove the events of what was put back; of an edit that was put back in part what it says of the rest stays."""
    query = select(application_events.c.id, application_events.c.payload).where(_among(undone))
    spare = []
    for row in session.execute(query):
        names = {_TOLD_AS.get(name, name) for name in undone[row.id]}
        fields = {name: said for name, said in row.payload.get("fields", {}).items() if name not in names}
        if fields:
            payload = row.payload | {"fields": fields}
            own = update(application_events).where(application_events.c.id == row.id)
            session.execute(own.values(payload=payload))
        elif row.payload["kind"] == "edited" or "stage_id" in names:
            spare.append(row.id)
    session.execute(delete(application_events).where(_among(spare)))


def _among(events: Iterable[UUID]) -> ColumnElement[bool]:
    """Events by their ids in one parameter: a large import wrote more of them than a statement takes."""
    return application_events.c.id == any_(literal(list(events), ARRAY(Uuid)))


def _names(session: Session, ids: set[UUID]) -> tuple[str, ...]:
    told = session.execute(as_told().where(applications.c.id.in_(ids)))
    return tuple(sorted(_named(row.title, row.company) for row in told))


def _named(*words: str | None) -> str:
    return ", ".join(one for one in words if one) or "An application"
