"""The only clock. Nothing else reads the machine's time, so that the sandbox market or a test can set it."""

from __future__ import annotations

from datetime import UTC, datetime

from database.settings import settings


def now() -> datetime:
    """Return the present time in UTC: JOBLEDGER_NOW where that is set, else the real time."""
    moment = settings().moment
    return moment.astimezone(UTC) if moment else datetime.now(UTC)
