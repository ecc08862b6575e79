"""Define requests and responses as values, and cache finished responses. Opens no sockets."""

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
class SandboxRequest:
    """A request. `path` is unquoted, `query` has the last value of each name, header names are in lower case."""

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def path_parts(self) -> list[str]:
        """Return the parts of the path between slashes."""
        return self.path.strip("/").split("/")

    def get_query_integer(self, name: str, default: int) -> int:
        """Return an integer from the query; raise ValueError if the value is not one."""
        return int(self.query.get(name, default))


class ResponseBody:
    """The bytes of a response with their ETag. Once compressed, only the compressed bytes stay in memory."""

    __slots__ = ("_compressed", "_plain", "etag", "size")

    def __init__(self, data: bytes, etag: str | None = None) -> None:
        self._plain: bytes | None = data
        self._compressed = b""
        self.etag, self.size = etag, len(data)

    @property
    def data(self) -> bytes:
        """Return the plain bytes."""
        return gzip.decompress(self._compressed) if self._plain is None else self._plain

    def compress(self) -> bytes:
        """Return the bytes as gzip, the same ones at every call."""
        if self._plain is not None:
            self._compressed = gzip.compress(self._plain, _GZIP_LEVEL, mtime=0)
            self._plain = None
        return self._compressed


@dataclass(slots=True)
class SandboxResponse:
    """A response. A request that names the body's ETag gets 304."""

    status: int
    body: ResponseBody
    headers: dict[str, str] = field(default_factory=dict)


def build_body_with_etag(data: bytes) -> ResponseBody:
    """Return a body whose ETag is a hash of its bytes."""
    return ResponseBody(data, f'"{sha1(data, usedforsecurity=False).hexdigest()}"')


def build_json_response(value: object, status: int = 200) -> SandboxResponse:
    """Return a JSON response without an ETag."""
    return SandboxResponse(status, ResponseBody(orjson.dumps(value)))


class SizedCache(Generic[T]):
    """A cache limited in bytes. The least recently used values are dropped first."""

    def __init__(self, maximum_size: int) -> None:
        self.maximum_size = maximum_size
        self._size = 0
        self._entries: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()

    def get(self, key: Hashable) -> T | None:
        """Return the value of a key, or None."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._entries.move_to_end(key)
        return entry[0]

    def store(self, key: Hashable, value: T, size: int) -> None:
        """Store a value of `size` bytes, in place of an earlier one."""
        if key in self._entries:
            self._size -= self._entries.pop(key)[1]
        self._entries[key] = (value, size)
        self._size += size
        while self._size > self.maximum_size and len(self._entries) > 1:
            self._size -= self._entries.popitem(last=False)[1][1]


class ResponseCache:
    """Finished responses and the rows they are made of, so that a market that hardly changed is served quickly."""

    def __init__(self, maximum_size: int = 128 << 20) -> None:
        self._bodies: SizedCache[tuple[int, Hashable, ResponseBody]] = SizedCache(maximum_size)
        self._rows: SizedCache[orjson.Fragment] = SizedCache(maximum_size)

    def get_or_render_body(
        self, key: Hashable, at: int, get_state: Callable[[], Hashable], render: Callable[[], bytes]
    ) -> ResponseBody:
        """Return the body of a key. It is rendered again only if the state differs from that of the cached body."""
        cached_entry = self._bodies.get(key)
        if cached_entry and cached_entry[0] == at:
            return cached_entry[2]
        state = get_state()
        body = cached_entry[2] if cached_entry and cached_entry[1] == state else build_body_with_etag(render())
        self._bodies.store(key, (at, state, body), body.size)
        return body

    def get_or_render_row(self, key: Hashable, render: Callable[[], Any]) -> orjson.Fragment:
        """Return one row of a response as JSON. The key must name everything the row depends on."""
        row = self._rows.get(key)
        if row is None:
            data = orjson.dumps(render())
            row = orjson.Fragment(data)
            self._rows.store(key, row, len(data))
        return row
