"""Close a page's WebSocket once the session it was opened with has ended. Which are live: app.accounts.sessions.

Streamlit gives a page the cookies it was loaded with as long as its socket is open, so a page would stay as it is.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

import anyio
from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.accounts import sessions
from app.web import cookies
from app.web.tokens import hash_token
from database.sessions import auth_session

LOG = logging.getLogger(__name__)
ENDED_CODE = 4401
# Twice a second, so that no page outlives its session by more than about a second.
CHECK_SECONDS = 0.5
# How long a browser that reads nothing holds up the end of its socket.
_GOODBYE_SECONDS = 2.0
_PROTOCOL_HEADER = b"sec-websocket-protocol"
_CHECK_WORKERS, _CONNECT_WORKERS = anyio.CapacityLimiter(1), anyio.CapacityLimiter(2)


class OpenSockets:
    """The open sockets by the hash of the session's token that each was opened with."""

    def __init__(self) -> None:
        self._ends: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    def add(self, token_hash: str, end: asyncio.Event) -> None:
        """Watch a socket: `end` is set soon after its session has ended."""
        self._ends[token_hash].add(end)

    def remove(self, token_hash: str, end: asyncio.Event) -> None:
        """Forget a socket."""
        self._ends[token_hash].discard(end)
        if not self._ends[token_hash]:
            del self._ends[token_hash]

    @asynccontextmanager
    async def keep_checking(self) -> AsyncIterator[None]:
        """Keep looking for ended sessions while the block runs; for the lifespan of the application."""
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._check_repeatedly)
            yield
            tasks.cancel_scope.cancel()

    async def _check_repeatedly(self) -> None:
        is_failing = False
        while True:
            await anyio.sleep(CHECK_SECONDS)
            try:
                await self._check()
            except Exception:
                # The check must survive any error. An outage is logged once.
                if not is_failing:
                    LOG.exception("open pages cannot be checked for ended sessions")
                is_failing = True
            else:
                is_failing = False

    async def _check(self) -> None:
        """Look up the sessions of all open sockets with one query."""
        hashes = list(self._ends)
        if not hashes:
            return
        live_hashes = await anyio.to_thread.run_sync(_find_live_hashes, hashes, limiter=_CHECK_WORKERS)
        for token_hash in set(hashes) - live_hashes:
            for end in self._ends.get(token_hash, ()):
                end.set()


class SessionSockets:
    """ASGI middleware that ends a WebSocket with its session: it sends `goodbye` and closes with ENDED_CODE.

    A socket that is opened without a live session is left alone, but may not continue an earlier page.
    """

    def __init__(self, app: ASGIApp, open_sockets: OpenSockets, goodbye: bytes) -> None:
        self._app = app
        self._open_sockets = open_sockets
        self._goodbye = goodbye

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Watch a WebSocket with a session's cookie, pass everything else on."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        token = cookies.read(HTTPConnection(scope), cookies.SESSION_COOKIE)
        token_hash = hash_token(token) if token else None
        is_live = await _is_live(token_hash) if token_hash else False
        if not is_live:
            scope = _without_earlier_page(scope)
        if token_hash is None or is_live is False:
            await self._app(scope, receive, send)
        else:
            await self._watch(token_hash, scope, receive, send)

    async def _watch(self, token_hash: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the socket; once its session has ended nothing passes in either direction."""
        end = asyncio.Event()

        async def send_before_end(message: Message) -> None:
            if end.is_set():
                return
            if message["type"] == "websocket.close":
                self._open_sockets.remove(token_hash, end)
            await send(message)
            if message["type"] == "websocket.accept":
                self._open_sockets.add(token_hash, end)

        async def receive_before_end() -> Message:
            message = await receive()
            return {"type": "websocket.disconnect", "code": ENDED_CODE} if end.is_set() else message

        closing = asyncio.create_task(self._close_at(end, send))
        try:
            await self._app(scope, receive_before_end, send_before_end)
        finally:
            self._open_sockets.remove(token_hash, end)
            closing.cancel()

    async def _close_at(self, end: asyncio.Event, send: Send) -> None:
        await end.wait()
        with suppress(OSError):  # the browser has left by itself
            with anyio.move_on_after(_GOODBYE_SECONDS):
                await send({"type": "websocket.send", "bytes": self._goodbye})
            await send({"type": "websocket.close", "code": ENDED_CODE})


def _find_live_hashes(hashes: Sequence[str]) -> set[str]:
    with auth_session() as session:
        return sessions.find_live_hashes(session, hashes)


async def _is_live(token_hash: str) -> bool | None:
    """Return whether the token's session is live; None while the database does not answer."""
    try:
        return bool(await anyio.to_thread.run_sync(_find_live_hashes, [token_hash], limiter=_CONNECT_WORKERS))
    except (OperationalError, InterfaceError):
        LOG.exception("a page cannot be checked for an ended session")
        return None


def _without_earlier_page(scope: Scope) -> Scope:
    """Return the scope without the id of the page to continue, which Streamlit's script sends as a third protocol."""
    headers = [
        (name, b",".join(value.split(b",")[:2]) if name == _PROTOCOL_HEADER else value)
        for name, value in scope["headers"]
    ]
    return {**scope, "headers": headers}
