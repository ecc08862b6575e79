"""A market together with its clock and the pages served so far: what a provider answers from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.boards import Board
from sandbox.instants import instant, iso_z, present
from sandbox.market import Market, Opening
from sandbox.wire import Kept, Pages


class World:
    """One practice market at one moment; only `at` and the call counter ever change."""

    def __init__(self, listings: int = 20_000, seed: int = 7, at: str | None = None) -> None:
        self.market = Market(listings, seed)
        self.at = instant(at) if at else present()
        self.pages = Pages()
        self.ads: Kept[dict[str, Any]] = Kept(96 << 20)
        self.calls = 0

    @property
    def now(self) -> str:
        """The clock as ISO 8601."""
        return iso_z(self.at)

    def move(self, at: str) -> None:
        """Set the clock, forwards or backwards; raises ValueError on what is not an ISO 8601 date or time."""
        self.at = instant(at)

    def open(self, board: Board, at: int | None = None) -> tuple[Opening, ...]:
        """Return all postings of a board, those that are not to be shown among them."""
        return self.market.open(board, self.at if at is None else at)

    def listed(self, board: Board, at: int | None = None) -> Iterator[Opening]:
        """Yield the postings of a board that are to be shown."""
        return (opening for opening in self.open(board, at) if self.market.listed(opening))
