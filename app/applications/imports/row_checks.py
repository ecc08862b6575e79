"""Check what a row of an import says: its times, its lengths, and whether it was imported already."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from app.applications.fields import FIELDS_BY_NAME
from app.applications.imports.dates import FIRST_YEAR, LAST_YEAR
from app.kit.i18n import _

# A date may lie this far ahead, because the day has begun already somewhere.
_TIME_ZONE_MARGIN = timedelta(days=1)
_PAST_TIMES = ("applied_at", "response_at", "created_at")


class InvalidRow(ValueError):
    """A row that cannot be imported; its text is the reason."""


def compute_fingerprint(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what a row says, by which it is recognised when it is imported again."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def check_times(times: Mapping[str, datetime | None], at: datetime) -> None:
    """Raise InvalidRow for a time in the future of something that has happened."""
    for name in _PAST_TIMES:
        time = times.get(name)
        if time and time > at + _TIME_ZONE_MARGIN:
            text = _("The {field} ({day}) is in the future.")
            raise InvalidRow(text.format(field=_(FIELDS_BY_NAME[name].phrase), day=f"{time:%Y-%m-%d}"))


def check_lengths(texts: Mapping[str, str]) -> None:
    """Raise InvalidRow for a text that is longer than its field."""
    for name, value in texts.items():
        field = FIELDS_BY_NAME.get(name)
        if field and field.is_editable and len(value) > field.max_length:
            text = _("Too long: {field} has {length} characters, and the limit is {limit}.")
            raise InvalidRow(
                text.format(field=_(field.phrase), length=f"{len(value):,}", limit=f"{field.max_length:,}")
            )


def parse_export_time(value: Any, heading: str) -> datetime | None:
    """Return a time of one of our own exports. Raises InvalidRow."""
    if value is None or value == "":
        return None
    try:
        time = datetime.fromisoformat(str(value))
        utc = time.astimezone(UTC) if time.tzinfo else None
    except (ValueError, OverflowError) as error:
        text = _("“{value}” under {heading} is not a time. Write it as 2026-03-31T12:00Z.")
        raise InvalidRow(text.format(value=str(value)[:40], heading=heading)) from error
    if utc is None:
        text = _("“{value}” under {heading} has no time zone. Write it as 2026-03-31T12:00Z.")
        raise InvalidRow(text.format(value=str(value)[:40], heading=heading))
    if not FIRST_YEAR <= utc.year <= LAST_YEAR:
        text = _("“{text}” is in the year {year}. Check for a typo.")
        raise InvalidRow(text.format(text=str(value)[:40], year=utc.year))
    return utc
