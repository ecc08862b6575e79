"""Serve a sandbox market over HTTP with asyncio, from the command line or a thread of a test. Makes no responses."""

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

from sandbox.app import SandboxApp
from sandbox.responses import SandboxRequest, SandboxResponse
from sandbox.world import World

BASE_PATHS = {
    "greenhouse": "/greenhouse/v1/boards",
    "lever": "/lever/v0/postings",
    "ashby": "/ashby/posting-api/job-board",
    "adzuna": "/adzuna/v1/api/jobs",
    "usajobs": "/usajobs/api",
}
_MAX_HEAD_BYTES = 1 << 20
_MIN_COMPRESSED_BYTES = 1024
_HANG_SECONDS = 3600
_SLOW_CHUNKS = 50


@dataclass(frozen=True, slots=True)
class RunningSandbox:
    """A sandbox market that is being served: its address and its application."""

    url: str
    app: SandboxApp

    @property
    def world(self) -> World:
        """Return the market and its clock."""
        return self.app.world

    def base_url(self, provider: str) -> str:
        """Return the address below which a provider's paths begin."""
        return self.url + BASE_PATHS[provider]


@contextmanager
def serve(
    *, listings: int = 20_000, seed: int = 7, at: str | None = None, port: int = 0, host: str = "127.0.0.1"
) -> Iterator[RunningSandbox]:
    """Serve a market from a thread of this process while the context lasts. Port 0 takes a free port."""
    app = SandboxApp(World(listings, seed, at))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="sandbox market", daemon=True)
    thread.start()
    try:
        server = asyncio.run_coroutine_threadsafe(_listen(app, host, port), loop).result()
        try:
            yield RunningSandbox(_get_address(server), app)
        finally:
            asyncio.run_coroutine_threadsafe(_stop(server), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def run(app: SandboxApp, host: str, port: int) -> None:
    """Serve until cancelled, and print one line when ready."""
    server = await _listen(app, host, port)
    counts = {provider: len(boards) for provider, boards in app.world.market.boards.items()}
    boards = ", ".join(f"{count} {provider}" for provider, count in counts.items())
    listings, now = app.world.market.listings, app.world.now_text
    sys.stdout.write(f"serving {listings} listings as of {now} at {_get_address(server)}: boards {boards}\n")
    sys.stdout.flush()
    async with server:
        await server.serve_forever()


async def _listen(app: SandboxApp, host: str, port: int) -> asyncio.Server:
    async def handle_connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _answer_connection(app, reader, writer)

    return await asyncio.start_server(handle_connection, host, port, limit=_MAX_HEAD_BYTES)


def _get_address(server: asyncio.Server) -> str:
    host, port = server.sockets[0].getsockname()[:2]
    return f"http://{host}:{port}"


async def _stop(server: asyncio.Server) -> None:
    server.close()
    connections = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in connections:
        task.cancel()
    await asyncio.gather(*connections, return_exceptions=True)


async def _answer_connection(app: SandboxApp, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the requests of a connection until it ends."""
    try:
        while (parsed_request := await _read_request(reader)) is not None:
            request, target = parsed_request
            if request.path.startswith("/_"):
                await _send(writer, request, app.handle_control_request(request))
            elif not await _answer_provider_request(app, writer, request, target):
                break
            if request.headers.get("connection", "").lower() == "close":
                break
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError, asyncio.CancelledError):
        pass
    finally:
        writer.close()


async def _read_request(reader: asyncio.StreamReader) -> tuple[SandboxRequest, str] | None:
    head = await reader.readuntil(b"\r\n\r\n")
    request_line, *header_lines = head.decode("latin1").split("\r\n")
    method, _, target_and_protocol = request_line.partition(" ")
    target = target_and_protocol.rpartition(" ")[0]
    if not target:
        return None
    pairs = (line.partition(":") for line in header_lines if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    url = urlsplit(target)
    query = dict(parse_qsl(url.query, keep_blank_values=True))
    return SandboxRequest(method, unquote(url.path), query, headers, body), target


async def _answer_provider_request(
    app: SandboxApp, writer: asyncio.StreamWriter, request: SandboxRequest, target: str
) -> bool:
    """Answer a provider request with its fault, if any; return false if the connection has to end."""
    response, fault = app.handle_provider_request(request, target)
    kind = fault["kind"] if fault else None
    if kind == "hang":
        await asyncio.sleep(_HANG_SECONDS)
    if kind == "reset":
        writer.transport.abort()
        return False
    if kind == "truncate":
        await _send(writer, request, response, fraction=0.5)
        return False
    if kind == "slow" and fault:
        await _send_slowly(writer, request, response, fault)
        return True
    await _send(writer, request, response)
    return True


async def _send(
    writer: asyncio.StreamWriter, request: SandboxRequest, response: SandboxResponse, fraction: float = 1.0
) -> None:
    head, data = _encode_response(request, response)
    writer.write(head + data[: int(len(data) * fraction)])
    await writer.drain()


async def _send_slowly(
    writer: asyncio.StreamWriter, request: SandboxRequest, response: SandboxResponse, fault: dict[str, Any]
) -> None:
    head, data = _encode_response(request, response)
    writer.write(head)
    chunk_size = max(1, len(data) // _SLOW_CHUNKS)
    for start in range(0, len(data), chunk_size):
        writer.write(data[start : start + chunk_size])
        await writer.drain()
        await asyncio.sleep(fault.get("seconds", 5) / _SLOW_CHUNKS)


def _encode_response(request: SandboxRequest, response: SandboxResponse) -> tuple[bytes, bytes]:
    """Return the head and the body as bytes to send."""
    headers: dict[str, Any] = {"Content-Type": "application/json; charset=utf-8", **response.headers}
    if response.body.size >= _MIN_COMPRESSED_BYTES and "gzip" in request.headers.get("accept-encoding", ""):
        data = response.body.compress()
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    else:
        data = response.body.data
    if response.body.etag:
        headers["ETag"] = response.body.etag
    headers["Content-Length"] = len(data)
    lines = "".join([f"{name}: {value}\r\n" for name, value in headers.items()])
    phrase = responses.get(response.status, "Unknown")
    return f"HTTP/1.1 {response.status} {phrase}\r\n{lines}\r\n".encode("latin1"), data
