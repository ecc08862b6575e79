"""Refuse requests for a host that is not ours, whatever they ask for. What is ours: PUBLIC_URL, app.web.links."""

from __future__ import annotations

from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.kit.i18n import N_, _
from app.web import links, pages
from database.settings import settings

UNKNOWN_HOST = N_(
    "JobLedger is not available at this address. Open {url}, or set PUBLIC_URL to the address people use."
)
# Load balancers ask for the server's health at its network address.
_HEALTH_PATHS = frozenset({"/healthz", "/_stcore/health"})


class OwnHosts:
    """ASGI middleware that answers requests for another host with 400, and refuses its WebSockets.

    A page of another site whose name was made to lead to this machine (DNS rebinding) thereby reads nothing.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request for another host, pass everything else on."""
        if scope["type"] not in {"http", "websocket"} or _is_accepted(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            text = _(UNKNOWN_HOST).format(url=settings().public_url)
            answer = pages.render_message(Request(scope), _("Something went wrong"), text, 400)
            await answer(scope, receive, send)


def _is_accepted(scope: Scope) -> bool:
    return scope["path"] in _HEALTH_PATHS or links.is_own_host(HTTPConnection(scope).headers.get("host", ""))
