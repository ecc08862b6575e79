"""What every provider's file provides, and what they share in asking. Nothing provider-specific, no database."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar, Literal
from urllib.parse import urlencode

from ingestion.boards import Board
from ingestion.http import Answer, Client, NotConfigured, Pace, Request, host_of, validator_key
from ingestion.payloads import Canonical
from ingestion.postings import BoardAnswer, Payload, RawFields
from ingestion.sources.collect import Collector, Shape


class Source(ABC):
    """One provider: how to read a board of it, and where its postings keep what.

    `volatile` lists what the change hash leaves out: dotted paths, and with a trailing `?` only the query of the
    address there. `credentials` are the names `jobledger sources set` must have been given. `hosts` are the
    provider's own: there, and only there, `pace` and `allowance` (calls per minute, day, week, month) hold, and
    redirects may lead there. `known_keys` are a posting's top-level keys so far; others are reported as drift.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    type: ClassVar[Literal["api", "ats"]]
    base_url: ClassVar[str]
    hosts: ClassVar[frozenset[str]]
    may_aggregate: ClassVar[bool] = True
    may_archive: ClassVar[bool] = True
    attribution: ClassVar[str | None] = None
    default_schedule: ClassVar[str]
    freshness: ClassVar[timedelta]
    volatile: ClassVar[tuple[str, ...]] = ()
    credentials: ClassVar[tuple[str, ...]] = ()
    known_keys: ClassVar[frozenset[str]] = frozenset()
    pace: ClassVar[Pace] = Pace(parallel=6)
    allowance: ClassVar[Mapping[str, int]] = {}

    def __init__(self) -> None:
        self._shape = Shape(Canonical(self.volatile), self.key, self.title, self.closed, self.known_keys)

    @abstractmethod
    async def fetch(self, client: Client, board: Board) -> BoardAnswer:
        """Read the whole board. Raises FetchError when nothing can be said about its postings."""

    @abstractmethod
    def fields(self, payload: Payload) -> RawFields:
        """Pick a posting's fields. Never raises: a missing key or a wrong type is silence (None)."""

    def key(self, record: Payload) -> object:
        """Return what should be the record's id."""
        return record.get("id")

    def title(self, record: Payload) -> object:
        """Return what should be the record's title."""
        return record.get("title")

    def closed(self, record: Payload) -> bool:  # noqa: ARG002 most providers never say so
        """Tell whether the provider itself says that the job is closed."""
        return False

    def check_slug(self, slug: str) -> None:
        """Raise NotConfigured, saying what to write instead, if `slug` can be no board of this provider."""
        _ = Board(self.code, slug, self.base_url).segment

    def collector(self) -> Collector:
        """Return an empty answer to fill."""
        return Collector(self._shape)

    def credential(self, board: Board, name: str) -> str:
        """Return a credential of the board, or raise NotConfigured naming the command that sets it."""
        value = str(board.credentials.get(name) or "").strip()
        if not value or not value.isascii() or not value.isprintable():
            wanted = " ".join(f"--credential {c}=…" for c in self.credentials)
            wrong = "cannot send, for its odd characters," if value else "needs"
            raise NotConfigured(
                f"{self.name} {wrong} the credential {name!r}. Set it with: jobledger sources set {self.code} {wanted}"
            )
        return value

    async def ask(
        self,
        client: Client,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        conditional: Board | None = None,
        empty_allowed: bool = False,
    ) -> Answer:
        """GET one address at the provider's pace. With `conditional` the board's validators go along."""
        own = host_of(url) in self.hosts
        return await client.get_json(
            Request(
                url,
                headers or {},
                validators=conditional.validators.get(validator_key(url)) if conditional else None,
                pace=self.pace if own else None,
                allowance=self.allowance if own else None,
                hosts=self.hosts,
                empty_allowed=empty_allowed,
            )
        )


def address(path: str, parameters: list[tuple[str, str]]) -> str:
    """Return `path` with its query; the last of two parameters with one name wins."""
    return f"{path}?{urlencode(dict(parameters))}" if parameters else path
