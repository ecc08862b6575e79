"""Convert between moments and the days of a time zone, also at the first and last days a date can have."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def parse_zone(name: str | None) -> tzinfo:
    """Return the time zone of this name; UTC without one or for an unknown one."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def to_local(moment: datetime, zone: tzinfo) -> datetime:
    """Return the moment in the zone; in UTC where the zone's day would be before year 1 or after year 9999."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment.astimezone(UTC)


def find_start(day: date, zone: tzinfo) -> datetime | None:
    """Return the moment in UTC at which the day begins in the zone; None where that is before year 1."""
    try:
        return datetime.combine(day, time(), zone).astimezone(UTC)
    except OverflowError:
        return None


def find_end(day: date, zone: tzinfo) -> datetime | None:
    """Return the moment in UTC at which the day ends in the zone; None where that is after year 9999."""
    try:
        return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    except OverflowError:
        return None
