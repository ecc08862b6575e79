"""What became of each demo application, written through the same services as a user's own applications.

Days are counted back from the moment of filling. Names of people and notes are made up; the jobs are real.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications import records, timeline
from app.applications.new_application import NewApplication
from app.applications.snapshots import build_snapshot

_INTERVIEW_ROUNDS = ("Phone screen", "Interview with the team", "Task and discussion", "Final talk")
_INTERVIEWERS = ("Priya, hiring manager", "Jonas, team lead", "Marta, recruiting", "Sam and Ines, engineering")
_INTERVIEW_NOTES = (
    "Found through the feed; the description fits well.",
    "Asked a former colleague about the team: friendly, busy.",
    "Pay is not stated. Ask early.",
    "Tailored the first paragraph of the cover letter.",
    "The office is an hour away; ask about days at home.",
)
# Follow-ups due before this many days from the moment of filling are done.
_DONE_BEFORE_DAY = -2


@dataclass(frozen=True, slots=True)
class Scenario:
    """`applied` counts days before filling, `follow_up` days after it; the other numbers are days after `applied`.

    A scenario without `applied` was only planned, `planned` days before filling.
    """

    last_stage: str
    applied: int | None = None
    answered: int | None = None
    interviews: tuple[int, ...] = ()
    offered: int | None = None
    ended: int | None = None
    follow_up: int | None = None
    planned: int | None = None


# The earliest first, as in a search over four months.
SCENARIOS: tuple[Scenario, ...] = (
    Scenario("Rejected", 118, 6),
    Scenario("Ghosted", 118, ended=45),
    Scenario("Rejected", 111, 12, planned=113),
    Scenario("Rejected", 111, 5, (9, 16), ended=21),
    Scenario("Rejected", 104, 3),
    Scenario("Ghosted", 104, ended=40),
    Scenario("Rejected", 97, 21),
    Scenario("Withdrawn", 97, 4, (8, 15, 20), offered=24, ended=29, planned=98),
    Scenario("Ghosted", 92, ended=42),
    Scenario("Rejected", 88, 9),
    Scenario("Rejected", 84, 8, (13,), ended=18),
    Scenario("Rejected", 80, 34),
    Scenario("Ghosted", 80, ended=40, planned=82),
    Scenario("Ghosted", 70, ended=38),
    Scenario("Rejected", 66, 5),
    Scenario("Rejected", 66, 11, (16, 23), ended=27),
    Scenario("Ghosted", 66, ended=36),
    Scenario("Withdrawn", 58, ended=10),
    Scenario("Rejected", 52, 14),
    Scenario("Offer", 48, 7, (11, 19, 33), offered=44, planned=50),
    Scenario("Rejected", 48, 6, (12,), ended=15),
    Scenario("Applied", 41),
    Scenario("Rejected", 37, 8),
    Scenario("Interviewing", 33, 6, (10, 22, 35), planned=34),
    Scenario("Applied", 29, follow_up=-6),
    Scenario("Interviewing", 29, 9, (16,)),
    Scenario("Rejected", 29, 11),
    Scenario("Applied", 22),
    Scenario("Interviewing", 19, 4, (11, 24)),
    Scenario("Applied", 19, planned=20),
    Scenario("Interviewing", 13, 5, (14,)),
    Scenario("Applied", 12, follow_up=-2),
    Scenario("Applied", 9, follow_up=0),
    Scenario("Applied", 6, follow_up=3),
    Scenario("Applied", 6),
    Scenario("Applied", 2, planned=3),
    Scenario("Applied", 1, follow_up=9),
    Scenario("Planned", planned=3),
    Scenario("Planned", planned=2),
    Scenario("Planned", planned=1),
)


@dataclass(frozen=True, slots=True)
class ScenarioWriter:
    """Writes scenarios as of a moment. `stage_ids` are by stage name; chance decides hours and notes only."""

    session: Session
    now: datetime
    stage_ids: Mapping[str, UUID]
    chance: Random

    def write(self, scenario: Scenario, listing_id: UUID) -> UUID | None:
        """Write an application and what became of it; return its id, or None for a listing that does not exist."""
        snapshot = build_snapshot(self.session, listing_id)
        if snapshot is None:
            return None
        application_id = self._add(scenario, listing_id, snapshot)
        if scenario.applied is None:
            return application_id
        applied_at = self._find_day(scenario.applied)
        if scenario.answered is not None:
            self._add_answer(scenario, application_id, applied_at, snapshot)
        elif scenario.ended is not None:
            self._move(application_id, scenario.last_stage, applied_at + timedelta(days=scenario.ended))
        if scenario.follow_up is not None:
            at = self.now + timedelta(days=scenario.follow_up)
            self._add_follow_up(application_id, at, is_done=scenario.follow_up < _DONE_BEFORE_DAY)
        return application_id

    def _add(self, scenario: Scenario, listing_id: UUID, snapshot: dict[str, Any]) -> UUID:
        applied_at = None if scenario.applied is None else self._find_day(scenario.applied)
        created_at = self._find_day(scenario.planned) if scenario.planned else applied_at or self.now
        new = NewApplication(
            title=str(snapshot["title"]),
            listing_id=listing_id,
            snapshot=snapshot,
            stage_id=self.stage_ids["Planned" if scenario.planned else "Applied"],
            applied_at=None if scenario.planned else applied_at,
            notes=self.chance.choice((*_INTERVIEW_NOTES, *[None] * len(_INTERVIEW_NOTES))),
            source="prefill",
            created_at=created_at,
        )
        application_id = records.add(self.session, new)
        if scenario.planned and applied_at:
            self._move(application_id, "Applied", applied_at)
        return application_id

    def _add_answer(
        self, scenario: Scenario, application_id: UUID, applied_at: datetime, snapshot: dict[str, Any]
    ) -> None:
        answered_at = applied_at + timedelta(days=scenario.answered or 0, hours=self.chance.randint(0, 5))
        if not scenario.interviews:
            self._move(application_id, scenario.last_stage, answered_at)
            return
        self._move(application_id, "Interviewing", answered_at)
        for name, day in zip(_INTERVIEW_ROUNDS, scenario.interviews, strict=False):
            payload = {"round": name, "with": self.chance.choice(_INTERVIEWERS), "place": "Video call", "minutes": 45}
            timeline.write(self.session, application_id, "interview", applied_at + timedelta(days=day), payload)
        if scenario.offered is not None:
            self._add_offer(application_id, applied_at + timedelta(days=scenario.offered), snapshot)
        if scenario.ended is not None:
            self._move(application_id, scenario.last_stage, applied_at + timedelta(days=scenario.ended))

    def _add_offer(self, application_id: UUID, at: datetime, snapshot: dict[str, Any]) -> None:
        payload = {
            "text": "By phone; the letter follows.",
            "amount": snapshot.get("salary_max"),
            "currency": snapshot.get("currency"),
            "period": snapshot.get("salary_period"),
        }
        timeline.write(self.session, application_id, "offer", at, payload)
        self._move(application_id, "Offer", at)

    def _add_follow_up(self, application_id: UUID, at: datetime, *, is_done: bool) -> None:
        payload = {"text": "Ask about the status", "done": is_done}
        timeline.write(self.session, application_id, "follow_up", at, payload)

    def _move(self, application_id: UUID, stage: str, at: datetime) -> None:
        records.move(self.session, [application_id], self.stage_ids[stage], min(at, self.now))

    def _find_day(self, days: int) -> datetime:
        """Return a time of that day, always the same for the same number, so that what follows from it fits."""
        hour = 7 + days * 5 % 11
        return (self.now - timedelta(days=days)).replace(hour=hour, minute=days * 13 % 60, second=0, microsecond=0)
