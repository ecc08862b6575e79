"""The timeline of an application: notes, moves, interviews, offers and follow-ups, past and planned.

`follow_up_at` of an application is always its earliest open follow-up. Not here: drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import RowMapping, delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.applications.event_details import drop_invalid_attachments, drop_invalid_details
from app.applications.records import NOT_FOUND_TEXT
from app.applications.stages import WRITE_TIME, InvalidChange
from app.kit.i18n import _
from app.kit.tables import application_events, applications

EventKind = Literal["note", "move", "created", "edited", "interview", "offer", "follow_up"]
# The kinds that users write themselves; the others are written when an application changes.
USER_EVENT_KINDS: tuple[EventKind, ...] = ("note", "interview", "offer", "follow_up")
_MAX_LENGTHS = {"text": 5_000}
_DEFAULT_MAX_LENGTH = 300


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """An entry of the timeline. What its payload holds depends on its kind: see `write`."""

    id: UUID
    application_id: UUID
    kind: EventKind
    at: datetime
    payload: Mapping[str, Any]
    attachments: tuple[Mapping[str, Any], ...]
    created_at: datetime

    @property
    def is_done(self) -> bool:
        """Return True for a follow-up that is done."""
        return bool(self.payload.get("done"))


def list_events(session: Session, application_id: UUID) -> tuple[TimelineEvent, ...]:
    """Return the whole timeline of an application, newest first."""
    query = select(application_events).where(application_events.c.job_application_id == application_id)
    order = (application_events.c.occurred_at.desc(), application_events.c.created_at.desc(), application_events.c.id)
    return tuple(_create_event(row) for row in session.execute(query.order_by(*order)).mappings())


def write(
    session: Session,
    application_id: UUID,
    kind: EventKind,
    at: datetime,
    payload: Mapping[str, Any],
    attachments: Sequence[Mapping[str, Any]] = (),
) -> UUID:
    """Add an event and return its id. The payload of a note has a text; of an interview round, with, place, minutes
    and text; of an offer text, amount, currency and period; of a follow-up text and done.

    Raises InvalidChange for an application that does not exist, and for a note that is empty.
    """
    _lock_application(session, application_id)
    row = {
        "job_application_id": application_id,
        "event_type": kind,
        "occurred_at": at,
        "payload": _check_payload(kind, payload, attachments),
        "attachments": [dict(attachment) for attachment in attachments] or None,
        "created_at": WRITE_TIME,
    }
    event_id: UUID = session.scalars(insert(application_events).values(row).returning(application_events.c.id)).one()
    if kind == "follow_up":
        _refresh_follow_up(session, application_id)
    return event_id


def rewrite(
    session: Session,
    event_id: UUID,
    at: datetime,
    payload: Mapping[str, Any],
    attachments: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Change an event. Raises InvalidChange for one that does not exist or that no user wrote."""
    event = _load_for_update(session, event_id)
    _lock_application(session, event.application_id)
    values = {
        "occurred_at": at,
        "payload": _check_payload(event.kind, payload, attachments),
        "attachments": [dict(attachment) for attachment in attachments] or None,
    }
    session.execute(update(application_events).where(application_events.c.id == event_id).values(values))
    # Calendars see that an event changed by the time its application was updated.
    session.execute(update(applications).where(applications.c.id == event.application_id).values(updated_at=WRITE_TIME))
    if event.kind == "follow_up":
        _refresh_follow_up(session, event.application_id)


def remove(session: Session, event_id: UUID) -> TimelineEvent:
    """Remove an event that a user wrote and return it, so that `restore` can bring it back."""
    event = _load_for_update(session, event_id)
    _lock_application(session, event.application_id)
    session.execute(delete(application_events).where(application_events.c.id == event_id))
    if event.kind == "follow_up":
        _refresh_follow_up(session, event.application_id)
    return event


def restore(session: Session, event: TimelineEvent) -> UUID:
    """Restore an event that was removed."""
    return write(session, event.application_id, event.kind, event.at, event.payload, event.attachments)


def mark_done(session: Session, event_id: UUID, *, is_done: bool = True) -> None:
    """Mark a follow-up as done, or as open again."""
    event = _load_for_update(session, event_id)
    rewrite(session, event_id, event.at, dict(event.payload) | {"done": is_done}, event.attachments)


def complete_follow_ups(session: Session, application_id: UUID, until: datetime) -> None:
    """Mark the open follow-ups of an application that are due by `until` as done."""
    _lock_application(session, application_id)
    for event in list_events(session, application_id):
        if event.kind == "follow_up" and not event.is_done and event.at <= until:
            mark_done(session, event.id)
    _refresh_follow_up(session, application_id)


def _refresh_follow_up(session: Session, application_id: UUID) -> None:
    earliest = (
        select(func.min(application_events.c.occurred_at))
        .where(
            application_events.c.job_application_id == application_id,
            application_events.c.event_type == "follow_up",
            func.coalesce(application_events.c.payload["done"].astext, "") != "true",
        )
        .scalar_subquery()
    )
    session.execute(update(applications).where(applications.c.id == application_id).values(follow_up_at=earliest))


def _lock_application(session: Session, application_id: UUID) -> None:
    query = select(applications.c.id).where(applications.c.id == application_id, applications.c.deleted_at.is_(None))
    if session.scalars(query.with_for_update()).one_or_none() is None:
        raise InvalidChange(_(NOT_FOUND_TEXT))


def _load_for_update(session: Session, event_id: UUID) -> TimelineEvent:
    query = select(application_events).where(application_events.c.id == event_id)
    row = session.execute(query.with_for_update()).mappings().one_or_none()
    if row is None:
        raise InvalidChange(_("This entry no longer exists; it was removed in another window. Reload the page."))
    event = _create_event(row)
    if event.kind not in USER_EVENT_KINDS:
        raise InvalidChange(_("This entry was recorded automatically and cannot be changed."))
    return event


def _check_payload(
    kind: EventKind, payload: Mapping[str, Any], attachments: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    texts = {name: _clean_text(name, value) if isinstance(value, str) else value for name, value in payload.items()}
    clean = {name: value for name, value in texts.items() if value is not None}
    if kind == "note":
        if not clean.get("text") and not attachments:
            raise InvalidChange(_("Enter a note or attach a file."))
        clean["kind"] = "note"
    if kind == "follow_up":
        clean.setdefault("done", False)
    return clean


def _clean_text(name: str, value: str) -> str | None:
    clean = value.replace("\x00", "").strip()
    line = clean if name in _MAX_LENGTHS else " ".join(clean.split())
    return line[: _MAX_LENGTHS.get(name, _DEFAULT_MAX_LENGTH)].rstrip() or None


def _create_event(row: RowMapping) -> TimelineEvent:
    payload = drop_invalid_details(row["payload"])
    kind: EventKind = row["event_type"].value
    note_kind = payload.get("kind")
    return TimelineEvent(
        id=row["id"],
        application_id=row["job_application_id"],
        kind=note_kind if kind == "note" and note_kind in {"move", "created", "edited"} else kind,
        at=row["occurred_at"],
        payload=payload,
        attachments=drop_invalid_attachments(row["attachments"]),
        created_at=row["created_at"],
    )
