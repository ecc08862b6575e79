"""How long answers take, with those still waiting counted properly: the Kaplan-Meier estimate.

An application that has no answer yet says that its answer takes longer than it has waited so far, and no more. Leaving
it out would make employers look faster than they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.analytics.application_facts import Fact

_DAY = timedelta(days=1)
# A product of shares that ought to be a half may miss it by the last bit.
_BIT = 1e-12


@dataclass(frozen=True, slots=True)
class Step:
    """After `days` the share `unanswered` is still without an answer; `at_risk` had waited that long."""

    days: float
    unanswered: float
    answers: int
    at_risk: int


@dataclass(frozen=True, slots=True)
class Curve:
    """A step per different time to an answer, the earliest first. `left_out` have no usable date of their answer."""

    steps: tuple[Step, ...]
    answered: int
    waiting: int
    left_out: int

    @property
    def n(self) -> int:
        """How many the estimate is of."""
        return self.answered + self.waiting

    def quantile(self, share: float) -> float | None:
        """Days within which this share is answered; None where the estimate does not get that far."""
        return next((step.days for step in self.steps if step.unanswered <= 1 - share + _BIT), None)


def curve(facts: Iterable[Fact], now: datetime) -> Curve:
    """The estimate for the applications that were sent. A withdrawn one waits no longer than until it was withdrawn."""
    answered: list[float] = []
    waiting: list[float] = []
    left_out = 0
    for one in facts:
        if one.applied_at is None:
            continue
        if one.is_misdated or one.has_no_answer_date:
            left_out += 1
        elif one.responded_at and one.responded_at <= now:
            answered.append((one.responded_at - one.applied_at) / _DAY)
        else:
            waiting.append(max(0.0, (min(one.left_at or now, now) - one.applied_at) / _DAY))
    return Curve(kaplan_meier(answered, waiting), len(answered), len(waiting), left_out)


def kaplan_meier(answered: Sequence[float], waiting: Sequence[float]) -> tuple[Step, ...]:
    """The product-limit estimate (Kaplan and Meier 1958). Who waited exactly as long as an answer took was at risk."""
    answers, leaving = Counter(answered), Counter(waiting)
    at_risk = len(answered) + len(waiting)
    unanswered = 1.0
    steps: list[Step] = []
    for days in sorted(answers.keys() | leaving.keys()):
        if came := answers[days]:
            unanswered *= 1 - came / at_risk
            steps.append(Step(days, unanswered, came, at_risk))
        at_risk -= came + leaving[days]
    return tuple(steps)
