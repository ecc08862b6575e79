"""Collect one board's records page by page: a record becomes a posting or is rejected with the reason. No fetching."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ingestion.http import ProviderResponse, cache_validator_key
from ingestion.payloads import NotStorable, PayloadHasher, describe_record, encode_record
from ingestion.postings import FetchResult, Payload, Posting, RejectedPosting

MAX_RECORD_BYTES = 2_000_000  # bytes of JSON; the largest real posting seen has under 200,000
_MAX_ID_LENGTH = 200
_MAX_REJECTED_CHARACTERS = 64_000  # characters


@dataclass(frozen=True, slots=True)
class RecordShape:
    """Describes where one provider's records keep their id, title and state.

    `get_id` and `get_title` return what should be a record's id and title, of whatever type; `is_record_closed` tells
    whether the provider says the job is closed. `known_keys` are the keys records have had so far; an empty set turns
    the check off.
    """

    hasher: PayloadHasher
    get_id: Callable[[Payload], object]
    get_title: Callable[[Payload], object]
    is_record_closed: Callable[[Payload], bool] = lambda _: False
    known_keys: frozenset[str] = frozenset()


@dataclass(slots=True)
class RecordCollector:
    """Collects a board. `external_ids` are the ids so far, each counted once; `finish` returns what landing gets."""

    shape: RecordShape
    result: FetchResult = field(default_factory=FetchResult)
    external_ids: set[str] = field(default_factory=set)
    _record_count: int = 0
    _repeated_count: int = 0

    def count_response(self, response: ProviderResponse, url: str | None = None) -> None:
        """Add a response's size; with `url` (the requested address) also store its validators."""
        self.result.size += response.size
        self.result.calls += response.calls
        if url and (response.etag or response.last_modified):
            self.result.cache_validators[cache_validator_key(url)] = (response.etag, response.last_modified)

    def add_records(self, records: Iterable[object]) -> int:
        """Add a page's records and return how many ids were new. An id that came before is not counted again."""
        previous_count = len(self.external_ids)
        page_ids: set[str] = set()
        for record in records:
            self._record_count += 1
            if isinstance(record, dict):
                self._add_record(record, page_ids)
            else:
                self._reject(record, f"it is {type(record).__name__}, not an object")
        return len(self.external_ids) - previous_count

    def finish(self) -> FetchResult:
        """Return the board. A list whose records cannot be told apart is incomplete, so that it closes no listing."""
        rejected_records = self.result.rejected_records
        without_id_count = sum(record.external_id is None for record in rejected_records)
        if without_id_count:
            problem = f"{without_id_count:,} of {self._record_count:,} records have no usable id"
        elif len(rejected_records) * 2 > self._record_count:
            problem = f"{len(rejected_records):,} of {self._record_count:,} records were rejected"
        elif self._repeated_count * 2 > self._record_count:
            problem = f"{self._repeated_count:,} of {self._record_count:,} records repeat another one's id"
        else:
            return self.result
        self.result.format_error = f"{problem}: the provider's format may have changed. No listing was closed."
        self.mark_incomplete(self.result.format_error)
        return self.result

    def mark_incomplete(self, reason: str) -> None:
        """Record that the list was not read completely; the first reason stays."""
        self.result.is_complete = False
        self.result.incomplete_reason = self.result.incomplete_reason or reason

    def _add_record(self, record: Payload, page_ids: set[str]) -> None:
        shape, external_id = self.shape, clean_external_id(self.shape.get_id(record))
        if external_id is None:
            self._reject(record, "it has no usable id")
            return
        self._repeated_count += external_id in page_ids
        page_ids.add(external_id)
        if external_id in self.external_ids:
            return
        self.external_ids.add(external_id)
        if shape.known_keys and not shape.known_keys.issuperset(record):
            self.result.new_keys.update(record.keys() - shape.known_keys)
        title = shape.get_title(record)
        if not isinstance(title, str) or not title.strip():
            self._reject(record, "it has no title", external_id)
            return
        try:
            payload = encode_record(record)
            if len(payload) > MAX_RECORD_BYTES:
                self._reject(record, f"it has {len(payload):,} bytes, over the {MAX_RECORD_BYTES:,} taken", external_id)
                return
            posting = Posting(external_id, payload, shape.hasher.hash(record), shape.is_record_closed(record))
        except NotStorable as error:
            self._reject(record, str(error), external_id)
        else:
            self.result.postings.append(posting)

    def _reject(self, record: object, reason: str, external_id: str | None = None) -> None:
        text = describe_record(record)
        if len(text) > _MAX_REJECTED_CHARACTERS:
            reason = f"{reason}; only its first {_MAX_REJECTED_CHARACTERS:,} characters are stored"
        self.result.rejected_records.append(RejectedPosting(text[:_MAX_REJECTED_CHARACTERS], reason, external_id))


def clean_external_id(value: object) -> str | None:
    """Return an id as text, or None for a value that cannot identify a posting (empty, too long, unprintable)."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    return text if 0 < len(text) <= _MAX_ID_LENGTH and text.isprintable() else None
