"""What every answer carries, and which sockets may be opened. Which page answers is not decided here."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web import links

# Streamlit needs inline styles (emotion), one inline script, and blobs for the scripts of its components; everything
# else comes from this server only, so a listing's text cannot fetch, frame or send anything.
_SOURCES = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}

# Cross-Origin-Opener-Policy is left out on purpose: it makes a browser start a new process for each visit, which costs
# a quarter of a second, and nothing here opens or is opened by a window of another site.
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{directive} {sources}" for directive, sources in _SOURCES.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


_FAILED = "This did not work. The reason is in the server's log; trying again may help."
# Only over TLS: browsers come back over TLS for a year.
_TLS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


class SecurityHeaders:
    """ASGI middleware that adds HEADERS to every HTTP answer that does not set them; over TLS, cookies keep to it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and put the headers on its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_https, is_begun = links.is_https(), False

        async def send_with_headers(message: Message) -> None:
            nonlocal is_begun
            if message["type"] == "http.response.start":
                is_begun = True
                headers = MutableHeaders(scope=message)
                for name, value in (HEADERS | _TLS if is_https else HEADERS).items():
                    headers.setdefault(name, value)
                if is_https:
                    message["headers"] = [_kept_to_tls(*header) for header in message["headers"]]
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            # The server's own answer to an error would carry none of them; it still gets the error, for the log.
            if not is_begun:
                await PlainTextResponse(_FAILED, status_code=500)(scope, receive, send_with_headers)
            raise


class OwnSockets:
    """ASGI middleware that lets only our own pages open a WebSocket: 403 for one with another site's Origin.

    What is let through says `http://localhost` from here on, which Streamlit takes without asking a server of Amazon's
    for this machine's address, as it does for any other name.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass own sockets and everything else on."""
        if scope["type"] == "websocket":
            headers = Headers(scope=scope)
            origin = headers.get("origin")
            if origin is not None and not links.is_own_origin(origin, headers.get("host")):
                await send({"type": "websocket.close", "code": 1008})
                return
            kept = [header for header in scope["headers"] if header[0] != b"origin"]
            scope = {**scope, "headers": [*kept, (b"origin", b"http://localhost")]}
        await self._app(scope, receive, send)


def _kept_to_tls(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    is_open = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return name, value + b"; Secure" if is_open else value
