"""Throttle the calls to one host: how many at once, how far apart, and when it asked us to wait. No requests here."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ingestion.http.limits import RequestPace

# One rejection may concern a single board; three in a row concern the host.
_REJECTIONS_BEFORE_BLOCKING = 3


class HostThrottle:
    """Limits the calls to one host; every attempt at a request goes through it."""

    def __init__(self, pace: RequestPace) -> None:
        self.interval = pace.interval
        self._slots = asyncio.Semaphore(pace.max_parallel_calls)
        self._free_at = 0.0
        self._rejections = 0

    @property
    def seconds_until_free(self) -> float:
        """Return the seconds until the host may be called again."""
        return max(0.0, self._free_at - time.monotonic())

    def record_rejection(self, seconds: float, longest_wait: float) -> None:
        """Record a 429 that asked for a wait of `seconds`; over `longest_wait` only repeated ones block the
        whole host.
        """
        self._rejections += 1
        if seconds <= longest_wait or self._rejections >= _REJECTIONS_BEFORE_BLOCKING:
            self._free_at = max(self._free_at, time.monotonic() + seconds)

    def record_response(self) -> None:
        """Record that the host responded."""
        self._rejections = 0

    @asynccontextmanager
    async def hold_slot(self, longest_wait: float) -> AsyncIterator[None]:
        """Hold one of the host's slots after its wait; the caller must check a wait over `longest_wait` itself."""
        async with self._slots:
            while 0 < self.seconds_until_free <= longest_wait:  # noqa: ASYNC110 the host may ask for a longer wait meanwhile
                await asyncio.sleep(self.seconds_until_free)
            if self.interval:
                self._free_at = time.monotonic() + self.interval
            yield
