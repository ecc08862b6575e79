"""Parse responses and hash their records' versions: JSON in, JSON out. It knows no
provider's fields.

orjson does the work. What it rejects (lone surrogates, bytes that are no UTF-8, NaN) is read again by the standard
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

from database.json_depth import is_nested_deeper
from ingestion.postings import Payload

_HASH_BYTES = 16
_MAX_DEPTH = 250  # levels; orjson writes at most 254
_MAX_NUMBER_DIGITS = 4000  # digits; Python itself reads at most 4,300
# orjson reads an integer over 64 bits as a float, which would change an id. Inside lists this is not
# checked: the search would take four times as long.
_BIG_INTEGER_PATTERN = re.compile(rb":\s*-?\d{19}")
_NUL_ESCAPE_PATTERN = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class NotStorable(ValueError):
    """A record that PostgreSQL's jsonb cannot hold as it is; the message says why."""


class _InvalidNumber:
    """A number that JSON or a double cannot express (NaN, 1e999). Nothing can write it, so its record is rejected."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def parse_json(body: bytes) -> Any:
    """Return the response's JSON. Raises ValueError when it is not JSON at all."""
    if _BIG_INTEGER_PATTERN.search(body):
        return _parse_leniently(body, ValueError("it is not JSON"))
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        if not body.strip() or body.lstrip()[:1] == b"<":
            raise
        return _parse_leniently(body, error)


def encode_record(record: Payload) -> bytes:
    """Return the record as compact JSON in UTF-8, whole. Raises NotStorable."""
    try:
        text = orjson.dumps(record)
    except TypeError:
        text = _encode_with_standard_library(record)
    if b"\\u0000" in text and _NUL_ESCAPE_PATTERN.search(text):
        raise NotStorable("it holds the character U+0000, which PostgreSQL cannot store")
    return text


def describe_record(record: object) -> str:
    """Return any parsed record as ASCII text, even one that cannot be stored as JSON."""
    try:
        return json.dumps(record, ensure_ascii=True, default=repr)
    except RecursionError:
        return f"{type(record).__name__} nested too deeply to be shown"
    except ValueError:
        return repr(record)


class PayloadHasher:
    """Hashes the records of one provider to detect changes.

    `volatile_paths` are dotted paths that do not count; with a trailing `?` only the query of the address there does
    not.
    """

    def __init__(self, volatile_paths: Iterable[str]) -> None:
        self._paths = [(path.removesuffix("?").split("."), path.endswith("?")) for path in volatile_paths]

    def hash(self, record: Payload) -> str:
        """Return 32 hex digits: blake2b over the record's JSON with sorted keys and without the volatile paths."""
        stable_part = self._remove_volatile(record)
        try:
            canonical_json = orjson.dumps(stable_part, option=orjson.OPT_SORT_KEYS)
        except TypeError:
            canonical_json = _encode_with_standard_library(stable_part)
        return blake2b(canonical_json, digest_size=_HASH_BYTES).hexdigest()

    def _remove_volatile(self, record: Payload) -> Payload:
        if not self._paths:
            return record
        stable_part = dict(record)
        for path_keys, query_only in self._paths:
            _drop_path(stable_part, path_keys, query_only=query_only)
        return stable_part


def _drop_path(record: Payload, path_keys: list[str], *, query_only: bool) -> None:
    """Drop a path from `record`, copying the objects on the way so that the original stays whole."""
    for path_key in path_keys[:-1]:
        child_object = record.get(path_key)
        if not isinstance(child_object, dict):
            return
        record[path_key] = record = dict(child_object)
    last_path_key = path_keys[-1]
    if not query_only:
        record.pop(last_path_key, None)
    elif isinstance(address := record.get(last_path_key), str):
        record[last_path_key] = address.partition("?")[0]


def _parse_leniently(body: bytes, original_error: ValueError) -> Any:
    text = body.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    try:
        return json.loads(text, parse_int=_parse_integer, parse_float=_parse_float, parse_constant=_InvalidNumber)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    except ValueError:
        raise original_error from None


def _parse_integer(text: str) -> int | _InvalidNumber:
    return int(text) if len(text) <= _MAX_NUMBER_DIGITS else _InvalidNumber(text)


def _parse_float(text: str) -> float | _InvalidNumber:
    value = float(text)
    return value if math.isfinite(value) else _InvalidNumber(text)


def _encode_with_standard_library(record: Payload) -> bytes:
    """Encode what orjson rejects: integers over 64 bits. Raises NotStorable for the rest."""
    if is_nested_deeper(record, _MAX_DEPTH):
        raise NotStorable("it is nested too deeply")
    try:
        return json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    except UnicodeEncodeError as error:
        raise NotStorable("its text is not valid Unicode (a lone surrogate or bytes that are no UTF-8)") from error
    except TypeError as error:
        raise NotStorable("it holds a number that JSON does not know (NaN, Infinity or one too large)") from error
