"""What the details of a timeline event may be: each name with its values. A file may say anything of them.

The screens, exports and calendars count on these kinds. Not here: the events themselves (app.applications.timeline).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

MAX_MINUTES = 600
MIN_MINUTES = 5
# Browsers count exactly up to this number, so that a form can show it.
_MAX_NUMBER = 2**53 - 1


def find_invalid_detail(details: Mapping[str, Any]) -> str | None:
    """Return the name of the first detail with a value no event of ours has; None when all are as they should be."""
    return next((name for name, value in details.items() if not _is_valid(name, value)), None)


def drop_invalid_details(details: Any) -> dict[str, Any]:
    """Return the details without those that no event of ours has."""
    if not isinstance(details, Mapping):
        return {}
    return {name: value for name, value in details.items() if _is_valid(name, value)}


def is_attachment(value: Any) -> bool:
    """Return whether the value describes an attached file or link."""
    return isinstance(value, Mapping) and all(_is_scalar(part) for part in value.values())


def drop_invalid_attachments(values: Any) -> tuple[Mapping[str, Any], ...]:
    """Return the attachments of an event without values that describe none."""
    return tuple(value for value in values if is_attachment(value)) if isinstance(values, list | tuple) else ()


def _is_valid(name: str, value: Any) -> bool:
    return value is None or _CHECK_BY_NAME.get(name, _is_scalar)(value)


def _is_scalar(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_duration(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and MIN_MINUTES <= value <= MAX_MINUTES


def _is_amount(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MAX_NUMBER


def _is_changes(value: Any) -> bool:
    """Return whether the value has, for each changed field, scalars before and after."""
    return isinstance(value, Mapping) and all(
        isinstance(change, Mapping) and all(_is_scalar(part) for part in change.values()) for change in value.values()
    )


_CHECK_BY_NAME: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("kind", "text", "round", "with", "place", "currency", "period", "from", "to"), _is_text),
    **dict.fromkeys(("status_from", "status_to", "outcome_to"), _is_text),
    "done": _is_flag,
    "minutes": _is_duration,
    "amount": _is_amount,
    "fields": _is_changes,
}
