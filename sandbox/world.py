"""Hold a market together with its clock and the responses it has served: everything a provider answers from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.boards import JobBoard
from sandbox.market import Market, SandboxPosting
from sandbox.responses import ResponseCache, SizedCache
from sandbox.timestamps import current_time, format_utc, parse_time

# A running clock advances in steps, so that cached responses stay valid for a while: among 20,000 postings something
# happens about every five minutes.
CLOCK_STEP_SECONDS = 60


class World:
    """A sandbox market at a time. The clock stands still until it is set, or follows real time with
    `follows_real_time`.

    The postings at a time are the same however the clock got there.
    """

    def __init__(
        self, listings: int = 20_000, seed: int = 7, at: str | None = None, *, follows_real_time: bool = False
    ) -> None:
        self.market = Market(listings, seed)
        self.follows_real_time = follows_real_time
        self.now = self._clock_start = parse_time(at) if at else current_time()
        self._real_start = current_time()
        self.responses = ResponseCache()
        self.adzuna_postings: SizedCache[dict[str, Any]] = SizedCache(96 << 20)
        self.adzuna_calls = 0

    @property
    def now_text(self) -> str:
        """Return the clock as ISO 8601."""
        return format_utc(self.now)

    def set_clock(self, at: str) -> None:
        """Set the clock, forwards or backwards; raise ValueError if `at` is not an ISO 8601 date or time."""
        self.now = self._clock_start = parse_time(at)
        self._real_start = current_time()

    def advance_clock(self) -> None:
        """Let a running clock catch up with real time. Call it once a request, so that a request sees one time."""
        if self.follows_real_time:
            self.now = (
                self._clock_start + max(0, current_time() - self._real_start) // CLOCK_STEP_SECONDS * CLOCK_STEP_SECONDS
            )

    def get_open_postings(self, board: JobBoard, at: int | None = None) -> tuple[SandboxPosting, ...]:
        """Return all open postings of a board, those that are not public included."""
        return self.market.get_open_postings(board, self.now if at is None else at)

    def get_listed_postings(self, board: JobBoard, at: int | None = None) -> Iterator[SandboxPosting]:
        """Yield the public open postings of a board."""
        return (posting for posting in self.get_open_postings(board, at) if self.market.is_listed(posting))
