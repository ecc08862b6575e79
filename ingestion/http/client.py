"""The one HTTP client: every provider is asked through it."""

from __future__ import annotations

from types import TracebackType
from typing import Self


class Client:
    """Asks providers politely and gives whole answers or a FetchError.

    Use as `async with Client() as client`, one per event loop, shared by all boards of a pass.
    """

    async def __aenter__(self) -> Self:
        """Open the connection pool."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection pool."""
