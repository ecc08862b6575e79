"""The one clock. Nothing else asks the machine for the date, so that a practice market or a test can set it."""

from __future__ import annotations

from datetime import UTC, datetime

from database.settings import settings


def now() -> datetime:
    """The present moment, aware and in UTC: JOBLEDGER_NOW where that is set, else the real time."""
    moment = settings().moment
    return moment.astimezone(UTC) if moment else datetime.now(UTC)
