"""Reading answers and naming their records' versions: JSON in, JSON out, the change hash. No provider's field is known.

orjson does the work. What it refuses (lone surrogates, bytes that are no UTF-8, NaN) is read again by the standard
library, so that one bad record costs itself and not its board.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

import orjson

from ingestion.postings import Payload

_HASH_BYTES = 16
_LONGEST_NUMBER = 4000  # digits; Python itself refuses to read 4,300
# orjson reads an integer over 64 bits as a float, which would change an id. Inside lists that is let pass: it would
# take four times as long to look for.
_BIG_INTEGER = re.compile(rb":\s*-?\d{19}")
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class NotStorable(ValueError):
    """A record that PostgreSQL's jsonb cannot hold as it is; the message says why."""


class _NoNumber:
    """A number JSON or a double cannot express (NaN, 1e999). Nothing can write it, so its record is refused."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def parse(body: bytes) -> Any:
    """Return the answer's JSON. Raises ValueError when it is not JSON at all."""
    if _BIG_INTEGER.search(body):
        return _parse_leniently(body, ValueError("it is not JSON"))
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        if not body.strip() or body.lstrip()[:1] == b"<":
            raise
        return _parse_leniently(body, error)


def encode(record: Payload) -> bytes:
    """Return the record as compact JSON in UTF-8, whole. Raises NotStorable."""
    try:
        text = orjson.dumps(record)
    except TypeError:
        text = _encode_slowly(record)
    if b"\\u0000" in text and _NUL.search(text):
        raise NotStorable("it holds the character U+0000, which PostgreSQL cannot store")
    return text


def spell(record: object) -> str:
    """Return any parsed record as ASCII text, also one that cannot be stored as JSON."""
    try:
        return json.dumps(record, ensure_ascii=True, default=repr)
    except (ValueError, RecursionError):
        return repr(record)


class Canonical:
    """The change hash of one provider's records.

    `volatile` are dotted paths that do not count; with a trailing `?` only the query of the address there does not.
    """

    def __init__(self, volatile: Iterable[str]) -> None:
        self._paths = [(path.removesuffix("?").split("."), path.endswith("?")) for path in volatile]

    def hash(self, record: Payload) -> str:
        """Return 32 hex digits, blake2b over the record's JSON with sorted keys and without what is volatile."""
        counted = self._counted(record)
        try:
            text = orjson.dumps(counted, option=orjson.OPT_SORT_KEYS)
        except TypeError:
            text = _encode_slowly(counted)
        return blake2b(text, digest_size=_HASH_BYTES).hexdigest()

    def _counted(self, record: Payload) -> Payload:
        if not self._paths:
            return record
        kept = dict(record)
        for steps, query_only in self._paths:
            _leave_out(kept, steps, query_only=query_only)
        return kept


def _leave_out(kept: Payload, steps: list[str], *, query_only: bool) -> None:
    """Drop a path from `kept`, copying the objects on the way so that the record itself stays whole."""
    for step in steps[:-1]:
        inner = kept.get(step)
        if not isinstance(inner, dict):
            return
        kept[step] = kept = dict(inner)
    last = steps[-1]
    if not query_only:
        kept.pop(last, None)
    elif isinstance(address := kept.get(last), str):
        kept[last] = address.partition("?")[0]


def _parse_leniently(body: bytes, refusal: ValueError) -> Any:
    text = body.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    try:
        return json.loads(text, parse_int=_integer, parse_float=_float, parse_constant=_NoNumber)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    except ValueError:
        raise refusal from None


def _integer(text: str) -> int | _NoNumber:
    return int(text) if len(text) <= _LONGEST_NUMBER else _NoNumber(text)


def _float(text: str) -> float | _NoNumber:
    value = float(text)
    return value if math.isfinite(value) else _NoNumber(text)


def _encode_slowly(record: Payload) -> bytes:
    """Encode what orjson refuses: integers over 64 bits and deep nesting; raises NotStorable for the rest."""
    try:
        return json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    except UnicodeEncodeError as error:
        raise NotStorable("its text is not valid Unicode (a lone surrogate or bytes that are no UTF-8)") from error
    except TypeError as error:
        raise NotStorable("it holds a number that JSON does not know (NaN, Infinity or one too large)") from error
    except RecursionError as error:
        raise NotStorable("it is nested too deeply") from error
