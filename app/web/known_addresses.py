"""Which addresses exist. An unknown one gets our own 404 page instead of Streamlit's start page. No screen here."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.accounts.routes import ROUTES
from app.kit.text import escaped
from app.router import SCREENS

# Routes of ours and of Streamlit that are not screens.
_SERVED = frozenset({"healthz", "suggest", "static", "media", "component", "app", "calendar", "api"})
# Of Streamlit's own routes those that a page asks for; its figures and its ways to sign in are nobody's.
_STREAMLIT = frozenset({"health", "host-config", "stream", "bidi-components", "upload_file"})
_DOOR = frozenset(route.path for route in ROUTES)
_FILES = frozenset({"index.html", "favicon.png", "manifest.json"})
_SCREENS = frozenset(screen.path for screen in SCREENS)
_PAGE = Path(__file__).parents[1] / "assets" / "not_found.html"


def is_known(path: str) -> bool:
    """Whether an address belongs to a screen, a route or a file that is served."""
    if path in _DOOR:
        return True
    first, _, rest = path.strip("/").partition("/")
    if first == "auth":
        return rest.startswith("static/")
    # A screen's page asks Streamlit's own routes relative to itself first: /feed/_stcore/health.
    if first in _SCREENS and rest:
        first, _, rest = rest.partition("/")
        return first == "_stcore" and rest.partition("/")[0] in _STREAMLIT
    if first == "_stcore":
        return rest.partition("/")[0] in _STREAMLIT
    return first in _SERVED or first in _SCREENS or (first in _FILES and not rest)


class KnownAddresses:
    """ASGI middleware that answers 404 with a page that says so for a GET of an unknown address."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._page = _PAGE.read_text(encoding="utf-8")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an unknown address, pass everything else on."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or is_known(scope["path"]):
            await self._app(scope, receive, send)
            return
        page = self._page.replace("{{path}}", escaped(scope["path"][:200]))
        await HTMLResponse(page, status_code=404)(scope, receive, send)
