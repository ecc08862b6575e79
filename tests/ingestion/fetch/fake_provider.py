"""Provide a provider to test against: a small HTTP server on a real socket that replies as configured. Not a test."""

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

from ingestion.boards import ProviderBoard
from ingestion.http import HttpLimits, ProviderClient
from ingestion.postings import FetchResult
from ingestion.registry import PROVIDERS

P = ParamSpec("P")

# Patience in fractions of a second, and no waiting between attempts.
QUICK_LIMITS = HttpLimits(
    timeout=0.3, deadline=2.0, attempts=3, max_bytes=1_000_000, max_retry_after=2.0, wait_initial=0.0, wait_jitter=0.0
)


@dataclass(frozen=True)
class RecordedCall:
    """One request as the provider received it."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]

    def number(self, name: str, otherwise: int) -> int:
        return int(self.query.get(name, otherwise))


@dataclass(frozen=True)
class FakeReply:
    """One reply. `fault`: hang, reset, truncate, or drip (the body at ten bytes a tenth of a second)."""

    body: Any = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""

    @property
    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


ReplyFunction = Callable[[RecordedCall], Any]


class FakeProvider:
    """Replies to every GET with what `reply_to` returns (a FakeReply, or JSON) and records the calls."""

    def __init__(self, reply_to: ReplyFunction) -> None:
        self.reply_to = reply_to
        self.calls: list[RecordedCall] = []
        self.concurrent = self.max_concurrent = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        self._open: set[asyncio.StreamWriter] = set()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, error_class: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.close()
        for writer in list(self._open):
            writer.transport.abort()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while True:
                call = _parse_call(await reader.readuntil(b"\r\n\r\n"))
                self.calls.append(call)
                self.concurrent += 1
                self.max_concurrent = max(self.max_concurrent, self.concurrent)
                try:
                    reply_value = self.reply_to(call)
                    reply = reply_value if isinstance(reply_value, FakeReply) else FakeReply(reply_value)
                    if not await _send_reply(writer, reply):
                        return
                finally:
                    self.concurrent -= 1
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self._open.discard(writer)
            writer.close()


async def _send_reply(writer: asyncio.StreamWriter, reply: FakeReply) -> bool:
    """Send a reply; return False when the connection is closed."""
    body = reply.content
    head = {"Content-Type": "application/json", "Content-Length": str(len(body)), **reply.headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    if reply.fault == "hang":
        await asyncio.sleep(60)
    if reply.fault == "reset":
        writer.transport.abort()
        return False
    await asyncio.sleep(0.005)  # long enough for calls to overlap
    writer.write(f"HTTP/1.1 {reply.status} Reply\r\n{lines}\r\n".encode())
    if reply.fault == "drip":
        for start in range(0, len(body), 10):
            writer.write(body[start : start + 10])
            await writer.drain()
            await asyncio.sleep(0.1)
        return True
    writer.write(body[: len(body) // 2] if reply.fault == "truncate" else body)
    await writer.drain()
    return reply.fault != "truncate"


def _parse_call(head: bytes) -> RecordedCall:
    request_line, *header_lines = head.decode("latin-1").split("\r\n")
    target = urlsplit(request_line.split(" ")[1])
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in header_lines if line)
    }
    return RecordedCall(unquote(target.path), dict(parse_qsl(target.query, keep_blank_values=True)), headers)


def run_in_loop(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Run an async test in a loop of its own."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(test(*args, **kwargs))

    return run


def reply_in_order(*replies: Any) -> ReplyFunction:
    """Reply with one reply after the other, repeating the last one."""
    remaining = list(replies)
    return lambda _: remaining.pop(0) if len(remaining) > 1 else remaining[0]


def gzip_reply(body: Any) -> FakeReply:
    return FakeReply(gzip.compress(json.dumps(body).encode()), headers={"Content-Encoding": "gzip"})


CREDENTIALS = {
    "adzuna": {"app_id": "identity-7", "app_key": "keyword-9"},
    "usajobs": {"email": "someone@example.org", "key": "usa-key-5"},
}


async def fetch_board(
    code: str,
    slug: str,
    base_url: str,
    limits: HttpLimits = QUICK_LIMITS,
    client: ProviderClient | None = None,
    **board: Any,
) -> FetchResult:
    """Fetch one board of a source, by a client of its own unless one is given."""
    provider_board = ProviderBoard(code, slug, base_url, **{"credentials": CREDENTIALS.get(code, {}), **board})
    if client is not None:
        return await PROVIDERS[code].fetch(client, provider_board)
    async with ProviderClient(limits) as own_client:
        return await PROVIDERS[code].fetch(own_client, provider_board)


def list_ids(answer: FetchResult) -> list[str]:
    return [posting.external_id for posting in answer.postings]
