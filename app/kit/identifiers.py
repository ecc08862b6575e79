"""Read identifiers from addresses."""

from __future__ import annotations

from uuid import UUID


def identify(written: str | None) -> UUID | None:
    """Return the id in an address, None when it is not an id."""
    try:
        return UUID(written or "")
    except ValueError:
        return None
