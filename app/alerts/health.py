"""Measure the alerts: the time from a listing first seen to its email sent, and the overdue jobs. For checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

PERIOD = timedelta(days=7)
# An immediate email leaves minutes after the build that published its job; after an hour, some process is dead.
OVERDUE = timedelta(hours=1)

_ALERTS = text("select * from ops.alert_health(:now, :since) order by frequency")
_QUEUE = text("select * from ops.alert_queue_health()")


@dataclass(frozen=True, slots=True)
class Pace:
    """The pace of one frequency: jobs emailed in the last week, the time from first seen to sent, and overdue jobs.

    The time includes the wait for the alert's hour and day; a job is overdue from then on. `oldest_due` is the time
    at which the longest waiting job was due.
    """

    frequency: str
    sent: int
    p50: timedelta | None
    p95: timedelta | None
    waiting: int
    oldest_due: datetime | None


@dataclass(frozen=True, slots=True)
class AlertHealth:
    """The number of listings not matched yet, when the first of them was seen, and a pace per frequency in use."""

    queued: int
    oldest_queued: datetime | None
    paces: tuple[Pace, ...]

    @property
    def oldest_unsent(self) -> datetime | None:
        """Return since when the longest overdue job waits, matched or not; None when nothing waits."""
        waiting = [pace.oldest_due for pace in self.paces] + [self.oldest_queued]
        return min((moment for moment in waiting if moment), default=None)

    def is_late(self, now: datetime) -> bool:
        """Return True when a job waits so long that a part of the pipeline must be dead."""
        return self.oldest_unsent is not None and now - self.oldest_unsent > OVERDUE


def measure_health(session: Session, now: datetime) -> AlertHealth:
    """Return the current state, for the role pipeline or an operator (database.sessions); it is empty for others."""
    paces = session.execute(_ALERTS, {"now": now, "since": now - PERIOD})
    queue = session.execute(_QUEUE).one()
    return AlertHealth(
        queue.waiting,
        queue.oldest,
        tuple(
            Pace(
                row.frequency,
                row.sent,
                _to_duration(row.p50_seconds),
                _to_duration(row.p95_seconds),
                row.waiting,
                row.oldest_due,
            )
            for row in paces
        ),
    )


def _to_duration(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
