"""Politeness: how many calls one host gets at once, how far apart, and when it asked for silence."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ingestion.http.limits import Pace

# One board refused for an hour may be that board's matter; three in a row are the host's.
_REFUSALS_THAT_BLOCK = 3


class Gate:
    """The way to one host; every attempt at a request goes through it."""

    def __init__(self, pace: Pace) -> None:
        self.interval = pace.interval
        self._places = asyncio.Semaphore(pace.parallel)
        self._next = 0.0
        self._refusals = 0

    @property
    def silence(self) -> float:
        """Seconds until the host may be called again."""
        return max(0.0, self._next - time.monotonic())

    def refused(self, seconds: float, longest: float) -> None:
        """Note a 429 that asked for `seconds` of silence; over `longest` only repeated ones hold for the host."""
        self._refusals += 1
        if seconds <= longest or self._refusals >= _REFUSALS_THAT_BLOCK:
            self._next = max(self._next, time.monotonic() + seconds)

    def answered(self) -> None:
        """Note that the host answered."""
        self._refusals = 0

    @asynccontextmanager
    async def passage(self, longest: float) -> AsyncIterator[None]:
        """Hold one of the host's places, after its silence; one over `longest` seconds is the caller's to respect."""
        async with self._places:
            while 0 < self.silence <= longest:  # noqa: ASYNC110 the host may ask for more silence meanwhile
                await asyncio.sleep(self.silence)
            if self.interval:
                self._next = time.monotonic() + self.interval
            yield
