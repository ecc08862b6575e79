"""Convert between the days and times that users choose in their time zone and stored moments."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo

from app.kit.local_time import to_local

DEFAULT_TIME_OF_DAY = time(9)


def to_moment(
    day: date | None, zone: tzinfo, at: time = DEFAULT_TIME_OF_DAY, *, stored: datetime | None = None
) -> datetime | None:
    """Return the chosen day as a moment. A day that was not changed keeps its stored time."""
    if day is None:
        return None
    if stored is not None and to_local(stored, zone).date() == day:
        return stored
    return datetime.combine(day, at, zone)


def to_day(moment: datetime | None, zone: tzinfo) -> date | None:
    """Return the day of a moment."""
    return None if moment is None else to_local(moment, zone).date()
