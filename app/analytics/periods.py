"""Weeks (Monday to Sunday), months, years and all of time, as days of the person's own time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

Unit = Literal["week", "month", "year", "all"]
UNITS: tuple[Unit, ...] = ("week", "month", "year", "all")
_DAY = timedelta(days=1)
_WEEK = 7


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from first to last, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first <= day <= self.last

    def end(self, zone: tzinfo) -> datetime:
        """The moment it is over: midnight after its last day, in the zone."""
        return datetime.combine(self.last + _DAY, time(), zone)


EVER = Period(date.min, date.max - _DAY)


def local_day(moment: datetime, zone: tzinfo) -> date:
    """The day a moment falls on in the zone."""
    return moment.astimezone(zone).date()


def around(unit: Unit, day: date) -> Period:
    """The week, month or year that the day is in; EVER for all."""
    if unit == "week":
        first = day - timedelta(days=day.weekday())
        return Period(first, first + timedelta(days=_WEEK - 1))
    if unit == "month":
        first = day.replace(day=1)
        return Period(first, (first + timedelta(days=31)).replace(day=1) - _DAY)
    if unit == "year":
        return Period(day.replace(month=1, day=1), day.replace(month=12, day=31))
    return EVER


def before(unit: Unit, period: Period) -> Period:
    """The one before it."""
    return around(unit, period.first - _DAY)


def after(unit: Unit, period: Period) -> Period:
    """The one after it."""
    return around(unit, period.last + _DAY)


def run(unit: Unit, first: date, last: date) -> tuple[Period, ...]:
    """All periods from the one with the first day to the one with the last, without gaps."""
    found = [around(unit, first)]
    while found[-1].last < last:
        found.append(after(unit, found[-1]))
    return tuple(found)
