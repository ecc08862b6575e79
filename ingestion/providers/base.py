"""Define what every provider's file supplies and the requests they share. Nothing provider-specific, no database."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar, Literal
from urllib.parse import urlencode

from ingestion.boards import ProviderBoard
from ingestion.http import (
    NotConfigured,
    ProviderClient,
    ProviderRequest,
    ProviderResponse,
    RequestPace,
    cache_validator_key,
    get_host,
)
from ingestion.payloads import PayloadHasher
from ingestion.postings import FetchResult, Payload, RawFields
from ingestion.providers.collector import RecordCollector, RecordShape


class JobProvider(ABC):
    """One provider: how to fetch a board of it, and where its postings keep their fields.

    `volatile_paths` lists what the change hash ignores: dotted paths, and with a trailing `?` only the query of the
    address there. `credential_names` are the credentials that `jobledger sources set` must have stored. `hosts` are the
    provider's own: `pace` and `call_limits` (calls per minute, day, week, month) apply only there, and redirects may
    lead only there. `known_keys` are the top-level keys postings have had so far; others are reported as a changed
    format.
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
    volatile_paths: ClassVar[tuple[str, ...]] = ()
    credential_names: ClassVar[tuple[str, ...]] = ()
    known_keys: ClassVar[frozenset[str]] = frozenset()
    pace: ClassVar[RequestPace] = RequestPace(max_parallel_calls=6)
    call_limits: ClassVar[Mapping[str, int]] = {}

    def __init__(self) -> None:
        self._shape = RecordShape(
            PayloadHasher(self.volatile_paths),
            self.get_record_id,
            self.get_record_title,
            self.is_record_closed,
            self.known_keys,
        )

    @abstractmethod
    async def fetch(self, client: ProviderClient, board: ProviderBoard) -> FetchResult:
        """Fetch the whole board. Raises FetchError when its postings cannot be read."""

    @abstractmethod
    def extract_fields(self, payload: Payload) -> RawFields:
        """Extract a posting's fields. Never raises: a missing key or a wrong type becomes None."""

    def get_record_id(self, record: Payload) -> object:
        """Return the value that should be the record's id."""
        return record.get("id")

    def get_record_title(self, record: Payload) -> object:
        """Return the value that should be the record's title."""
        return record.get("title")

    def is_record_closed(self, record: Payload) -> bool:  # noqa: ARG002 most providers never say so
        """Return whether the provider itself says that the job is closed."""
        return False

    def check_slug(self, slug: str) -> None:
        """Raise NotConfigured, saying what to write instead, if `slug` cannot be a board of this provider."""
        _ = ProviderBoard(self.code, slug, self.base_url).path_segment

    def new_collector(self) -> RecordCollector:
        """Return an empty collector for one board's records."""
        return RecordCollector(self._shape)

    def require_credential(self, board: ProviderBoard, name: str) -> str:
        """Return a credential of the board, or raise NotConfigured naming the command that sets it."""
        value = str(board.credentials.get(name) or "").strip()
        if not value or not value.isascii() or not value.isprintable():
            options = " ".join(f"--credential {credential_name}" for credential_name in self.credential_names)
            problem = "cannot send, because of its unusual characters," if value else "needs"
            raise NotConfigured(
                f"{self.name} {problem} the credential {name!r}. "
                f"Set it with: jobledger sources set {self.code} {options}"
            )
        return value

    async def request_json(
        self,
        client: ProviderClient,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        conditional_board: ProviderBoard | None = None,
        allows_empty_body: bool = False,
    ) -> ProviderResponse:
        """GET one address at the provider's pace. `conditional_board` is the board whose validators are sent along."""
        is_own_host = get_host(url) in self.hosts
        return await client.get_json(
            ProviderRequest(
                url,
                headers or {},
                cache_validators=conditional_board.cache_validators.get(cache_validator_key(url))
                if conditional_board
                else None,
                pace=self.pace if is_own_host else None,
                call_limits=self.call_limits if is_own_host else None,
                hosts=self.hosts,
                allows_empty_body=allows_empty_body,
            )
        )


def build_url(path: str, parameters: list[tuple[str, str]]) -> str:
    """Return `path` with its query; the last of two parameters with one name wins."""
    return f"{path}?{urlencode(dict(parameters))}" if parameters else path
