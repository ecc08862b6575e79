"""What became of each application of the practice search, written through the same doors as a person's own.

Days are counted back from the moment of filling. Names of people and words are made up; jobs are the ledger's.
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
from app.applications.records import Entry
from app.applications.snapshots import snapshot

_ROUNDS = ("Phone screen", "Interview with the team", "Task and discussion", "Final talk")
_PEOPLE = ("Priya, hiring manager", "Jonas, team lead", "Marta, recruiting", "Sam and Ines, engineering")
_NOTES = (
    "Found through the feed; the text fits well.",
    "Asked a former colleague about the team: friendly, busy.",
    "Pay is not stated. Ask early.",
    "Tailored the first paragraph of the letter.",
    "The office is an hour away; ask about days at home.",
)
# What was to be asked earlier than so many days from now was asked.
_DONE = -2


@dataclass(frozen=True, slots=True)
class Story:
    """`sent`, `answer`, `interviews` and so on are days: `sent` before filling, the others after `sent`.

    `follow_up` is in days from filling. A story without `sent` was only planned, `planned` days before filling.
    """

    end: str
    sent: int | None = None
    answer: int | None = None
    interviews: tuple[int, ...] = ()
    offer: int | None = None
    ended: int | None = None
    follow_up: int | None = None
    planned: int | None = None


# The earliest first, as a search over four months goes.
STORIES: tuple[Story, ...] = (
    Story("Rejected", 118, 6),
    Story("Ghosted", 118, ended=45),
    Story("Rejected", 111, 12, planned=113),
    Story("Rejected", 111, 5, (9, 16), ended=21),
    Story("Rejected", 104, 3),
    Story("Ghosted", 104, ended=40),
    Story("Rejected", 97, 21),
    Story("Withdrawn", 97, 4, (8, 15, 20), offer=24, ended=29, planned=98),
    Story("Ghosted", 92, ended=42),
    Story("Rejected", 88, 9),
    Story("Rejected", 84, 8, (13,), ended=18),
    Story("Rejected", 80, 34),
    Story("Ghosted", 80, ended=40, planned=82),
    Story("Ghosted", 70, ended=38),
    Story("Rejected", 66, 5),
    Story("Rejected", 66, 11, (16, 23), ended=27),
    Story("Ghosted", 66, ended=36),
    Story("Withdrawn", 58, ended=10),
    Story("Rejected", 52, 14),
    Story("Offer", 48, 7, (11, 19, 33), offer=44, planned=50),
    Story("Rejected", 48, 6, (12,), ended=15),
    Story("Applied", 41),
    Story("Rejected", 37, 8),
    Story("Interviewing", 33, 6, (10, 22, 35), planned=34),
    Story("Applied", 29, follow_up=-6),
    Story("Interviewing", 29, 9, (16,)),
    Story("Rejected", 29, 11),
    Story("Applied", 22),
    Story("Interviewing", 19, 4, (11, 24)),
    Story("Applied", 19, planned=20),
    Story("Interviewing", 13, 5, (14,)),
    Story("Applied", 12, follow_up=-2),
    Story("Applied", 9, follow_up=0),
    Story("Applied", 6, follow_up=3),
    Story("Applied", 6),
    Story("Applied", 2, planned=3),
    Story("Applied", 1, follow_up=9),
    Story("Planned", planned=3),
    Story("Planned", planned=2),
    Story("Planned", planned=1),
)


@dataclass(frozen=True, slots=True)
class Teller:
    """Writes stories as of a moment; `places` are the stages by name, chance decides hours and words only."""

    session: Session
    now: datetime
    places: Mapping[str, UUID]
    chance: Random

    def tell(self, story: Story, listing_id: UUID) -> UUID | None:
        """Write an application and all that became of it; its id, None for a listing that is not there."""
        seen = snapshot(self.session, listing_id)
        if seen is None:
            return None
        own = self._begin(story, listing_id, seen)
        if story.sent is None:
            return own
        sent = self._back(story.sent)
        if story.answer is not None:
            self._answered(story, own, sent, seen)
        elif story.ended is not None:
            self._move(own, story.end, sent + timedelta(days=story.ended))
        if story.follow_up is not None:
            at = self.now + timedelta(days=story.follow_up)
            self._follow_up(own, at, is_done=story.follow_up < _DONE)
        return own

    def _begin(self, story: Story, listing_id: UUID, seen: dict[str, Any]) -> UUID:
        sent = None if story.sent is None else self._back(story.sent)
        begun = self._back(story.planned) if story.planned else sent or self.now
        entry = Entry(
            title=str(seen["title"]),
            listing_id=listing_id,
            snapshot=seen,
            stage_id=self.places["Planned" if story.planned else "Applied"],
            applied_at=None if story.planned else sent,
            notes=self.chance.choice((*_NOTES, *[None] * len(_NOTES))),
            source="prefill",
            created_at=begun,
        )
        own = records.add(self.session, entry)
        if story.planned and sent:
            self._move(own, "Applied", sent)
        return own

    def _answered(self, story: Story, own: UUID, sent: datetime, seen: dict[str, Any]) -> None:
        answer = sent + timedelta(days=story.answer or 0, hours=self.chance.randint(0, 5))
        if not story.interviews:
            self._move(own, story.end, answer)
            return
        self._move(own, "Interviewing", answer)
        for name, day in zip(_ROUNDS, story.interviews, strict=False):
            words = {"round": name, "with": self.chance.choice(_PEOPLE), "place": "Video call", "minutes": 45}
            timeline.write(self.session, own, "interview", sent + timedelta(days=day), words)
        if story.offer is not None:
            self._offered(own, sent + timedelta(days=story.offer), seen)
        if story.ended is not None:
            self._move(own, story.end, sent + timedelta(days=story.ended))

    def _offered(self, own: UUID, at: datetime, seen: dict[str, Any]) -> None:
        pay = {"amount": seen.get("salary_max"), "currency": seen.get("currency"), "period": seen.get("salary_period")}
        timeline.write(self.session, own, "offer", at, {"text": "By phone; the letter follows."} | pay)
        self._move(own, "Offer", at)

    def _follow_up(self, own: UUID, at: datetime, *, is_done: bool) -> None:
        timeline.write(self.session, own, "follow_up", at, {"text": "Ask how it stands", "done": is_done})

    def _move(self, own: UUID, stage: str, at: datetime) -> None:
        records.move(self.session, [own], self.places[stage], min(at, self.now))

    def _back(self, days: int) -> datetime:
        """In the course of a day; always the same for the same days, so that what follows from it fits."""
        hour = 7 + days * 5 % 11
        return (self.now - timedelta(days=days)).replace(hour=hour, minute=days * 13 % 60, second=0, microsecond=0)
