"""Let only signed-in operators reach an application that has no sign-in of its own, and no page of another site.

The cookies are those of the app: browsers send them to every port of a host. Serving it: orchestration.webserver.
"""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

import anyio
from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.accounts import sessions
from app.accounts.open_sockets import OpenSockets, SessionSockets
from app.kit.i18n import _
from app.web import cookies, links
from app.web.headers import TLS_HEADERS
from database.sessions import auth_session
from database.settings import settings

LOG = logging.getLogger(__name__)
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
_READING_METHODS = frozenset({"GET", "HEAD"})
_WORKERS = anyio.CapacityLimiter(4)
_HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class OperatorGate:
    """ASGI middleware in front of Dagster's interface.

    It answers at our own hosts only, to operators with a live session only, and refuses whatever a page of another
    site can make a browser send: forms, requests in the background, queries in an address, frames and WebSockets. A
    WebSocket ends with its session.
    """

    def __init__(self, app: ASGIApp, open_sockets: OpenSockets) -> None:
        self._app = SessionSockets(app, open_sockets, goodbye=b"")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an operator's own request on and refuse any other."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        problem = _find_foreign_request(scope, connection.headers)
        refusal = PlainTextResponse(problem, status_code=403) if problem else await _check_operator(scope, connection)
        if refusal is None:
            await self._app(scope, receive, _protect(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, _protect(send))


def list_own_hosts() -> frozenset[str]:
    """Return the hosts, with ports, at which Dagster's interface answers."""
    parts = urlsplit(settings().dagster_url)
    hosts = {parts.netloc.casefold()}
    if links.is_loopback(parts.hostname):
        port = f":{parts.port}" if parts.port else ""
        hosts |= {f"{name}{port}" for name in _LOOPBACK_NAMES}
    return frozenset(hosts)


def _find_foreign_request(scope: Scope, headers: Headers) -> str | None:
    """Return what shows that the request is not one of our own pages', nor a person's who opens one."""
    if len(headers.getlist("host")) != 1 or headers["host"].casefold() not in list_own_hosts():
        return _("Dagster does not answer at this address. Open it at {url}.").format(url=settings().dagster_url)
    origin, site = headers.get("origin"), headers.get("sec-fetch-site", "same-origin")
    if origin is not None and urlsplit(origin).netloc.casefold() != headers["host"].casefold():
        return _("Requests of other sites are refused.")
    if scope["type"] == "websocket":
        return None if origin else _("Requests of other sites are refused.")
    reads, is_graphql = scope["method"] in _READING_METHODS, scope["path"].rstrip("/").endswith("/graphql")
    fetch = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest"))
    is_opened_page = reads and fetch == ("navigate", "document")
    if site not in {"same-origin", "none"} and not is_opened_page:
        return _("Requests of other sites are refused.")
    if reads:
        return _("Queries are sent by POST.") if is_graphql and scope["query_string"] else None
    media_type = headers.get("content-type", "").partition(";")[0].strip().casefold()
    return None if media_type == "application/json" else _("Only JSON is accepted.")


async def _check_operator(scope: Scope, connection: HTTPConnection) -> Response | None:
    """Return None for an operator with a live session, else the response."""
    token = cookies.read(connection, cookies.SESSION_COOKIE)
    try:
        user = await anyio.to_thread.run_sync(_find_user, token, limiter=_WORKERS)
    except (OperationalError, InterfaceError):
        LOG.exception("the database does not answer")
        return PlainTextResponse(_("Accounts are not available right now. Try again in a minute."), status_code=503)
    if user is not None and user.is_operator:
        return None
    if user is not None:
        return PlainTextResponse(_("Only operators can open Dagster."), status_code=403)
    is_page = scope["type"] == "http" and "text/html" in Request(scope).headers.get("accept", "")
    if is_page and scope["method"] == "GET":
        return RedirectResponse(links.build_url("/dagster"), status_code=303)
    return PlainTextResponse(_("Sign in as an operator first."), status_code=401)


def _find_user(token: str | None) -> sessions.SignedInUser | None:
    with auth_session() as session:
        return sessions.find(session, token)


def _protect(send: Send) -> Send:
    """Return a `send` that adds the headers against framing, sniffing, plugins, caching and, over TLS, plain http."""
    is_https = links.is_https()

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in (_HEADERS | TLS_HEADERS if is_https else _HEADERS).items():
                headers[name] = value
            policy = headers.get("content-security-policy", "base-uri 'none'; object-src 'none'")
            headers["Content-Security-Policy"] = f"{policy.rstrip('; ')}; frame-ancestors 'none'"
            if "json" in headers.get("content-type", ""):
                headers["Cache-Control"] = "no-store"
        await send(message)

    return send_with_headers
