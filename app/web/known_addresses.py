"""Answer an unknown address with our own 404 page instead of Streamlit's start page. Which ones exist: app.routes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from markupsafe import escape
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_NOT_FOUND_PAGE_PATH = Path(__file__).parents[1] / "assets" / "not_found.html"


class KnownAddresses:
    """ASGI middleware that answers a GET of an unknown address with a 404 page."""

    def __init__(self, app: ASGIApp, is_known: Callable[[str], bool]) -> None:
        self._app = app
        self._is_known = is_known
        self._page = _NOT_FOUND_PAGE_PATH.read_text(encoding="utf-8")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an unknown address, pass everything else on."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or self._is_known(scope["path"]):
            await self._app(scope, receive, send)
            return
        page = self._page.replace("{{path}}", escape(scope["path"][:200]))
        await HTMLResponse(page, status_code=404)(scope, receive, send)
