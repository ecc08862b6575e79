"""Say what a signed-in user did with the listings of a list. Loading them: app.cards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Marks:
    """What a person did with the listings of a list: saved, put into the comparison they work on, applied to."""

    saved: frozenset[UUID] = frozenset()
    compared: frozenset[UUID] = frozenset()
    applied: dict[UUID, datetime] | None = None
