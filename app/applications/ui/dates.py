"""Days and times as people choose them, in their own zone, and as they are kept."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo

MORNING = time(9)


def moment(day: date | None, zone: tzinfo, at: time = MORNING, *, kept: datetime | None = None) -> datetime | None:
    """The chosen day as a moment. A day that was not changed keeps the time of day it had."""
    if day is None:
        return None
    if kept is not None and kept.astimezone(zone).date() == day:
        return kept
    return datetime.combine(day, at, zone)


def day(value: datetime | None, zone: tzinfo) -> date | None:
    """The day a moment falls on."""
    return None if value is None else value.astimezone(zone).date()
