"""Estimate how long answers take (Kaplan-Meier). How the estimate is drawn belongs to app.analytics.ui.

An application without an answer shows only that its answer takes longer than it has waited. Excluding it would make
employers look faster than they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.analytics.application_facts import ApplicationFacts

_DAY = timedelta(days=1)
# A product of shares that should be application half may miss it by the last bit.
_SHARE_TOLERANCE = 1e-12


@dataclass(frozen=True, slots=True)
class ResponseStep:
    """One step of the curve: after `days`, the share without an answer and the applications that had waited so long."""

    days: float
    unanswered: float
    answers: int
    at_risk: int


@dataclass(frozen=True, slots=True)
class ResponseCurve:
    """One step per distinct time to an answer, earliest first. `undated` applications have no usable answer date."""

    steps: tuple[ResponseStep, ...]
    answered: int
    waiting: int
    undated: int

    @property
    def n(self) -> int:
        """Return the number of applications in the estimate."""
        return self.answered + self.waiting

    def quantile(self, share: float) -> float | None:
        """Return the days within which this share is answered, None where the curve does not reach it."""
        return next((step.days for step in self.steps if step.unanswered <= 1 - share + _SHARE_TOLERANCE), None)


def estimate_response_curve(applications: Iterable[ApplicationFacts], now: datetime) -> ResponseCurve:
    """Return the estimate for the applications that were sent. A withdrawn application waits until it was withdrawn."""
    answered: list[float] = []
    waiting: list[float] = []
    undated = 0
    for application in applications:
        if application.applied_at is None:
            continue
        if application.is_misdated or application.has_no_answer_date:
            undated += 1
        elif application.responded_at and application.responded_at <= now:
            answered.append((application.responded_at - application.applied_at) / _DAY)
        else:
            waiting.append(max(0.0, (min(application.withdrawn_at or now, now) - application.applied_at) / _DAY))
    return ResponseCurve(estimate_kaplan_meier(answered, waiting), len(answered), len(waiting), undated)


def estimate_kaplan_meier(answered: Sequence[float], waiting: Sequence[float]) -> tuple[ResponseStep, ...]:
    """Return the product-limit estimate (Kaplan and Meier 1958). A wait that ends with an answer is at risk."""
    answers, censored = Counter(answered), Counter(waiting)
    at_risk = len(answered) + len(waiting)
    unanswered_share = 1.0
    steps: list[ResponseStep] = []
    for days in sorted(answers.keys() | censored.keys()):
        if count := answers[days]:
            unanswered_share *= 1 - count / at_risk
            steps.append(ResponseStep(days, unanswered_share, count, at_risk))
        at_risk -= count + censored[days]
    return tuple(steps)
