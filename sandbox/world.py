"""A market together with its clock and the pages served so far: what a provider answers from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.boards import Board
from sandbox.instants import instant, iso_z, present
from sandbox.market import Market, Opening
from sandbox.wire import Kept, Pages

# A running clock goes on in steps, so that pages already made serve for a while: among 20,000 postings something
# happens about every five minutes.
STEP = 60


class World:
    """One practice market at one moment, `at`, which stands still until moved or, `running`, goes on with real time.

    A moment shows the same postings however it was reached.
    """

    def __init__(self, listings: int = 20_000, seed: int = 7, at: str | None = None, *, running: bool = False) -> None:
        self.market = Market(listings, seed)
        self.running = running
        self.at = self._set_to = instant(at) if at else present()
        self._set_at = present()
        self.pages = Pages()
        self.ads: Kept[dict[str, Any]] = Kept(96 << 20)
        self.calls = 0

    @property
    def now(self) -> str:
        """The clock as ISO 8601."""
        return iso_z(self.at)

    def move(self, at: str) -> None:
        """Set the clock, forwards or backwards; raises ValueError on what is not an ISO 8601 date or time."""
        self.at = self._set_to = instant(at)
        self._set_at = present()

    def tick(self) -> None:
        """Let a running clock catch up with real time. Called once a request, so that a request sees one moment."""
        if self.running:
            self.at = self._set_to + max(0, present() - self._set_at) // STEP * STEP

    def open(self, board: Board, at: int | None = None) -> tuple[Opening, ...]:
        """Return all postings of a board, those that are not to be shown among them."""
        return self.market.open(board, self.at if at is None else at)

    def listed(self, board: Board, at: int | None = None) -> Iterator[Opening]:
        """Yield the postings of a board that are to be shown."""
        return (opening for opening in self.open(board, at) if self.market.listed(opening))
