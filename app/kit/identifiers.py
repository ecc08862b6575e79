"""Read identifiers from addresses."""

from __future__ import annotations

from uuid import UUID


def identify(written: str | None) -> UUID | None:
    """The id an address holds, or None when it is not one."""
    try:
        return UUID(written or "")
    except ValueError:
        return None
