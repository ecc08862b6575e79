"""What happened to an application and what is to happen: notes, moves, interview rounds, offers, follow-ups.

`follow_up_at` of an application is always its earliest follow-up that is not done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import RowMapping, delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.applications.records import GONE
from app.applications.stages import WRITTEN_NOW, Refused
from app.kit.tables import application_events, applications

Kind = Literal["note", "move", "created", "edited", "interview", "offer", "follow_up"]
# What people write themselves; the others are written when something is done.
WRITTEN: tuple[Kind, ...] = ("note", "interview", "offer", "follow_up")
_LONGEST = {"text": 5_000}
_USUAL_LENGTH = 300
_LOST = "This entry is not there any more; another window removed it. Load the page again."


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the timeline. `payload` has what its kind has: see `write`."""

    id: UUID
    application_id: UUID
    kind: Kind
    at: datetime
    payload: Mapping[str, Any]
    attachments: tuple[Mapping[str, Any], ...]
    created_at: datetime

    @property
    def is_done(self) -> bool:
        """Whether a follow-up was done."""
        return bool(self.payload.get("done"))


def timeline(session: Session, application_id: UUID) -> tuple[Event, ...]:
    """Everything, the newest first."""
    wanted = select(application_events).where(application_events.c.job_application_id == application_id)
    order = (application_events.c.occurred_at.desc(), application_events.c.created_at.desc(), application_events.c.id)
    return tuple(_event(row) for row in session.execute(wanted.order_by(*order)).mappings())


def write(
    session: Session,
    application_id: UUID,
    kind: Kind,
    at: datetime,
    payload: Mapping[str, Any],
    attachments: Sequence[Mapping[str, Any]] = (),
) -> UUID:
    """A new entry; its id. Payload of a note: text. Of an interview: round, with, place, minutes, text. Of an offer:
    text, amount, currency, period. Of a follow-up: text, done.

    Refused for an application that is not there, and for a note or follow-up that says nothing.
    """
    _hold(session, application_id)
    row = {
        "job_application_id": application_id,
        "event_type": kind,
        "occurred_at": at,
        "payload": _checked(kind, payload, attachments),
        "attachments": [dict(one) for one in attachments] or None,
        "created_at": WRITTEN_NOW,
    }
    own: UUID = session.scalars(insert(application_events).values(row).returning(application_events.c.id)).one()
    if kind == "follow_up":
        _refresh(session, application_id)
    return own


def rewrite(
    session: Session,
    event_id: UUID,
    at: datetime,
    payload: Mapping[str, Any],
    attachments: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Change an entry that a person wrote. Refused for one that is not there or that was written by itself."""
    found = _own(session, event_id)
    _hold(session, found.application_id)
    values = {
        "occurred_at": at,
        "payload": _checked(found.kind, payload, attachments),
        "attachments": [dict(one) for one in attachments] or None,
    }
    session.execute(update(application_events).where(application_events.c.id == event_id).values(values))
    # A calendar that has the entry learns of its change from the application's.
    session.execute(
        update(applications).where(applications.c.id == found.application_id).values(updated_at=WRITTEN_NOW)
    )
    if found.kind == "follow_up":
        _refresh(session, found.application_id)


def remove(session: Session, event_id: UUID) -> Event:
    """Remove an entry that a person wrote; it comes back, for `put_back`."""
    found = _own(session, event_id)
    _hold(session, found.application_id)
    session.execute(delete(application_events).where(application_events.c.id == event_id))
    if found.kind == "follow_up":
        _refresh(session, found.application_id)
    return found


def put_back(session: Session, event: Event) -> UUID:
    """Undo a removal."""
    return write(session, event.application_id, event.kind, event.at, event.payload, event.attachments)


def done(session: Session, event_id: UUID, *, is_done: bool = True) -> None:
    """Mark a follow-up as done, or as not done after all."""
    found = _own(session, event_id)
    rewrite(session, event_id, found.at, dict(found.payload) | {"done": is_done}, found.attachments)


def follow_up_done(session: Session, application_id: UUID, at: datetime) -> None:
    """Mark what an application was to be followed up for by `at` as done; the next follow-up is the one after it."""
    _hold(session, application_id)
    open_now = [one for one in timeline(session, application_id) if one.kind == "follow_up" and not one.is_done]
    for one in open_now:
        if one.at <= at:
            done(session, one.id)
    _refresh(session, application_id)


def _refresh(session: Session, application_id: UUID) -> None:
    first = (
        select(func.min(application_events.c.occurred_at))
        .where(
            application_events.c.job_application_id == application_id,
            application_events.c.event_type == "follow_up",
            func.coalesce(application_events.c.payload["done"].as_boolean(), False).is_(False),
        )
        .scalar_subquery()
    )
    session.execute(update(applications).where(applications.c.id == application_id).values(follow_up_at=first))


def _hold(session: Session, application_id: UUID) -> None:
    query = select(applications.c.id).where(applications.c.id == application_id, applications.c.deleted_at.is_(None))
    if session.scalars(query.with_for_update()).one_or_none() is None:
        raise Refused(GONE)


def _own(session: Session, event_id: UUID) -> Event:
    wanted = select(application_events).where(application_events.c.id == event_id)
    row = session.execute(wanted.with_for_update()).mappings().one_or_none()
    if row is None:
        raise Refused(_LOST)
    found = _event(row)
    if found.kind not in WRITTEN:
        raise Refused("The history writes this entry itself; it stays as it is.")
    return found


def _checked(kind: Kind, payload: Mapping[str, Any], attachments: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    kept = {name: _tidy(name, value) if isinstance(value, str) else value for name, value in payload.items()}
    kept = {name: value for name, value in kept.items() if value is not None}
    if kind == "note":
        if not kept.get("text") and not attachments:
            raise Refused("Write something, or attach a file.")
        kept["kind"] = "note"
    if kind == "follow_up":
        kept.setdefault("done", False)
    return kept


def _tidy(name: str, value: str) -> str | None:
    clean = value.replace("\x00", "").strip()
    line = clean if name in _LONGEST else " ".join(clean.split())
    return line[: _LONGEST.get(name, _USUAL_LENGTH)].rstrip() or None


def _event(row: RowMapping) -> Event:
    payload = row["payload"] or {}
    kind: Kind = row["event_type"].value
    told = payload.get("kind")
    return Event(
        id=row["id"],
        application_id=row["job_application_id"],
        kind=told if kind == "note" and told in {"move", "created", "edited"} else kind,
        at=row["occurred_at"],
        payload=payload,
        attachments=tuple(row["attachments"] or ()),
        created_at=row["created_at"],
    )
