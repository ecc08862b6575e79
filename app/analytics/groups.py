"""Rates and waiting times by what applications have in common, and counts by day and by period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Literal

from app.analytics.application_facts import Fact
from app.analytics.periods import Period, Unit, around, local_day, run
from app.analytics.rates import ANSWER_WINDOW, FEWEST, SUCCESS_WINDOW, Rate, published_at, response_rate, success_rate
from app.analytics.response_times import curve

Trait = Literal["source", "title_group", "company", "workplace"]
TRAITS: tuple[Trait, ...] = ("title_group", "company", "source", "workplace")


@dataclass(frozen=True, slots=True)
class Group:
    """Applications that share a trait or were sent in one period.

    Of a period, `answers_from` and `successes_from` are when its rates are final, and None once they are.
    """

    name: str
    period: Period | None
    sent: int
    response: Rate
    success: Rate
    median_days: float | None
    answers_from: datetime | None = None
    successes_from: datetime | None = None


def by_trait(facts: Iterable[Fact], trait: Trait, now: datetime) -> tuple[Group, ...]:
    """A group per value, the largest first."""
    found: dict[str, list[Fact]] = {}
    for one in facts:
        if one.applied_at:
            found.setdefault(getattr(one, trait), []).append(one)
    groups = [_group(name, None, held, now) for name, held in found.items()]
    return tuple(sorted(groups, key=lambda group: (-group.sent, group.name)))


def by_period(facts: Iterable[Fact], unit: Unit, now: datetime, zone: tzinfo) -> tuple[Group, ...]:
    """A group per week, month or year in which something was sent, the latest first."""
    found: dict[Period, list[Fact]] = {}
    for one in facts:
        if one.applied_at:
            found.setdefault(around(unit, local_day(one.applied_at, zone)), []).append(one)
    return tuple(_cohort(period, found[period], now, zone) for period in sorted(found, reverse=True))


def sent_in(facts: Iterable[Fact], period: Period, zone: tzinfo) -> tuple[Fact, ...]:
    """Those sent on a day of the period, the person's own day."""
    return tuple(one for one in facts if one.applied_at and period.holds(local_day(one.applied_at, zone)))


def by_day(facts: Iterable[Fact], zone: tzinfo) -> dict[date, int]:
    """How many were sent on each day from the first to the last, days without any included."""
    days = Counter(local_day(one.applied_at, zone) for one in facts if one.applied_at)
    if not days:
        return {}
    first, last = min(days), max(days)
    return {
        date.fromordinal(day): days[date.fromordinal(day)] for day in range(first.toordinal(), last.toordinal() + 1)
    }


def moments_by(unit: Unit, moments: Sequence[datetime], zone: tzinfo) -> dict[Period, int]:
    """How many fall in each week, month or year, from the first to the last without gaps."""
    days = [local_day(moment, zone) for moment in moments]
    if not days:
        return {}
    counts = Counter(around(unit, day) for day in days)
    return {period: counts[period] for period in run(unit, min(days), max(days))}


def _group(name: str, period: Period | None, held: Sequence[Fact], now: datetime) -> Group:
    waited = curve(held, now)
    median = waited.quantile(0.5) if waited.n >= FEWEST else None
    return Group(name, period, len(held), response_rate(held, now), success_rate(held, now), median)


def _cohort(period: Period, held: Sequence[Fact], now: datetime, zone: tzinfo) -> Group:
    group = _group(period.first.isoformat(), period, held, now)
    answers, successes = (published_at(period, zone, window) for window in (ANSWER_WINDOW, SUCCESS_WINDOW))
    return Group(
        group.name, period, group.sent, group.response, group.success, group.median_days,
        answers if answers > now else None, successes if successes > now else None,
    )  # fmt: skip
