"""How alerts do: from a listing first seen to its letter sent, and what is overdue. For operators and for checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

LOOKED_BACK = timedelta(days=7)
# An immediate letter is out within minutes of the build that showed its job; past this, something is dead.
OVERDUE = timedelta(hours=1)

_ALERTS = text("select * from ops.alert_health(:now, :since) order by frequency")
_QUEUE = text("select * from ops.alert_queue_health()")


@dataclass(frozen=True, slots=True)
class Pace:
    """Of one frequency (immediate, daily, weekly): jobs told in the last week, the time from first seen to sent, and
    jobs overdue with since when. A daily job's time includes the wait for its hour; it is overdue from then on.
    """

    frequency: str
    sent: int
    p50: timedelta | None
    p95: timedelta | None
    waiting: int
    oldest_due: datetime | None


@dataclass(frozen=True, slots=True)
class AlertHealth:
    """`queued` listings not yet matched, the first of them seen at `oldest_queued`; a pace per frequency in use."""

    queued: int
    oldest_queued: datetime | None
    paces: tuple[Pace, ...]

    @property
    def oldest_unsent(self) -> datetime | None:
        """Since when the longest overdue job waits, matched or not; None when nothing waits."""
        waiting = [pace.oldest_due for pace in self.paces] + [self.oldest_queued]
        return min((moment for moment in waiting if moment), default=None)

    def is_late(self, now: datetime) -> bool:
        """Whether something waits so long that a part of the line must be dead."""
        return self.oldest_unsent is not None and now - self.oldest_unsent > OVERDUE


def health(session: Session, now: datetime) -> AlertHealth:
    """The state now, for the role pipeline or an operator (database.sessions); nothing to see for anyone else."""
    paces = session.execute(_ALERTS, {"now": now, "since": now - LOOKED_BACK})
    queue = session.execute(_QUEUE).one()
    return AlertHealth(
        queue.waiting,
        queue.oldest,
        tuple(
            Pace(row.frequency, row.sent, _span(row.p50_seconds), _span(row.p95_seconds), row.waiting, row.oldest_due)
            for row in paces
        ),
    )


def _span(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
