"""What a person may write about an application: the names, how they are tidied, and what an edit comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import RowMapping

# Kept in the snapshot of the job; the others are columns.
SNAPSHOT = frozenset({
    "title", "company", "location", "workplace_type", "employment_type", "experience_level", "salary_min", "salary_max",
    "currency", "salary_period",
})  # fmt: skip
DATES = ("applied_at", "response_at")
_COLUMNS = {"url": "job_post_url", "notes": "notes"} | {name: name for name in DATES}
EDITABLE = SNAPSHOT | frozenset(_COLUMNS)
# How names are told, those of an application and those of an entry of its timeline: as the forms have them.
_ORDER = (
    "title", "company", "location", "url", "applied_at", "response_at", "workplace_type", "employment_type",
    "experience_level", "salary_min", "salary_max", "amount", "currency", "salary_period", "period", "notes",
    "round", "with", "place", "minutes",
)  # fmt: skip
LONGEST = {"notes": 10_000, "url": 2_000}
_USUAL_LENGTH = 300


def tidied(given: Mapping[str, Any]) -> dict[str, Any]:
    """Texts without stray blanks and of a length that can be kept, empty ones as None; the rest as it is."""
    return {name: _text(name, value) if isinstance(value, str) else value for name, value in given.items()}


def edited(row: RowMapping, given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Columns before and after, and what the history says of it; all empty where nothing changes."""
    snapshot = dict(row["listing_snapshot"] or {})
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    said: dict[str, Any] = {}
    for name, value in given.items():
        column = _COLUMNS.get(name)
        held = row[column] if column else snapshot.get(name)
        if plain(held) == plain(value):
            continue
        said[name] = {"before": plain(held), "after": plain(value)}
        if column:
            before[column], after[column] = held, value
        else:
            snapshot[name] = plain(value)
            before["listing_snapshot"], after["listing_snapshot"] = row["listing_snapshot"], snapshot
    return before, after, said


def in_order(names: Iterable[str]) -> list[str]:
    """Names as they are told, which a database keeps in an order of its own. Unknown ones stand last."""
    places = {name: place for place, name in enumerate(_ORDER)}
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))


def plain(value: Any) -> Any:
    """The value as JSON keeps it: a time in ISO 8601 and UTC, an amount as a number."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _text(name: str, value: str) -> str | None:
    clean = value.replace("\x00", "").strip()
    line = clean if name == "notes" else " ".join(clean.split())
    return line[: LONGEST.get(name, _USUAL_LENGTH)].rstrip() or None
