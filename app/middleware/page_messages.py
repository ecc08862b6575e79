"""Check what a page sends to Streamlit, and share the processor among visitors. How many pages: visitor_sockets.

Screens are drawn by Python code, of which one thread runs at a time. If nothing held them back, a visitor with a
hundred pages would get a hundred times the processor time of a visitor with one.
"""

from __future__ import annotations

import asyncio
import logging
from weakref import WeakValueDictionary

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from app.middleware.allowance import Allowance
from app.web.client import read_client

LOG = logging.getLogger(__name__)
# What our screens need. The others are for developers (clear the caches, stop the server) or answer from git.
ACCEPTED_KINDS = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})
# Above this rate messages wait. Nobody clicks or types as fast.
MESSAGES_AT_ONCE, MESSAGES_PER_SECOND = 60, 5.0
# Screens that are drawn at once for one network. More would not be drawn sooner, and others' would be later.
SCREENS_AT_ONCE = 1
# A screen that takes longer waits for the database rather than uses the processor, and holds up no other.
LONGEST_WAIT_SECONDS = 2.0
_MAX_END_BYTES = 500


class PageMessages:
    """ASGI middleware between a page's WebSocket and Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._turns_by_network: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stand between a page and Streamlit, pass everything else on."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        network = read_client(HTTPConnection(scope)).network
        turns = self._turns_by_network.setdefault(network, asyncio.Semaphore(SCREENS_AT_ONCE))
        page = _Page(receive, send, turns)
        try:
            await self._app(scope, page.receive, page.send)
        finally:
            page.close()


class _Page:
    """One page's messages in both directions, and its turn: from the request for a screen until it is drawn."""

    def __init__(self, receive: Receive, send: Send, turns: asyncio.Semaphore) -> None:
        self._receive = receive
        self._send = send
        self._turns = turns
        self._turn_end: asyncio.TimerHandle | None = None
        self._next_message: asyncio.Task[Message] | None = None
        self._allowance = Allowance(MESSAGES_AT_ONCE, MESSAGES_PER_SECOND)

    async def receive(self) -> Message:
        """Return the next message that Streamlit may have, when it may have it."""
        while True:
            message = await self._read_ahead()
            self._next_message = None
            kind = _read_kind(message)
            if kind is None:
                return message
            if kind not in ACCEPTED_KINDS:
                LOG.warning("a page sent %s, which is refused", kind)
                continue
            await asyncio.sleep(self._allowance.take())
            if kind == "rerun_script" and self._turn_end is None and not await self._take_turn():
                continue
            return message

    async def send(self, message: Message) -> None:
        """Pass a message to the page; with the last one of a screen its turn ends."""
        await self._send(message)
        if self._turn_end and _is_end(message):
            self._end_turn()

    def close(self) -> None:
        """End the page's turn, and what it waits for."""
        if self._next_message:
            self._next_message.cancel()
        self._end_turn()

    async def _take_turn(self) -> bool:
        """Wait for a turn; return False when the page was closed before."""
        turn, ahead = asyncio.ensure_future(self._turns.acquire()), self._read_ahead()
        try:
            await asyncio.wait({turn, ahead}, return_when=asyncio.FIRST_COMPLETED)
            if not turn.done() and ahead.done() and ahead.result()["type"] == "websocket.disconnect":
                return False
            await turn
        finally:
            if not turn.done():
                turn.cancel()
        self._turn_end = asyncio.get_running_loop().call_later(LONGEST_WAIT_SECONDS, self._end_turn)
        return True

    def _read_ahead(self) -> asyncio.Task[Message]:
        """Return the task that reads the page's next message, started if there is none."""
        if self._next_message is None:
            self._next_message = asyncio.ensure_future(_await(self._receive))
        return self._next_message

    def _end_turn(self) -> None:
        if self._turn_end:
            self._turn_end.cancel()
            self._turn_end = None
            self._turns.release()


async def _await(receive: Receive) -> Message:
    return await receive()


def _read_kind(message: Message) -> str | None:
    """Return the kind of a message to Streamlit; None for any other, and for one that cannot be read."""
    data = message.get("bytes")
    if message["type"] != "websocket.receive" or data is None:
        return None
    try:
        kind: str | None = BackMsg.FromString(data).WhichOneof("type")
    except DecodeError:
        return None
    return kind


def _is_end(message: Message) -> bool:
    """Return whether a message tells the page that its screen is drawn."""
    data = message.get("bytes")
    if message["type"] != "websocket.send" or data is None or len(data) > _MAX_END_BYTES:
        return False
    told = ForwardMsg.FromString(data)
    is_end: bool = told.WhichOneof("type") == "script_finished"
    return is_end and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
