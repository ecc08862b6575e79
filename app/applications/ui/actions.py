"""What can be done with applications, each with its words and its way back. The drawing is done elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from app.accounts.ui.actions import Session
from app.applications import files, records, snapshots, stages, timeline
from app.applications.files import File
from app.applications.records import Change, Entry
from app.applications.snapshots import Applied
from app.applications.timeline import Event, Kind
from app.applications.ui import changes as applications_changes
from app.applications.ui.changes import Work
from app.kit.formats import counted
from database.clock import now


def click(work: Callable[[], bool]) -> None:
    """Do it, for a button's on_click, which takes nothing back."""
    work()


def move(ids: Sequence[UUID], stage_id: UUID) -> bool:
    """Put applications into a stage."""
    done: list[Change] = []

    def work(session: Session) -> str:
        done.append(records.move(session, ids, stage_id, now()))
        name = stages.lock(session, [stage_id])[stage_id]
        return f"{_how_many(done[0])} to “{name}”" if done[0].rows else f"In “{name}” already"

    return applications_changes.act(work, lambda: _back(done[0]))


def delete(ids: Sequence[UUID]) -> bool:
    """Delete applications."""
    done: list[Change] = []

    def work(session: Session) -> str:
        done.append(records.delete(session, ids, now()))
        return _how_many(done[0])

    return applications_changes.act(work, lambda: _back(done[0]))


def edit(application_id: UUID, changes: Mapping[str, Any]) -> bool:
    """Set fields of an application."""
    done: list[Change] = []

    def work(session: Session) -> str:
        done.append(records.edit(session, application_id, changes, now()))
        return "Saved" if done[0].rows else "Nothing changed"

    return applications_changes.act(work, lambda: _back(done[0]))


def add(entry: Entry) -> UUID | None:
    """Add an application by hand; its id, None when that was refused."""
    made: list[UUID] = []

    def work(session: Session) -> str:
        made.append(records.add(session, entry))
        return f"Added: {entry.title.strip()}"

    applications_changes.act(work, lambda: _deleting(made[0]))
    return made[0] if made else None


def apply(listing_id: UUID, payload_hash: str | None = None, *, is_planned: bool = False) -> bool:
    """Note that the person applied to a listing, or plans to."""
    made: list[Applied] = []

    def work(session: Session) -> str:
        made.append(snapshots.apply(session, listing_id, now(), payload_hash, is_planned=is_planned))
        title = made[0].title
        if is_planned:
            return f"Planned: {title}. You find it in Applications."
        return f"Noted in Applications: you applied to {title} today"

    return applications_changes.act(work, lambda: _back(made[0].change) if made[0].change else _deleting(made[0].id))


def write(
    application_id: UUID, kind: Kind, at: Any, payload: Mapping[str, Any], uploads: Sequence[tuple[str, bytes]]
) -> bool:
    """Write something into the timeline, with files."""
    made: list[UUID] = []

    def work(session: Session) -> str:
        kept = [files.keep(session, application_id, name, data) for name, data in uploads]
        attached = [{"file_id": str(one.id), "name": one.name} for one in kept]
        made.append(timeline.write(session, application_id, kind, at, payload, attached))
        return "Written down" + (f", with {counted(len(kept), 'file')}" if kept else "")

    return applications_changes.act(work, lambda: _removing(made[0]))


def rewrite(event: Event, at: Any, payload: Mapping[str, Any]) -> bool:
    """Change an entry of the timeline."""

    def work(session: Session) -> str:
        timeline.rewrite(session, event.id, at, payload, event.attachments)
        return "Saved"

    def back(session: Session) -> str:
        timeline.rewrite(session, event.id, event.at, event.payload, event.attachments)
        return "As it was before"

    return applications_changes.act(work, lambda: back)


def remove_event(event_id: UUID) -> bool:
    """Remove an entry of the timeline."""
    gone: list[Event] = []

    def work(session: Session) -> str:
        gone.append(timeline.remove(session, event_id))
        return "Removed from the timeline"

    def back(session: Session) -> str:
        timeline.put_back(session, gone[0])
        return "Back in the timeline"

    return applications_changes.act(work, lambda: back)


def mark_done(event_id: UUID, *, is_done: bool) -> bool:
    """Mark a follow-up as done or not."""

    def work(session: Session) -> str:
        timeline.done(session, event_id, is_done=is_done)
        return "Follow-up done" if is_done else "Follow-up open again"

    def back(session: Session) -> str:
        timeline.done(session, event_id, is_done=not is_done)
        return "Undone"

    return applications_changes.act(work, lambda: back)


def remove_file(file_id: UUID) -> bool:
    """No longer keep a file."""
    gone: list[File] = []

    def work(session: Session) -> str:
        gone.append(files.remove(session, file_id))
        return f"Removed: {gone[0].name}"

    def back(session: Session) -> str:
        files.put_back(session, gone[0])
        return f"Kept again: {gone[0].name}"

    return applications_changes.act(work, lambda: back)


def _how_many(change: Change) -> str:
    lost = f" ({change.missing} deleted in another window)" if change.missing else ""
    return f"{counted(len(change.rows), 'application')} {change.kind}{lost}"


def _back(change: Change) -> Work:
    def work(session: Session) -> str:
        undone = records.undo(session, change, now())
        if undone == len(change.rows):
            return "Undone"
        left = counted(len(change.rows) - undone, "application")
        return f"{left} changed again since and stayed as they are" if undone else f"Not undone: {left} changed since"

    return work


def _deleting(application_id: UUID) -> Work:
    def work(session: Session) -> str:
        records.delete(session, [application_id], now())
        return "Not added after all"

    return work


def _removing(event_id: UUID) -> Work:
    def work(session: Session) -> str:
        timeline.remove(session, event_id)
        return "Undone"

    return work
