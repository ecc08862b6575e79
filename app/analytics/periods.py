"""Compute weeks (Monday to Sunday), months and years as days of a person's time zone. Nothing is counted here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from app.kit.local_time import to_local

Unit = Literal["week", "month", "year", "all"]
UNITS: tuple[Unit, ...] = ("week", "month", "year", "all")
_DAY = timedelta(days=1)
_WEEK = 7


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from first to last, inclusive."""

    first: date
    last: date

    def contains(self, day: date) -> bool:
        """Return whether the day is in the period."""
        return self.first <= day <= self.last

    def end(self, zone: tzinfo) -> datetime:
        """Return the midnight after the last day, in the zone."""
        return datetime.combine(self.last + _DAY, time(), zone)


ALL_TIME = Period(date.min, date.max - _DAY)


def to_local_day(moment: datetime, zone: tzinfo) -> date:
    """Return the day a moment falls on in the zone."""
    return to_local(moment, zone).date()


def find_period(unit: Unit, day: date) -> Period:
    """Return the week, month or year that contains the day; ALL_TIME for the unit "all"."""
    if unit == "week":
        first = day - timedelta(days=day.weekday())
        return Period(first, first + timedelta(days=_WEEK - 1))
    if unit == "month":
        first = day.replace(day=1)
        return Period(first, (first + timedelta(days=31)).replace(day=1) - _DAY)
    if unit == "year":
        return Period(day.replace(month=1, day=1), day.replace(month=12, day=31))
    return ALL_TIME


def find_previous_period(unit: Unit, period: Period) -> Period:
    """Return the period before this one."""
    return find_period(unit, period.first - _DAY)


def find_next_period(unit: Unit, period: Period) -> Period:
    """Return the period after this one."""
    return find_period(unit, period.last + _DAY)


def list_periods(unit: Unit, first: date, last: date) -> tuple[Period, ...]:
    """Return all periods from the one with the first day to the one with the last, without gaps."""
    periods = [find_period(unit, first)]
    while periods[-1].last < last:
        periods.append(find_next_period(unit, periods[-1]))
    return tuple(periods)
