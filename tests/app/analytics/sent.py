"""Applications as the tests word them, put into the database the way the app does it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications import records, stages
from app.applications.new_application import NewApplication, NewEvent
from app.applications.stages import Status


def at(written: str) -> datetime:
    """A moment in UTC: "2026-09-01 09:00"."""
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """An application. Times are UTC; `stage` names the usual stage it is in now, `left` when it was withdrawn."""

    applied: str | None = "2026-09-01 09:00"
    answered: str | None = None
    stage: str = "Applied"
    interviews: tuple[str, ...] = ()
    offer: str | None = None
    left: str | None = None
    was_planned: bool = False
    is_deleted: bool = False
    title: str = "Data Engineer"
    company: str = "Northwind"

    def put(self, session: Session) -> UUID:
        """Add it; its id."""
        stage = stages.find_by_name(session, self.stage)
        if stage is None:
            raise ValueError(self.stage)
        entry = NewApplication(
            title=self.title,
            company=self.company,
            stage_id=stage.id,
            status=stage.status or Status.APPLIED,
            applied_at=at(self.applied) if self.applied else None,
            response_at=at(self.answered) if self.answered else None,
            created_at=at(self.applied or "2026-09-01 09:00"),
            history=self._history(),
        )
        own = records.add(session, entry)
        if self.is_deleted:
            records.delete(session, [own], at("2026-11-20 11:00"))
        return own

    def _history(self) -> list[NewEvent]:
        found = [NewEvent("interview", at(moment), {"round": "Talk"}) for moment in self.interviews]
        if self.offer:
            found.append(NewEvent("offer", at(self.offer), {"text": "Yes"}))
        if self.left:
            gone = {"kind": "move", "from": "Applied", "to": "Withdrawn", "outcome_to": "withdrawn"}
            found.append(NewEvent("note", at(self.left), gone))
        if self.was_planned and self.applied:
            words = {"kind": "move", "to": "Applied", "status_from": "planned", "status_to": "applied"}
            found.append(NewEvent("note", at(self.applied), words))
        return found
