"""What every provider's file provides. Nothing provider-specific, no database."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import timedelta
from typing import ClassVar, Literal

from ingestion.boards import Board
from ingestion.http.client import Client
from ingestion.http.errors import NotConfigured
from ingestion.postings import BoardAnswer, Payload, RawFields


class Source(ABC):
    """One provider: how to read a board of it, and where its postings keep what.

    `volatile` lists what the change hash leaves out: dotted paths, and with a trailing `?` only the query of the
    address there. `credentials` are the names `jobledger sources set` must have been given. `parallel` calls at
    once, `interval` seconds apart, are what we allow ourselves against the provider's own host.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    type: ClassVar[Literal["api", "ats"]]
    base_url: ClassVar[str]
    may_aggregate: ClassVar[bool] = True
    may_archive: ClassVar[bool] = True
    attribution: ClassVar[str | None] = None
    default_schedule: ClassVar[str]
    freshness: ClassVar[timedelta]
    volatile: ClassVar[tuple[str, ...]] = ()
    credentials: ClassVar[tuple[str, ...]] = ()
    known_keys: ClassVar[frozenset[str]] = frozenset()
    parallel: ClassVar[int] = 6
    interval: ClassVar[float] = 0.0

    @abstractmethod
    async def fetch(self, client: Client, board: Board) -> BoardAnswer:
        """Read the whole board. Raises FetchError when nothing can be said about its postings."""

    @abstractmethod
    def fields(self, payload: Payload) -> RawFields:
        """Pick a posting's fields. Never raises: a missing key or a wrong type is silence (None)."""

    def credential(self, board: Board, name: str) -> str:
        """Return a credential of the board, or raise NotConfigured naming the command that sets it."""
        value = str(board.credentials.get(name) or "").strip()
        if not value:
            wanted = " ".join(f"--credential {c}=…" for c in self.credentials)
            raise NotConfigured(
                f"{self.name} needs the credential {name!r}. Set it with: jobledger sources set {self.code} {wanted}"
            )
        return value
