"""Requests and answers as values. No sockets here."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from hashlib import sha1
from typing import Any, Generic, TypeVar

import orjson

T = TypeVar("T")

_GZIP_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Request:
    """One request: `path` is unquoted, `query` keeps the last value of each name, header names are in lower case."""

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def parts(self) -> list[str]:
        """The path's parts."""
        return self.path.strip("/").split("/")

    def whole(self, name: str, default: int) -> int:
        """Return a whole number from the query; raises ValueError if it is something else."""
        return int(self.query.get(name, default))


class Body:
    """An answer's bytes with their ETag, held plain until they are first asked for compressed, then only so."""

    __slots__ = ("_packed", "_plain", "etag", "size")

    def __init__(self, data: bytes, etag: str | None = None) -> None:
        self._plain: bytes | None = data
        self._packed = b""
        self.etag, self.size = etag, len(data)

    @property
    def data(self) -> bytes:
        """The plain bytes."""
        return gzip.decompress(self._packed) if self._plain is None else self._plain

    def compressed(self) -> bytes:
        """Return the bytes as gzip; always the same ones."""
        if self._plain is not None:
            self._packed = gzip.compress(self._plain, _GZIP_LEVEL, mtime=0)
            self._plain = None
        return self._packed


@dataclass(slots=True)
class Answer:
    """One answer; a body with an ETag is stable, and a request that names the ETag gets 304."""

    status: int
    body: Body
    headers: dict[str, str] = field(default_factory=dict)


def stable(data: bytes) -> Body:
    """Return a body that carries an ETag."""
    return Body(data, f'"{sha1(data, usedforsecurity=False).hexdigest()}"')


def json_answer(value: object, status: int = 200) -> Answer:
    """Return a JSON answer without an ETag."""
    return Answer(status, Body(orjson.dumps(value)))


class Kept(Generic[T]):
    """Values kept by key while their bytes fit; the least recently used go first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._held = 0
        self._kept: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()

    def get(self, key: Hashable) -> T | None:
        """Return the value kept for a key, if any."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def keep(self, key: Hashable, value: T, weight: int) -> None:
        """Keep a value of so many bytes for a key, in place of an earlier one."""
        if key in self._kept:
            self._held -= self._kept.pop(key)[1]
        self._kept[key] = (value, weight)
        self._held += weight
        while self._held > self.most and len(self._kept) > 1:
            self._held -= self._kept.popitem(last=False)[1][1]


class Pages:
    """Finished answers and the rows they are made of, kept so that an unmoved or little moved market costs little."""

    def __init__(self, most: int = 128 << 20) -> None:
        self._bodies: Kept[tuple[int, Hashable, Body]] = Kept(most)
        self._rows: Kept[orjson.Fragment] = Kept(most)

    def body(self, key: Hashable, at: int, state: Callable[[], Hashable], make: Callable[[], bytes]) -> Body:
        """Return the body for a key; made again only if `state()` differs from the one it was made for."""
        kept = self._bodies.get(key)
        if kept and kept[0] == at:
            return kept[2]
        now = state()
        body = kept[2] if kept and kept[1] == now else stable(make())
        self._bodies.keep(key, (at, now, body), body.size)
        return body

    def row(self, key: Hashable, make: Callable[[], Any]) -> orjson.Fragment:
        """Return one row of an answer as JSON; the key must name everything that it depends on."""
        kept = self._rows.get(key)
        if kept is None:
            data = orjson.dumps(make())
            kept = orjson.Fragment(data)
            self._rows.keep(key, kept, len(data))
        return kept
