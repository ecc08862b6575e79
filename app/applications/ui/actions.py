"""Change applications from a screen: each change with its message and its undo. Not here: drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from app.accounts.ui.actions import Session
from app.applications import files, records, snapshots, stages, timeline
from app.applications.new_application import NewApplication
from app.applications.records import Change
from app.applications.timeline import EventKind, TimelineEvent
from app.applications.ui import undoable
from app.applications.ui.undoable import FinishedChange
from app.kit import formats
from app.kit.i18n import N_, _, ngettext
from database.clock import now

_CHANGE_COUNTS = {
    "moved": (N_("{count} application moved"), N_("{count} applications moved")),
    "edited": (N_("{count} application edited"), N_("{count} applications edited")),
    "deleted": (N_("{count} application deleted"), N_("{count} applications deleted")),
    "restored": (N_("{count} application restored"), N_("{count} applications restored")),
}


def handle_click(apply_change: Callable[[], bool]) -> None:
    """Run a change for a button's on_click, which takes no result."""
    apply_change()


def move(application_ids: Sequence[UUID], stage_id: UUID) -> bool:
    """Move applications into a stage."""

    def apply_change(session: Session) -> FinishedChange:
        change = records.move(session, application_ids, stage_id, now())
        name = stages.lock(session, [stage_id])[stage_id]
        if not change.applications:
            return FinishedChange(_("Already in “{stage}”").format(stage=name), _build_change_undo(change))
        message = _("{moved} to “{stage}”").format(moved=_describe(change), stage=name)
        return FinishedChange(message, _build_change_undo(change))

    return undoable.apply(apply_change) is not None


def delete(application_ids: Sequence[UUID]) -> bool:
    """Delete applications."""

    def apply_change(session: Session) -> FinishedChange:
        change = records.delete(session, application_ids, now())
        return FinishedChange(_describe(change), _build_change_undo(change))

    return undoable.apply(apply_change) is not None


def edit(application_id: UUID, values: Mapping[str, Any]) -> bool:
    """Set fields of an application."""

    def apply_change(session: Session) -> FinishedChange:
        change = records.edit(session, application_id, values, now())
        return FinishedChange(_("Saved") if change.applications else _("Nothing changed"), _build_change_undo(change))

    return undoable.apply(apply_change) is not None


def add(new: NewApplication) -> UUID | None:
    """Add an application by hand and return its id; None when it was rejected."""

    def apply_change(session: Session) -> FinishedChange:
        application_id = records.add(session, new)
        message = _("Added: {title}").format(title=new.title.strip())
        return FinishedChange(message, _build_add_undo(application_id), application_id)

    finished = undoable.apply(apply_change)
    return finished.application_id if finished else None


def apply(listing_id: UUID, payload_hash: str | None = None, *, is_planned: bool = False) -> bool:
    """Record that the user applied to a listing, or plans to."""

    def apply_change(session: Session) -> FinishedChange:
        result = snapshots.apply(session, listing_id, now(), payload_hash, is_planned=is_planned)
        message = _("Planned: {title}. Find it in Applications.") if is_planned else _("Application saved: {title}")
        undo = _build_change_undo(result.change) if result.change else _build_add_undo(result.id)
        return FinishedChange(message.format(title=result.title), undo)

    return undoable.apply(apply_change) is not None


def write_event(
    application_id: UUID, kind: EventKind, at: Any, payload: Mapping[str, Any], uploads: Sequence[tuple[str, bytes]]
) -> bool:
    """Add an event with files to the timeline."""

    def apply_change(session: Session) -> FinishedChange:
        stored = [files.store(session, application_id, name, data) for name, data in uploads]
        attachments = [{"file_id": str(file.id), "name": file.name} for file in stored]
        event_id = timeline.write(session, application_id, kind, at, payload, attachments)
        message = _("Added to the timeline")
        if stored:
            message = ngettext(
                "Added to the timeline with {count} file", "Added to the timeline with {count} files", len(stored)
            ).format(count=len(stored))
        return FinishedChange(message, _build_event_undo(event_id))

    return undoable.apply(apply_change) is not None


def rewrite_event(event: TimelineEvent, at: Any, payload: Mapping[str, Any]) -> bool:
    """Change an event of the timeline."""

    def apply_change(session: Session) -> FinishedChange:
        timeline.rewrite(session, event.id, at, payload, event.attachments)
        return FinishedChange(_("Saved"), undo)

    def undo(session: Session) -> str:
        timeline.rewrite(session, event.id, event.at, event.payload, event.attachments)
        return _("Undone")

    return undoable.apply(apply_change) is not None


def remove_event(event_id: UUID) -> bool:
    """Remove an event from the timeline."""

    def apply_change(session: Session) -> FinishedChange:
        event = timeline.remove(session, event_id)

        def undo(undo_session: Session) -> str:
            timeline.restore(undo_session, event)
            return _("Restored in the timeline")

        return FinishedChange(_("Removed from the timeline"), undo)

    return undoable.apply(apply_change) is not None


def mark_done(event_id: UUID, *, is_done: bool) -> bool:
    """Mark a follow-up as done or open."""

    def apply_change(session: Session) -> FinishedChange:
        timeline.mark_done(session, event_id, is_done=is_done)
        return FinishedChange(_("Follow-up done") if is_done else _("Follow-up reopened"), undo)

    def undo(session: Session) -> str:
        timeline.mark_done(session, event_id, is_done=not is_done)
        return _("Undone")

    return undoable.apply(apply_change) is not None


def remove_file(file_id: UUID) -> bool:
    """Remove a file."""

    def apply_change(session: Session) -> FinishedChange:
        file = files.remove(session, file_id)

        def undo(undo_session: Session) -> str:
            files.restore(undo_session, file)
            return _("Restored: {name}").format(name=file.name)

        return FinishedChange(_("Removed: {name}").format(name=file.name), undo)

    return undoable.apply(apply_change) is not None


def _describe(change: Change) -> str:
    count = len(change.applications)
    text = ngettext(*_CHANGE_COUNTS[change.kind], count).format(count=formats.count(count))
    if change.missing:
        text += " " + _("({count} deleted in another window)").format(count=formats.count(change.missing))
    return text


def _build_change_undo(change: Change) -> Callable[[Session], str]:
    def undo(session: Session) -> str:
        undone_count = records.undo(session, change, now())
        rest = len(change.applications) - undone_count
        if not rest:
            return _("Undone")
        if undone_count:
            text = ngettext(
                "Undone, except {count} application that changed again since",
                "Undone, except {count} applications that changed again since",
                rest,
            )
        else:
            text = ngettext(
                "Not undone: {count} application changed since", "Not undone: {count} applications changed since", rest
            )
        return text.format(count=formats.count(rest))

    return undo


def _build_add_undo(application_id: UUID) -> Callable[[Session], str]:
    def undo(session: Session) -> str:
        records.delete(session, [application_id], now())
        return _("Removed again")

    return undo


def _build_event_undo(event_id: UUID) -> Callable[[Session], str]:
    def undo(session: Session) -> str:
        timeline.remove(session, event_id)
        return _("Undone")

    return undo
