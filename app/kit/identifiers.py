"""Read identifiers from addresses."""

from __future__ import annotations

from uuid import UUID


def parse_uuid(text: str | None) -> UUID | None:
    """Return the id in an address, None when it is not an id."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
