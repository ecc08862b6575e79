"""Clean, compare and sort the values of an application's fields. Which fields there are: app.applications.fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from app.applications.fields import EDITABLE_FIELDS, FIELDS_BY_NAME, SNAPSHOT_NAMES

# The details of a timeline event, in the order of its form.
EVENT_DETAILS = ("amount", "currency", "period", "round", "with", "place", "minutes")
DEFAULT_MAX_LENGTH = 300


@dataclass(frozen=True, slots=True)
class FieldChanges:
    """Columns with their previous and new values, and what the timeline tells of each field. All may be empty."""

    previous: dict[str, Any] = field(default_factory=dict)
    current: dict[str, Any] = field(default_factory=dict)
    by_field: dict[str, dict[str, Any]] = field(default_factory=dict)


def clean_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with texts trimmed to what can be stored, and empty texts as None."""
    return {name: _clean_text(name, value) if isinstance(value, str) else value for name, value in values.items()}


def compare_values(row: RowMapping, values: Mapping[str, Any]) -> FieldChanges:
    """Compare a stored application with new values of its fields."""
    snapshot = dict(row["listing_snapshot"] or {})
    changes = FieldChanges()
    for name, value in values.items():
        column = EDITABLE_FIELDS[name].column_name
        stored = snapshot.get(name) if name in SNAPSHOT_NAMES else row[column]
        if to_json(stored) == to_json(value):
            continue
        changes.by_field[name] = {"before": to_json(stored), "after": to_json(value)}
        if name in SNAPSHOT_NAMES:
            snapshot[name] = to_json(value)
            changes.previous["listing_snapshot"] = row["listing_snapshot"]
            changes.current["listing_snapshot"] = snapshot
        else:
            changes.previous[column], changes.current[column] = stored, value
    return changes


def sort_field_names(names: Iterable[str]) -> list[str]:
    """Sort field names as the table lists them; unknown names come last."""
    return _sort_by_place(names, tuple(FIELDS_BY_NAME))


def sort_event_details(names: Iterable[str]) -> list[str]:
    """Sort the names of a timeline event's details as its form lists them; unknown names come last."""
    return _sort_by_place(names, EVENT_DETAILS)


def to_json(value: Any) -> Any:
    """Return the value as JSON stores it: a time in ISO 8601 and UTC, an amount as a number, an id as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value) if isinstance(value, UUID) else value


def parse_time(text: str | None) -> datetime | None:
    """Return the time that `to_json` wrote."""
    return datetime.fromisoformat(text) if text else None


def _sort_by_place(names: Iterable[str], order: tuple[str, ...]) -> list[str]:
    places = {name: place for place, name in enumerate(order)}
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))


def _clean_text(name: str, value: str) -> str | None:
    field = FIELDS_BY_NAME.get(name)
    clean = value.replace("\x00", "").strip()
    line = clean if field and field.kind == "text" else " ".join(clean.split())
    return line[: field.max_length if field else DEFAULT_MAX_LENGTH].rstrip() or None
