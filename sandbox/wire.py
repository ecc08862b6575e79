"""Requests and answers as values. No sockets here."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from hashlib import sha1

import orjson

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


@dataclass(slots=True)
class Body:
    """An answer's bytes with their ETag; compressed once, when first asked for."""

    data: bytes
    etag: str | None = None
    _compressed: bytes | None = None

    def compressed(self) -> bytes:
        """Return the bytes as gzip; always the same ones."""
        if self._compressed is None:
            self._compressed = gzip.compress(self.data, _GZIP_LEVEL, mtime=0)
        return self._compressed

    @property
    def weight(self) -> int:
        """Bytes held in memory, both forms together."""
        return len(self.data) + len(self._compressed or b"")


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


class Bodies:
    """Finished bodies, kept while they fit; the least recently used go first."""

    def __init__(self, most: int = 192 << 20) -> None:
        self.most = most
        self._held = 0
        self._kept: OrderedDict[Hashable, tuple[int, object, Body, int]] = OrderedDict()

    def get(self, key: Hashable, at: int, state: Callable[[], Hashable], make: Callable[[], bytes]) -> Body:
        """Return the body for a key; made again only if `state()` differs from the one it was made for."""
        kept = self._kept.get(key)
        if kept and kept[0] == at:
            self._kept.move_to_end(key)
            return kept[2]
        now = state()
        body = kept[2] if kept and kept[1] == now else stable(make())
        self._keep(key, at, now, body)
        return body

    def _keep(self, key: Hashable, at: int, state: Hashable, body: Body) -> None:
        if key in self._kept:
            self._held -= self._kept.pop(key)[3]
        # A compressed copy is about a fifth of the plain one.
        weight = len(body.data) * 5 // 4
        self._kept[key] = (at, state, body, weight)
        self._held += weight
        while self._held > self.most and len(self._kept) > 1:
            self._held -= self._kept.popitem(last=False)[1][3]
