"""Applications as records: adding, editing, moving, deleting. Every change comes back as one `Change`, for `undo`.

What happened to an application: app.applications.timeline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import RowMapping, insert, select
from sqlalchemy.orm import Session

from app.applications import stages
from app.applications.fields import DATES, EDITABLE, edited, tidied
from app.applications.stages import WRITTEN_NOW, Refused, Status
from app.applications.undo import Change, Was, undo, write
from app.kit.tables import application_events, applications, companies, job_listings
from database.clock import now
from database.company_names import clean_name
from database.sessions import CURRENT_USER_ID

__all__ = ["GONE", "Change", "Entry", "Past", "Was", "add", "delete", "edit", "in_stage", "move", "restore", "undo"]

Source = Literal["manual", "import", "prefill"]
GONE = "This application is not there any more; it was deleted in another window. Load the page again."
# So far may a date lie ahead, for those whose day has begun already.
_AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Past:
    """Something an application's history says: an event as the table keeps it."""

    event_type: Literal["note", "interview", "offer", "follow_up"]
    occurred_at: datetime
    payload: Mapping[str, Any]
    attachments: Sequence[Mapping[str, Any]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A new application. Without a stage it goes to the one of its status; a stage's own status counts.

    `snapshot` is the version of the listing that was seen, as app.applications.snapshots makes it. With a
    `history` that is the whole history; without one it begins with this entry, and `follow_up_at` is part of it.
    """

    title: str
    company: str = ""
    location: str | None = None
    url: str | None = None
    listing_id: UUID | None = None
    snapshot: Mapping[str, Any] | None = None
    stage_id: UUID | None = None
    status: Status | None = None
    applied_at: datetime | None = None
    response_at: datetime | None = None
    follow_up_at: datetime | None = None
    notes: str | None = None
    source: Source = "manual"
    created_at: datetime | None = None
    history: Sequence[Past] | None = None


def add(session: Session, entry: Entry) -> UUID:
    """A new application; its id. Refused for one without a title, a date ahead, or a stage that is not there."""
    moment = entry.created_at or now()
    fields = tidied({name: getattr(entry, name) for name in ("title", "company", "location", "url", "notes")})
    if not fields["title"]:
        raise Refused("Give the application a title, such as the job's.")
    _check_dates(entry.applied_at, entry.response_at)
    status = entry.status or (Status.APPLIED if entry.applied_at else Status.PLANNED)
    stage_id = entry.stage_id or stages.for_status(session, status).id
    name = stages.lock(session, [stage_id])[stage_id]
    meaning = stages.meaning_of(session, stage_id)
    status = stages.as_status(meaning) or status
    snapshot = dict(entry.snapshot or {}) | {
        key: fields[key] for key in ("title", "company", "location") if fields[key] or not entry.snapshot
    }
    row = {
        "user_id": CURRENT_USER_ID,
        "job_listing_id": entry.listing_id,
        "company_id": _company(session, entry.listing_id, fields["company"]),
        "stage_id": stage_id,
        "status": status,
        "job_post_url": fields["url"] or snapshot.get("url"),
        "source": entry.source,
        "notes": fields["notes"],
        "listing_snapshot": snapshot,
        "created_at": moment,
        "updated_at": moment,
    } | {key: getattr(entry, key) for key in ("applied_at", "response_at", "follow_up_at")}
    own: UUID = session.scalars(insert(applications).values(row).returning(applications.c.id)).one()
    begun = {"kind": "created", "to": name, "status_to": status.value} | stages.told(meaning)
    _write_history(session, own, _beginning(entry, moment, begun) if entry.history is None else entry.history)
    return own


def edit(session: Session, application_id: UUID, changes: Mapping[str, Any], at: datetime) -> Change:
    """Set fields (names in EDITABLE); None or blank empties one. Refused without a title, or with a date ahead."""
    return edit_many(session, {application_id: changes}, at)


def edit_many(session: Session, wanted: Mapping[UUID, Mapping[str, Any]], at: datetime) -> Change:
    """The same for several, each with its own changes. Refused when none is there any more."""
    given = {own: _checked(changes) for own, changes in wanted.items()}
    rows = _held(session, list(given))
    changed, notes = [], []
    for row in rows:
        before, after, said = edited(row, given[row["id"]])
        if "company" in said:
            before["company_id"] = row["company_id"]
            after["company_id"] = _company(session, row["job_listing_id"], given[row["id"]]["company"])
        if after:
            changed.append((row["id"], before, after))
            notes.append((row["id"], at, {"kind": "edited", "fields": said}))
    write(session, [(own, after) for own, _, after in changed], at)
    written = _note(session, notes)
    done = tuple(Was(own, before, after, written[own]) for own, before, after in changed)
    return Change("edited", done, len(given) - len(rows))


def move(session: Session, application_ids: Sequence[UUID], stage_id: UUID, at: datetime) -> Change:
    """Put applications into a stage, dated `at`. Refused when none is there any more; those there already stay."""
    name = stages.lock(session, [stage_id])[stage_id]
    meaning = stages.meaning_of(session, stage_id)
    names = {one.id: one.name for one in stages.listed(session)}
    rows = _held(session, application_ids)
    changed, notes = [], []
    for row in rows:
        if row["stage_id"] == stage_id:
            continue
        before, after = _moved(row, stage_id, stages.as_status(meaning), at)
        words = {"kind": "move", "from": names.get(row["stage_id"]), "to": name}
        words |= {"status_from": row["status"].value, "status_to": after["status"].value} | stages.told(meaning)
        changed.append((row["id"], before, after))
        notes.append((row["id"], at, words))
    write(session, [(own, after) for own, _, after in changed], at)
    written = _note(session, notes)
    done = tuple(Was(own, before, after, written[own]) for own, before, after in changed)
    return Change("moved", done, len(set(application_ids)) - len(rows))


def in_stage(session: Session, stage_id: UUID) -> list[UUID]:
    """The applications in a stage."""
    inside = (applications.c.stage_id == stage_id, applications.c.deleted_at.is_(None))
    return list(session.scalars(select(applications.c.id).where(*inside)))


def delete(session: Session, application_ids: Sequence[UUID], at: datetime) -> Change:
    """Delete applications; `restore` and `undo` have them back. Refused when none is there any more."""
    rows = _held(session, application_ids)
    done = tuple(Was(row["id"], {"deleted_at": None}, {"deleted_at": at}) for row in rows)
    write(session, [(one.id, one.after) for one in done], at)
    return Change("deleted", done, len(set(application_ids)) - len(rows))


def restore(session: Session, application_ids: Sequence[UUID], at: datetime) -> Change:
    """Have deleted applications back, as they were. What is not deleted stays as it is."""
    query = select(applications.c.id, applications.c.deleted_at).where(
        applications.c.id.in_(application_ids), applications.c.deleted_at.is_not(None)
    )
    rows = session.execute(query.order_by(applications.c.id).with_for_update()).mappings().all()
    done = tuple(Was(row["id"], {"deleted_at": row["deleted_at"]}, {"deleted_at": None}) for row in rows)
    write(session, [(one.id, one.after) for one in done], at)
    return Change("restored", done, len(set(application_ids)) - len(rows))


def _checked(changes: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := set(changes) - EDITABLE:
        raise KeyError(f"no such fields: {sorted(unknown)}")
    given = tidied(changes)
    if "title" in given and not given["title"]:
        raise Refused("Give the application a title, such as the job's.")
    _check_dates(*(given.get(name) for name in DATES))
    return given


def _moved(
    row: RowMapping, stage_id: UUID, meaning: Status | None, at: datetime
) -> tuple[dict[str, Any], dict[str, Any]]:
    status = meaning or row["status"]
    after: dict[str, Any] = {"stage_id": stage_id, "status": status}
    if meaning == Status.APPLIED and row["applied_at"] is None:
        after["applied_at"] = at
    if meaning in {Status.INTERVIEWING, Status.OFFER, Status.REJECTED} and row["response_at"] is None:
        after["response_at"] = at
    return {name: row[name] for name in after}, after


def _held(session: Session, application_ids: Sequence[UUID]) -> Sequence[RowMapping]:
    """Those of the applications that are there, held until the end of the transaction. Refused when none is."""
    query = select(applications).where(applications.c.id.in_(application_ids), applications.c.deleted_at.is_(None))
    rows = session.execute(query.order_by(applications.c.id).with_for_update()).mappings().all()
    if not rows:
        raise Refused(GONE)
    return rows


def _note(session: Session, notes: Sequence[tuple[UUID, datetime, dict[str, Any]]]) -> dict[UUID, tuple[UUID, ...]]:
    if not notes:
        return {}
    rows = [
        {"job_application_id": own, "event_type": "note", "occurred_at": at, "payload": payload}
        for own, at, payload in notes
    ]
    query = (
        insert(application_events)
        .values(created_at=WRITTEN_NOW)
        .returning(application_events.c.job_application_id, application_events.c.id)
    )
    return {row.job_application_id: (row.id,) for row in session.execute(query, rows)}


def _beginning(entry: Entry, moment: datetime, begun: dict[str, Any]) -> list[Past]:
    found = [Past("note", moment, begun)]
    if entry.follow_up_at:
        found.append(Past("follow_up", entry.follow_up_at, {"text": "", "done": False}))
    return found


def _write_history(session: Session, application_id: UUID, history: Sequence[Past]) -> None:
    rows = [
        {
            "job_application_id": application_id,
            "event_type": one.event_type,
            "occurred_at": one.occurred_at,
            "payload": dict(one.payload),
            "attachments": [dict(kept) for kept in one.attachments] if one.attachments else None,
        }
        for one in history
    ]
    if rows:
        session.execute(insert(application_events).values(created_at=WRITTEN_NOW), rows)


def _check_dates(*dates: datetime | None) -> None:
    if any(date and date > now() + _AHEAD for date in dates):
        raise Refused("This date lies ahead. Applications and answers are dated when they happened.")


def _company(session: Session, listing_id: UUID | None, name: str | None) -> UUID | None:
    """The company of the listing, else the one known by this name."""
    if listing_id:
        found = select(job_listings.c.company_id).where(job_listings.c.id == listing_id)
    elif name:
        found = select(companies.c.id).where(companies.c.clean_name == clean_name(name))
    else:
        return None
    known: UUID | None = session.scalars(found).one_or_none()
    return known
