"""Write the place where a page of a long list begins or ends as a word for addresses, and read it.

Not here: reading the rows of a page (app.search.ordering).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import UUID

_CURSOR_PATTERN = re.compile(r"(-?\d[\d.e+-]{0,30}|-1)_(-?\d{1,18})_([0-9a-f]{32})_(\d{1,9})", re.ASCII)
Side = Literal["after", "before"]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SortPosition:
    """A row's place in the order: score and posting time downwards, id upwards."""

    score: float
    posted_at: datetime
    listing_id: UUID

    def __str__(self) -> str:
        posted_microseconds = (self.posted_at - _EPOCH) // timedelta(microseconds=1)
        return f"{self.score!r}_{posted_microseconds}_{self.listing_id.hex}"


@dataclass(frozen=True, slots=True)
class Cursor:
    """The page after a row, or the page before it.

    `rows_ahead` counts the listings before that page's first row ("after") or before the row itself ("before"), as they
    were when the cursor was made: counting them again would take longer on every further page.
    """

    side: Side
    position: SortPosition
    rows_ahead: int

    def __str__(self) -> str:
        return f"{self.position}_{self.rows_ahead}"


def read_cursor(side: Side, text: str) -> Cursor | None:
    """Return the cursor that an address holds, None when it is not valid."""
    parts = _CURSOR_PATTERN.fullmatch(text)
    if not parts:
        return None
    try:
        score = float(parts[1])
        posted_at = _EPOCH + timedelta(microseconds=int(parts[2]))
    except (ValueError, OverflowError):
        return None
    if not math.isfinite(score):
        return None
    return Cursor(side, SortPosition(score, posted_at, UUID(parts[3])), int(parts[4]))
