"""Add security headers to every response, and check the origin of WebSockets. Routes are not decided here."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.i18n import N_, _
from app.web import links

# Streamlit needs inline styles (emotion), one inline script, and blobs for its components' scripts. Everything else
# comes from this server, so that a listing's text cannot fetch, frame or send anything.
_SOURCES_BY_DIRECTIVE = {
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

# Cross-Origin-Opener-Policy is absent on purpose: it makes browsers start a process per visit, which takes a quarter of
# a second, and no page here opens, or is opened by, a window of another site.
HEADERS = {
    "Content-Security-Policy": "; ".join(
        f"{directive} {sources}" for directive, sources in _SOURCES_BY_DIRECTIVE.items()
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

_SERVER_ERROR = N_("Something went wrong. Try again; the server's log has the details.")
# Sent only over TLS: browsers then use TLS for a year.
TLS_HEADERS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


class SecurityHeaders:
    """ASGI middleware that adds HEADERS to every HTTP response that does not set them. Over TLS, it secures cookies.

    It takes out the headers by which Streamlit lets pages of other origins (`localhost`, on any port) read responses.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_https, has_started = links.is_https(), False

        async def send_with_headers(message: Message) -> None:
            nonlocal has_started
            if message["type"] == "http.response.start":
                has_started = True
                headers = MutableHeaders(scope=message)
                for name in [name for name in headers if name.startswith("access-control-")]:
                    del headers[name]
                for name, value in (HEADERS | TLS_HEADERS if is_https else HEADERS).items():
                    headers.setdefault(name, value)
                if is_https:
                    message["headers"] = [_mark_cookie_secure(*header) for header in message["headers"]]
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            # The server's own error response would lack the headers. It still gets the exception, for the log.
            if not has_started:
                await PlainTextResponse(_(_SERVER_ERROR), status_code=500)(scope, receive, send_with_headers)
            raise


class OwnOriginSockets:
    """ASGI middleware that lets only our own pages open a WebSocket: 403 for another site's Origin.

    Accepted requests get the Origin `http://localhost`. For any other name, Streamlit would ask an Amazon server for
    this machine's address.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Reject WebSockets of other sites and pass everything else on."""
        if scope["type"] == "websocket":
            headers = Headers(scope=scope)
            origin = headers.get("origin")
            if origin is not None and not links.is_own_origin(origin, headers.get("host")):
                await send({"type": "websocket.close", "code": 1008})
                return
            headers_without_origin = [header for header in scope["headers"] if header[0] != b"origin"]
            scope = {**scope, "headers": [*headers_without_origin, (b"origin", b"http://localhost")]}
        await self._app(scope, receive, send)


def _mark_cookie_secure(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    is_insecure_cookie = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return name, value + b"; Secure" if is_insecure_cookie else value
