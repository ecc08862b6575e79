"""Group applications by trait, day and period, with their rates and response times. Nothing is drawn here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import Literal

from app.analytics.application_facts import ApplicationFacts
from app.analytics.periods import Period, Unit, find_period, list_periods, to_local_day
from app.analytics.rates import (
    ANSWER_WINDOW,
    MIN_GROUP_SIZE,
    SUCCESS_WINDOW,
    Rate,
    compute_final_moment,
    compute_response_rate,
    compute_success_rate,
)
from app.analytics.response_times import estimate_response_curve

Trait = Literal["source", "title_group", "company", "workplace"]
TRAITS: tuple[Trait, ...] = ("title_group", "company", "source", "workplace")


@dataclass(frozen=True, slots=True)
class Group:
    """The metrics of applications that share a trait or were sent in one period.

    For a period, `response_final_at` and `success_final_at` say when its rates become final; None once they are.
    """

    name: str
    period: Period | None
    sent: int
    response_rate: Rate
    success_rate: Rate
    median_days: float | None
    response_final_at: datetime | None = None
    success_final_at: datetime | None = None


def group_by_trait(applications: Iterable[ApplicationFacts], trait: Trait, now: datetime) -> tuple[Group, ...]:
    """Return one group per value of the trait, largest first."""
    by_value: dict[str, list[ApplicationFacts]] = {}
    for application in applications:
        if application.applied_at:
            by_value.setdefault(getattr(application, trait), []).append(application)
    groups = [_measure_group(value, None, members, now) for value, members in by_value.items()]
    return tuple(sorted(groups, key=lambda group: (-group.sent, group.name)))


def group_by_period(
    applications: Iterable[ApplicationFacts], unit: Unit, now: datetime, zone: tzinfo
) -> tuple[Group, ...]:
    """Return one group per week, month or year in which something was sent, latest first."""
    cohorts: dict[Period, list[ApplicationFacts]] = {}
    for application in applications:
        if application.applied_at:
            period = find_period(unit, to_local_day(application.applied_at, zone))
            cohorts.setdefault(period, []).append(application)
    return tuple(_measure_cohort(period, cohorts[period], now, zone) for period in sorted(cohorts, reverse=True))


def select_sent_in(
    applications: Iterable[ApplicationFacts], period: Period, zone: tzinfo
) -> tuple[ApplicationFacts, ...]:
    """Return the applications sent in the period, by days of the zone."""
    return tuple(
        application
        for application in applications
        if application.applied_at and period.contains(to_local_day(application.applied_at, zone))
    )


def count_standings(applications: Iterable[ApplicationFacts]) -> Counter[str]:
    """Return how many applications have each status now."""
    return Counter(application.standing for application in applications)


def count_by_day(applications: Iterable[ApplicationFacts], zone: tzinfo) -> dict[date, int]:
    """Return how many applications were sent on each day from the first to the last, zeros included."""
    days = Counter(to_local_day(application.applied_at, zone) for application in applications if application.applied_at)
    if not days:
        return {}
    first, last = min(days), max(days)
    return {
        date.fromordinal(day): days[date.fromordinal(day)] for day in range(first.toordinal(), last.toordinal() + 1)
    }


def count_by_period(unit: Unit, moments: Sequence[datetime], zone: tzinfo) -> dict[Period, int]:
    """Return how many moments fall in each week, month or year, from the first to the last without gaps."""
    days = [to_local_day(moment, zone) for moment in moments]
    if not days:
        return {}
    counts = Counter(find_period(unit, day) for day in days)
    return {period: counts[period] for period in list_periods(unit, min(days), max(days))}


def _measure_group(name: str, period: Period | None, members: Sequence[ApplicationFacts], now: datetime) -> Group:
    curve = estimate_response_curve(members, now)
    median = curve.quantile(0.5) if curve.n >= MIN_GROUP_SIZE else None
    return Group(
        name, period, len(members), compute_response_rate(members, now), compute_success_rate(members, now), median
    )


def _measure_cohort(period: Period, members: Sequence[ApplicationFacts], now: datetime, zone: tzinfo) -> Group:
    group = _measure_group(period.first.isoformat(), period, members, now)
    response_final_at = compute_final_moment(period, zone, ANSWER_WINDOW)
    success_final_at = compute_final_moment(period, zone, SUCCESS_WINDOW)
    return replace(
        group,
        response_final_at=response_final_at if response_final_at > now else None,
        success_final_at=success_final_at if success_final_at > now else None,
    )
