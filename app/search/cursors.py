"""Where a page of a long list begins or ends: the last row's place in the order, as a word an address can carry."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import UUID

_WRITTEN = re.compile(r"(-?\d[\d.e+-]{0,30}|-1)_(-?\d{1,18})_([0-9a-f]{32})_(\d{1,9})", re.ASCII)
Side = Literal["after", "before"]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in the order: score and posting time downwards, id upwards."""

    score: float
    posted_at: datetime
    listing_id: UUID

    def __str__(self) -> str:
        micros = (self.posted_at - _EPOCH) // timedelta(microseconds=1)
        return f"{self.score!r}_{micros}_{self.listing_id.hex}"


@dataclass(frozen=True, slots=True)
class Cursor:
    """The page after a row, or the page before it.

    `ahead` counts the listings before that page's first row ("after") or before the row itself ("before"), as they were
    when the cursor was made: counting them anew would take longer the further on one is.
    """

    side: Side
    place: Place
    ahead: int

    def __str__(self) -> str:
        return f"{self.place}_{self.ahead}"


def read(side: Side, written: str) -> Cursor | None:
    """The cursor an address holds, or None when it is not one."""
    found = _WRITTEN.fullmatch(written)
    if not found:
        return None
    try:
        score = float(found[1])
        posted_at = _EPOCH + timedelta(microseconds=int(found[2]))
    except (ValueError, OverflowError):
        return None
    if not math.isfinite(score):
        return None
    return Cursor(side, Place(score, posted_at, UUID(found[3])), int(found[4]))
