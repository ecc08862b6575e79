"""A provider to test against: a small HTTP server on a real socket that answers as told. Not a test."""

from __future__ import annotations

import asyncio
import functools
import gzip
import json
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, ParamSpec, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from ingestion.boards import Board
from ingestion.http import Client, Limits
from ingestion.postings import BoardAnswer
from ingestion.registry import SOURCES

P = ParamSpec("P")

# Patience in fractions of a second, and no waiting between attempts.
QUICK = Limits(
    timeout=0.3, deadline=2.0, attempts=3, max_bytes=1_000_000, retry_after=2.0, wait_initial=0.0, wait_jitter=0.0
)


@dataclass(frozen=True)
class Call:
    """One request as the provider saw it."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]

    def number(self, name: str, otherwise: int) -> int:
        return int(self.query.get(name, otherwise))


@dataclass(frozen=True)
class Reply:
    """One answer. `fault`: hang, reset, truncate, or drip (the body at ten bytes a tenth of a second)."""

    body: Any = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""

    @property
    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


Answering = Callable[[Call], Any]


class Provider:
    """Answers every GET with what `answering` returns (a Reply, or JSON) and remembers the calls."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering
        self.calls: list[Call] = []
        self.at_once = self.most_at_once = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        self._open: set[asyncio.StreamWriter] = set()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for writer in list(self._open):
            writer.transport.abort()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while True:
                call = _parsed(await reader.readuntil(b"\r\n\r\n"))
                self.calls.append(call)
                self.at_once += 1
                self.most_at_once = max(self.most_at_once, self.at_once)
                try:
                    said = self.answering(call)
                    reply = said if isinstance(said, Reply) else Reply(said)
                    if not await _send(writer, reply):
                        return
                finally:
                    self.at_once -= 1
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self._open.discard(writer)
            writer.close()


async def _send(writer: asyncio.StreamWriter, reply: Reply) -> bool:
    """Send a reply; False when the connection is spent."""
    body = reply.content
    head = {"Content-Type": "application/json", "Content-Length": str(len(body)), **reply.headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    if reply.fault == "hang":
        await asyncio.sleep(60)
    if reply.fault == "reset":
        writer.transport.abort()
        return False
    await asyncio.sleep(0.005)  # long enough for calls to overlap
    writer.write(f"HTTP/1.1 {reply.status} Said\r\n{lines}\r\n".encode())
    if reply.fault == "drip":
        for start in range(0, len(body), 10):
            writer.write(body[start : start + 10])
            await writer.drain()
            await asyncio.sleep(0.1)
        return True
    writer.write(body[: len(body) // 2] if reply.fault == "truncate" else body)
    await writer.drain()
    return reply.fault != "truncate"


def _parsed(head: bytes) -> Call:
    first, *rest = head.decode("latin-1").split("\r\n")
    target = urlsplit(first.split(" ")[1])
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in rest if line)}
    return Call(unquote(target.path), dict(parse_qsl(target.query, keep_blank_values=True)), headers)


def in_loop(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Run an async test in a loop of its own."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(test(*args, **kwargs))

    return run


def in_turn(*replies: Any) -> Answering:
    """Answer with one reply after the other, the last one for ever."""
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def zipped(body: Any) -> Reply:
    return Reply(gzip.compress(json.dumps(body).encode()), headers={"Content-Encoding": "gzip"})


CREDENTIALS = {
    "adzuna": {"app_id": "identity-7", "app_key": "keyword-9"},
    "usajobs": {"email": "someone@example.org", "key": "usa-key-5"},
}


async def fetched(
    code: str, slug: str, base_url: str, limits: Limits = QUICK, client: Client | None = None, **board: Any
) -> BoardAnswer:
    """Fetch one board of a source, by a client of its own unless one is given."""
    asked = Board(code, slug, base_url, **{"credentials": CREDENTIALS.get(code, {}), **board})
    if client is not None:
        return await SOURCES[code].fetch(client, asked)
    async with Client(limits) as own:
        return await SOURCES[code].fetch(own, asked)


def ids(answer: BoardAnswer) -> list[str]:
    return [posting.external_id for posting in answer.postings]
