"""Limit how many WebSockets a visitor has open and opens. What a page sends on it: page_messages.

Streamlit makes a page with a thread and a state of its own for each.
"""

from __future__ import annotations

from collections import Counter

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.kit.i18n import N_, _
from app.middleware.allowance import Allowance
from app.web import cookies
from app.web.client import read_client
from app.web.tokens import hash_token

# A page takes about half a megabyte. The cookie is the browser's word; whoever invents cookies has one network.
MAX_PAGES_PER_SESSION = 60
MAX_PAGES_PER_NETWORK = 250
PAGES_OPENED_PER_SECOND = 5.0
TOO_MANY_PAGES = N_("You have too many pages open. Close some, then reload this one.")
# Networks that opened no page for a while are forgotten once there are more than these.
_MAX_KNOWN_NETWORKS = 10_000


class VisitorSockets:
    """ASGI middleware that answers a WebSocket over the limits of its session or network with 429."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open: Counter[str] = Counter()
        self._allowances: dict[str, Allowance] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a WebSocket over the limits, count and pass on the others."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        network = read_client(connection).network
        token = cookies.read(connection, cookies.SESSION_COOKIE)
        limits_by_key = {f"network {network}": MAX_PAGES_PER_NETWORK}
        if token:
            limits_by_key[f"session {hash_token(token)}"] = MAX_PAGES_PER_SESSION
        if any(self._open[key] >= limit for key, limit in limits_by_key.items()) or not self._may_open(network):
            await _refuse(scope, receive, send)
            return
        self._open.update(limits_by_key.keys())
        try:
            await self._app(scope, receive, send)
        finally:
            self._open.subtract(limits_by_key.keys())
            self._open += Counter()  # drops those at zero

    def _may_open(self, network: str) -> bool:
        if len(self._allowances) > _MAX_KNOWN_NETWORKS:
            self._allowances = {key: one for key, one in self._allowances.items() if not one.is_full()}
        allowance = self._allowances.setdefault(network, Allowance(MAX_PAGES_PER_NETWORK, PAGES_OPENED_PER_SECOND))
        return allowance.take_if_left()


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer the handshake with 429 where the server can, otherwise with its 403."""
    if "websocket.http.response" in scope.get("extensions", {}):
        answer = PlainTextResponse(_(TOO_MANY_PAGES), 429, headers={"Retry-After": "10"})
        await answer(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1008})
