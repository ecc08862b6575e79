"""One board's answer as it grows page by page: records become postings or are rejected with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ingestion.http import Answer, validator_key
from ingestion.payloads import Canonical, NotStorable, encode, spell
from ingestion.postings import BoardAnswer, Payload, Posting, Rejected

LARGEST_RECORD = 2_000_000  # bytes of JSON; the largest real posting seen has under 200,000
_LONGEST_ID = 200
_KEPT_OF_REJECTED = 64_000  # characters


@dataclass(frozen=True, slots=True)
class Shape:
    """How one provider's records name themselves.

    `key` and `title` pick from a record what should be its id and its title, of whatever type; `closed` tells
    whether the provider says the job is closed. `known` are the keys records have had so far; none: not watched.
    """

    canonical: Canonical
    key: Callable[[Payload], object]
    title: Callable[[Payload], object]
    closed: Callable[[Payload], bool] = lambda _: False
    known: frozenset[str] = frozenset()


@dataclass(slots=True)
class Collector:
    """Gathers a board. `answer` is what landing gets; `seen` the ids so far, each counted once."""

    shape: Shape
    answer: BoardAnswer = field(default_factory=BoardAnswer)
    seen: set[str] = field(default_factory=set)

    def count(self, answer: Answer, url: str | None = None) -> None:
        """Add a call's size; with `url` (the address asked) also remember its validators."""
        self.answer.size += answer.size
        self.answer.calls += answer.calls
        if url and (answer.etag or answer.last_modified):
            self.answer.validators[validator_key(url)] = (answer.etag, answer.last_modified)

    def take(self, records: Iterable[object]) -> int:
        """Add a page's records; returns how many ids were new. An id that came before is not counted again."""
        before = len(self.seen)
        for record in records:
            if isinstance(record, dict):
                self._take(record)
            else:
                self._reject(record, f"it is {type(record).__name__}, not an object")
        return len(self.seen) - before

    def incomplete(self, reason: str) -> None:
        """Note that not the whole list was read; the first reason stays."""
        self.answer.complete = False
        self.answer.incomplete_reason = self.answer.incomplete_reason or reason

    def _take(self, record: Payload) -> None:
        shape, external_id = self.shape, usable_id(self.shape.key(record))
        if external_id is None:
            self._reject(record, "it has no usable id")
            return
        if external_id in self.seen:
            return
        self.seen.add(external_id)
        if shape.known and not shape.known.issuperset(record):
            self.answer.new_keys.update(record.keys() - shape.known)
        title = shape.title(record)
        if not isinstance(title, str) or not title.strip():
            self._reject(record, "it has no title", external_id)
            return
        try:
            payload = encode(record)
            if len(payload) > LARGEST_RECORD:
                self._reject(record, f"it has {len(payload):,} bytes, over the {LARGEST_RECORD:,} taken", external_id)
                return
            posting = Posting(external_id, payload, shape.canonical.hash(record), shape.closed(record))
        except NotStorable as error:
            self._reject(record, str(error), external_id)
        else:
            self.answer.postings.append(posting)

    def _reject(self, record: object, reason: str, external_id: str | None = None) -> None:
        text = spell(record)
        if len(text) > _KEPT_OF_REJECTED:
            reason = f"{reason}; only its first {_KEPT_OF_REJECTED:,} characters are kept"
        self.answer.rejected.append(Rejected(text[:_KEPT_OF_REJECTED], reason, external_id))


def usable_id(value: object) -> str | None:
    """Return an id as text, or None for what cannot name a posting (empty, too long, unprintable, no id at all)."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    return text if 0 < len(text) <= _LONGEST_ID and text.isprintable() else None
