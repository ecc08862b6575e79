"""The practice market over HTTP: one asyncio server, run by the command line or in a thread of a test."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import responses
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from sandbox.app import App
from sandbox.wire import Answer, Request
from sandbox.world import World

BASE_PATHS = {
    "greenhouse": "/greenhouse/v1/boards",
    "lever": "/lever/v0/postings",
    "ashby": "/ashby/posting-api/job-board",
    "adzuna": "/adzuna/v1/api/jobs",
    "usajobs": "/usajobs/api",
}
_HEAD_LIMIT = 1 << 20
_SMALLEST_COMPRESSED = 1024
_FOREVER = 3600
_DRIPS = 50


@dataclass(frozen=True, slots=True)
class Running:
    """A market being served: its address, and the application behind it."""

    url: str
    app: App

    @property
    def world(self) -> World:
        """The market and its clock."""
        return self.app.world

    def base_url(self, provider: str) -> str:
        """Return where a provider's paths begin: the `base_url` of a source."""
        return self.url + BASE_PATHS[provider]


@contextmanager
def serve(
    *, listings: int = 20_000, seed: int = 7, at: str | None = None, port: int = 0, host: str = "127.0.0.1"
) -> Iterator[Running]:
    """Serve a market from a thread of this process while the context lasts; port 0 takes a free one."""
    app = App(World(listings, seed, at))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="practice market", daemon=True)
    thread.start()
    try:
        server = asyncio.run_coroutine_threadsafe(_listen(app, host, port), loop).result()
        try:
            yield Running(_address(server), app)
        finally:
            asyncio.run_coroutine_threadsafe(_stop(server), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def run(app: App, host: str, port: int) -> None:
    """Serve until cancelled; prints one line when ready."""
    server = await _listen(app, host, port)
    counts = {provider: len(boards) for provider, boards in app.world.market.boards.items()}
    words = ", ".join(f"{count} {provider}" for provider, count in counts.items())
    line = f"practising {app.world.market.listings} listings at {app.world.now} on {_address(server)}: boards {words}"
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
    async with server:
        await server.serve_forever()


async def _listen(app: App, host: str, port: int) -> asyncio.Server:
    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _converse(app, reader, writer)

    return await asyncio.start_server(connected, host, port, limit=_HEAD_LIMIT)


def _address(server: asyncio.Server) -> str:
    host, port = server.sockets[0].getsockname()[:2]
    return f"http://{host}:{port}"


async def _stop(server: asyncio.Server) -> None:
    server.close()
    talking = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in talking:
        task.cancel()
    await asyncio.gather(*talking, return_exceptions=True)


async def _converse(app: App, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one connection's requests until it ends."""
    try:
        while (read := await _read(reader)) is not None:
            request, target = read
            if request.path.startswith("/_"):
                await _send(writer, request, app.control(request))
            elif not await _provide(app, writer, request, target):
                break
            if request.headers.get("connection", "").lower() == "close":
                break
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError, asyncio.CancelledError):
        pass
    finally:
        writer.close()


async def _read(reader: asyncio.StreamReader) -> tuple[Request, str] | None:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin1").split("\r\n")
    method, _, rest = first.partition(" ")
    target = rest.rpartition(" ")[0]
    if not target:
        return None
    pairs = (line.partition(":") for line in lines if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    url = urlsplit(target)
    query = dict(parse_qsl(url.query, keep_blank_values=True))
    return Request(method, unquote(url.path), query, headers, body), target


async def _provide(app: App, writer: asyncio.StreamWriter, request: Request, target: str) -> bool:
    """Answer a provider request, wrongly if a fault says so; returns false when the connection is to end."""
    answer, fault = app.provide(request, target)
    kind = fault["kind"] if fault else None
    if kind == "hang":
        await asyncio.sleep(_FOREVER)
    if kind == "reset":
        writer.transport.abort()
        return False
    if kind == "truncate":
        await _send(writer, request, answer, part=0.5)
        return False
    if kind == "slow" and fault:
        await _drip(writer, request, answer, fault)
        return True
    await _send(writer, request, answer)
    return True


async def _send(writer: asyncio.StreamWriter, request: Request, answer: Answer, part: float = 1.0) -> None:
    head, data = _form(request, answer)
    writer.write(head + data[: int(len(data) * part)])
    await writer.drain()


async def _drip(writer: asyncio.StreamWriter, request: Request, answer: Answer, fault: dict[str, Any]) -> None:
    head, data = _form(request, answer)
    writer.write(head)
    step = max(1, len(data) // _DRIPS)
    for start in range(0, len(data), step):
        writer.write(data[start : start + step])
        await writer.drain()
        await asyncio.sleep(fault.get("seconds", 5) / _DRIPS)


def _form(request: Request, answer: Answer) -> tuple[bytes, bytes]:
    """Return head and body as they go over the wire."""
    headers: dict[str, Any] = {"Content-Type": "application/json; charset=utf-8", **answer.headers}
    if answer.body.size >= _SMALLEST_COMPRESSED and "gzip" in request.headers.get("accept-encoding", ""):
        data = answer.body.compressed()
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    else:
        data = answer.body.data
    if answer.body.etag:
        headers["ETag"] = answer.body.etag
    headers["Content-Length"] = len(data)
    lines = "".join([f"{name}: {value}\r\n" for name, value in headers.items()])
    phrase = responses.get(answer.status, "Unknown")
    return f"HTTP/1.1 {answer.status} {phrase}\r\n{lines}\r\n".encode("latin1"), data
