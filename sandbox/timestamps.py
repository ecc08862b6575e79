"""Convert between epoch seconds and the ways in which the providers write a time. Reads only the machine's clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY = 86_400
HOUR = 3_600
_NEW_YORK = ZoneInfo("America/New_York")


def parse_time(text: str) -> int:
    """Return the epoch second of an ISO 8601 date or time; a bare date means its last second, as in UTC.

    Raises ValueError on anything else.
    """
    if "T" not in text:
        text += "T23:59:59+00:00"
    time_point = datetime.fromisoformat(text)
    if time_point.tzinfo is None:
        time_point = time_point.replace(tzinfo=UTC)
    return int(time_point.timestamp())


def current_time() -> int:
    """Return the machine's current epoch second."""
    return int(time.time())


def format_utc(timestamp: int) -> str:
    """Return `2026-11-22T09:30:00Z`."""
    return datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def format_utc_millis(timestamp: int, millis: int) -> str:
    """Return `2026-11-22T09:30:00.371+00:00`, as Ashby writes it."""
    return datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%dT%H:%M:%S") + f".{millis:03d}+00:00"


def format_new_york(timestamp: int) -> str:
    """Return `2026-11-22T04:30:00-05:00`, as Greenhouse writes it."""
    return datetime.fromtimestamp(timestamp, _NEW_YORK).isoformat()


@lru_cache(maxsize=4096)
def _format_day(day: int) -> str:
    return datetime.fromtimestamp(day * DAY, UTC).strftime("%Y-%m-%d")


def format_date(timestamp: int) -> str:
    """Return `2026-11-22`."""
    return _format_day(timestamp // DAY)


def get_calendar_year(timestamp: int) -> int:
    """Return the calendar year."""
    return int(format_date(timestamp)[:4])
