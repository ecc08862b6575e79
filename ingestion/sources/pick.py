"""Picking from a payload without trusting it: a missing key or a wrong type is None or nothing. No meaning is read."""

from __future__ import annotations

import math
from collections.abc import Iterable

from ingestion.postings import Payload

_TRUE, _FALSE = frozenset({"true", "yes", "y", "1"}), frozenset({"false", "no", "n", "0"})


def text(value: object) -> str | None:
    """Return a text with something in it, its ends trimmed."""
    return (value.strip() or None) if isinstance(value, str) else None


def token(value: object) -> str | None:
    """Return a text, or an integer as text (ids come as both)."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else text(value)


def number(value: object) -> float | None:
    """Return a finite number, also one written as text (USAJobs, Greenhouse's metadata)."""
    if isinstance(value, str):
        try:
            value = float(value.replace(",", ""))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def pay(value: object) -> float | None:
    """Return an amount of pay; zero and less mean that the provider is silent."""
    found = number(value)
    return found if found is not None and found > 0 else None


def flag(value: object) -> bool | None:
    """Return a yes or no, also as the words providers use ("True", "Y", "1")."""
    if isinstance(value, bool):
        return value
    word = value.strip().casefold() if isinstance(value, str) else ""
    return True if word in _TRUE else False if word in _FALSE else None


def moment(value: object) -> str | int | None:
    """Return a date as worded, or epoch milliseconds."""
    return value if isinstance(value, int) and not isinstance(value, bool) else text(value)


def child(value: object, *path: str) -> Payload:
    """Return the object at `path` below `value`; an empty one where there is none."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def children(value: object) -> list[Payload]:
    """Return the objects of a list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def texts(value: object) -> list[str]:
    """Return the texts of a list, each once, in order."""
    found = (text(item) for item in value) if isinstance(value, list) else ()
    return distinct(found)


def distinct(values: Iterable[str | None]) -> list[str]:
    """Return the values that are there, each once, in order."""
    return list(dict.fromkeys(value for value in values if value))
