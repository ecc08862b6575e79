"""Describe what a signed-in user did with the listings of a list. Not here: loading it (app.cards)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ListingMarks:
    """The listings that a user saved, put into the current comparison set, and applied to."""

    saved: frozenset[UUID] = frozenset()
    compared: frozenset[UUID] = frozenset()
    applied: dict[UUID, datetime] | None = None
