"""Response and success rate: of whom, within which window, and when there are too few to say.

A rate is of applications whose whole window has passed, so that it does not move later. The windows are those of the
snapshots (docs/analytics.md): an answer within 30 times 24 hours, an interview or offer within 60.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from app.analytics.application_facts import Fact
from app.analytics.periods import Period

ANSWER_WINDOW = timedelta(days=30)
SUCCESS_WINDOW = timedelta(days=60)
# Fewer give no rate.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` of `n`; `early` more were sent too recently to count."""

    hits: int
    n: int
    early: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None of fewer than FEWEST."""
        return self.hits / self.n if self.n >= FEWEST else None


def is_answered(fact: Fact) -> bool:
    """Whether it was answered within the window; its very end still counts."""
    return _is_within(fact, fact.responded_at, ANSWER_WINDOW)


def is_success(fact: Fact) -> bool:
    """Whether it had an interview or an offer within the window."""
    came = [moment for moment in (fact.interviewed_at, fact.offered_at) if moment]
    return _is_within(fact, min(came, default=None), SUCCESS_WINDOW)


def response_rate(facts: Iterable[Fact], now: datetime) -> Rate:
    """Answered within 30 days."""
    return _rate(facts, now, ANSWER_WINDOW, is_answered)


def success_rate(facts: Iterable[Fact], now: datetime) -> Rate:
    """An interview or an offer within 60 days."""
    return _rate(facts, now, SUCCESS_WINDOW, is_success)


def published_at(period: Period, zone: tzinfo, window: timedelta) -> datetime:
    """When the rate of all that was sent in a period is final: once the window of its last moment has passed."""
    return period.end(zone) + window


def mean_response_days(facts: Iterable[Fact], now: datetime) -> float | None:
    """Mean days to the answers that came within 30 days, as the snapshots have it; None of fewer than FEWEST.

    Of those sent at least 30 days ago: of later ones only the quick answers are known yet.
    """
    grown = [one for one in facts if one.applied_at and one.applied_at + ANSWER_WINDOW <= now]
    waited = [_days(one) for one in grown if is_answered(one)]
    return sum(waited) / len(waited) if len(waited) >= FEWEST else None


def _days(fact: Fact) -> float:
    if fact.responded_at is None or fact.applied_at is None:
        raise ValueError("not answered")
    return (fact.responded_at - fact.applied_at) / timedelta(days=1)


def _is_within(fact: Fact, moment: datetime | None, window: timedelta) -> bool:
    if fact.applied_at is None or moment is None:
        return False
    return fact.applied_at <= moment <= fact.applied_at + window


def _rate(facts: Iterable[Fact], now: datetime, window: timedelta, is_hit: Callable[[Fact], bool]) -> Rate:
    sent = [one for one in facts if one.applied_at]
    grown = [one for one in sent if one.applied_at and one.applied_at + window <= now]
    return Rate(sum(map(is_hit, grown)), len(grown), len(sent) - len(grown))
