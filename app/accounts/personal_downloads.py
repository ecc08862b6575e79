"""Make routes that send signed-in people files of theirs. What is in a file belongs to each feature's `routes`.

A page's link leads here, so that the session is looked up when the file is asked for, not when the page was drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.accounts import sessions
from app.accounts.sessions import SignedInUser
from app.kit.i18n import _
from app.web import cookies, pages
from app.web.routing import build_form_route
from database.sessions import auth_session

CSV_TYPE = "text/csv; charset=utf-8"
# Apart from the workers of sign-in, so that nobody waits for an account page because others download.
_WORKERS = anyio.CapacityLimiter(2)


@dataclass(frozen=True, slots=True)
class Download:
    """A file to send."""

    name: str
    media_type: str
    content: bytes


def build_download_route(
    path: str, build_download: Callable[[Request, SignedInUser], Download | None], *, screen: str
) -> Route:
    """Return a route that sends what `build_download` makes for the person whose live session asks.

    Anyone else is led to sign-in and from there to `screen`. None is answered with 404.
    """

    def send_download(request: Request) -> Response:
        with auth_session() as session:
            user = sessions.find(session, cookies.read(request, cookies.SESSION_COOKIE))
        if user is None:
            return pages.redirect(f"/auth/sign-in?next={quote(screen, safe='')}")
        download = build_download(request, user)
        if download is None:
            text = _("You have no such file. It may have been removed, or belong to another account.")
            return pages.render_message(request, _("File not found"), text, 404, link=screen)
        response = pages.add_security_headers(Response(download.content, media_type=download.media_type))
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(download.name, safe='')}"
        return response

    return build_form_route(path, send_download, limiter=_WORKERS)
