"""Compute response and success rates. What a rate is shown as belongs to app.analytics.ui.

A rate covers applications whose whole window has passed, so that it is final. The windows are those of
analytics_snapshots (docs/analytics.md): an answer within 30 x 24 hours, an interview or offer within 60 x 24.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from app.analytics.application_facts import ApplicationFacts
from app.analytics.periods import Period

ANSWER_WINDOW = timedelta(days=30)
SUCCESS_WINDOW = timedelta(days=60)
# Smaller groups get no rate.
MIN_GROUP_SIZE = 5


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` of `n` applications; `too_recent_count` more were sent too recently to count."""

    hits: int
    n: int
    too_recent_count: int

    @property
    def share(self) -> float | None:
        """Return the rate from 0 to 1, None of fewer than MIN_GROUP_SIZE."""
        return self.hits / self.n if self.n >= MIN_GROUP_SIZE else None


def is_answered(facts: ApplicationFacts) -> bool:
    """Return whether it was answered within the window, its end included."""
    return _is_within(facts, facts.responded_at, ANSWER_WINDOW)


def is_success(facts: ApplicationFacts) -> bool:
    """Return whether it had an interview or an offer within the window."""
    successes = [moment for moment in (facts.interviewed_at, facts.offered_at) if moment]
    return _is_within(facts, min(successes, default=None), SUCCESS_WINDOW)


def compute_response_rate(applications: Iterable[ApplicationFacts], now: datetime) -> Rate:
    """Return the share answered within 30 days."""
    return _compute_rate(applications, now, ANSWER_WINDOW, is_answered)


def compute_success_rate(applications: Iterable[ApplicationFacts], now: datetime) -> Rate:
    """Return the share with an interview or an offer within 60 days."""
    return _compute_rate(applications, now, SUCCESS_WINDOW, is_success)


def compute_final_moment(period: Period, zone: tzinfo, window: timedelta) -> datetime:
    """Return when the rate of a period is final: once the window of its last moment has passed."""
    return period.end(zone) + window


def compute_mean_response_days(applications: Iterable[ApplicationFacts], now: datetime) -> float | None:
    """Return the mean days to answers within 30 days, as in analytics_snapshots; None of fewer than MIN_GROUP_SIZE.

    Applications of the last 30 days are excluded: only their quick answers are known yet.
    """
    complete = [
        application
        for application in applications
        if application.applied_at and application.applied_at + ANSWER_WINDOW <= now
    ]
    days = [_count_response_days(application) for application in complete if is_answered(application)]
    return sum(days) / len(days) if len(days) >= MIN_GROUP_SIZE else None


def _count_response_days(facts: ApplicationFacts) -> float:
    if facts.responded_at is None or facts.applied_at is None:
        raise ValueError("not answered")
    return (facts.responded_at - facts.applied_at) / timedelta(days=1)


def _is_within(facts: ApplicationFacts, moment: datetime | None, window: timedelta) -> bool:
    if facts.applied_at is None or moment is None:
        return False
    return facts.applied_at <= moment <= facts.applied_at + window


def _compute_rate(
    applications: Iterable[ApplicationFacts],
    now: datetime,
    window: timedelta,
    is_hit: Callable[[ApplicationFacts], bool],
) -> Rate:
    sent = [application for application in applications if application.applied_at]
    complete = [
        application for application in sent if application.applied_at and application.applied_at + window <= now
    ]
    return Rate(sum(map(is_hit, complete)), len(complete), len(sent) - len(complete))
