"""Instants as whole epoch seconds, and the ways the providers write them. Reads no clock but the machine's own."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY = 86_400
HOUR = 3_600
_NEW_YORK = ZoneInfo("America/New_York")


def instant(text: str) -> int:
    """Return the epoch second of an ISO 8601 date or time; a bare date means its last second, as in UTC.

    Raises ValueError on anything else.
    """
    if "T" not in text:
        text += "T23:59:59+00:00"
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return int(moment.timestamp())


def present() -> int:
    """Return the machine's present epoch second."""
    return int(time.time())


def iso_z(at: int) -> str:
    """Return `2026-11-22T09:30:00Z`."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def iso_millis(at: int, millis: int) -> str:
    """Return `2026-11-22T09:30:00.371+00:00`, as Ashby writes it."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S") + f".{millis:03d}+00:00"


def iso_new_york(at: int) -> str:
    """Return `2026-11-22T04:30:00-05:00`, as Greenhouse writes it."""
    return datetime.fromtimestamp(at, _NEW_YORK).isoformat()


@lru_cache(maxsize=4096)
def _day(number: int) -> str:
    return datetime.fromtimestamp(number * DAY, UTC).strftime("%Y-%m-%d")


def iso_date(at: int) -> str:
    """Return `2026-11-22`."""
    return _day(at // DAY)


def year(at: int) -> int:
    """Return the calendar year."""
    return int(iso_date(at)[:4])
