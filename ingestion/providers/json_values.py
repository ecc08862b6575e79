"""Read values from a payload without trusting it: a missing key or a wrong type becomes None or an empty list. No
meaning is read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from ingestion.postings import Payload

_TRUE_WORDS, _FALSE_WORDS = frozenset({"true", "yes", "y", "1"}), frozenset({"false", "no", "n", "0"})


def as_text(value: object) -> str | None:
    """Return a non-empty text, its ends trimmed."""
    return (value.strip() or None) if isinstance(value, str) else None


def as_id_text(value: object) -> str | None:
    """Return a text, or an integer as text (ids come as both)."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else as_text(value)


def as_number(value: object) -> float | None:
    """Return a finite number, also one written as text (USAJobs, Greenhouse's metadata)."""
    if isinstance(value, str):
        try:
            value = float(value.replace(",", ""))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def as_amount(value: object) -> float | None:
    """Return an amount of money; zero and less mean that the provider states none."""
    amount = as_number(value)
    return amount if amount is not None and amount > 0 else None


def as_flag(value: object) -> bool | None:
    """Return a yes or no, also from the words providers use ("True", "Y", "1")."""
    if isinstance(value, bool):
        return value
    word = value.strip().casefold() if isinstance(value, str) else ""
    return True if word in _TRUE_WORDS else False if word in _FALSE_WORDS else None


def as_date(value: object) -> str | int | None:
    """Return a date as the provider writes it, or epoch milliseconds."""
    return value if isinstance(value, int) and not isinstance(value, bool) else as_text(value)


def get_object(value: object, *path: str) -> Payload:
    """Return the object at `path` below `value`, or an empty one."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def get_objects(value: object) -> list[Payload]:
    """Return the objects of a list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def get_texts(value: object) -> list[str]:
    """Return the texts of a list, each once, in order."""
    texts = (as_text(item) for item in value) if isinstance(value, list) else ()
    return unique_texts(texts)


def unique_texts(values: Iterable[str | None]) -> list[str]:
    """Return the non-empty values, each once, in order."""
    return list(dict.fromkeys(value for value in values if value))
