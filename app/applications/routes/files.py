"""GET /auth/file?id=…: a file someone keeps with an application, to that person only; GET /applications/archive: the
whole tracker with all files. Keeping them: services.

A picture may be looked at in the browser (&view=1), with nothing of it running; everything else is saved.
"""

from __future__ import annotations

import logging
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.accounts import sessions
from app.accounts.sessions import SignedIn
from app.applications import files
from app.applications.exports import archive
from app.applications.files import Damaged, File
from app.applications.filetypes import PICTURES
from app.web import cookies, limits, pages, zip_response
from app.web.limits import Rule
from app.web.routing import form_route
from database.sessions import auth_session, user_session

LOG = logging.getLogger(__name__)
_UNKNOWN = "There is no such file among yours. It may have been removed, or belong to another account."
# So many archives at once, and then one in ten minutes.
ARCHIVE = Rule("applications.archive", free=10, first=60, most=600, fades=3600)
_DAMAGED = "This file was kept, but its content is missing or damaged on the server. Attach it again."


def file_sent(request: Request) -> Response:
    """The file; a page that says why where there is none."""
    viewer = _viewer(request)
    if viewer is None:
        back = quote(f"/auth/file?{request.url.query}", safe="")
        return pages.go(f"/auth/sign-in?next={back}")
    found = _found(viewer, request.query_params.get("id", ""))
    if found is None:
        return _said(request, "This file is not there", _UNKNOWN, 404)
    try:
        data = files.read(found)
    except Damaged:
        LOG.exception("a kept file cannot be sent")
        return _said(request, "This file cannot be read", _DAMAGED, 410)
    answer = pages.sealed_off(Response(data, media_type=found.media_type))
    is_shown = found.media_type in PICTURES and request.query_params.get("view") == "1"
    kind = "inline" if is_shown else "attachment"
    answer.headers["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(found.name, safe='')}"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def archive_sent(request: Request) -> Response:
    """The person's tracker with its files, to take along or to import elsewhere."""
    viewer = _viewer(request)
    if viewer is None:
        return pages.go(f"/auth/sign-in?next={quote('/applications?do=export', safe='')}")
    with auth_session() as session:
        wait = limits.take(session, ARCHIVE, str(viewer.user_id)).wait
    if wait is not None:
        return pages.wait(request, wait)
    with user_session(viewer.user_id) as own:
        return zip_response.sent("applications", lambda made: archive.write(made, own))


def _found(viewer: SignedIn, written: str) -> File | None:
    try:
        file_id = UUID(written)
    except ValueError:
        return None
    with user_session(viewer.user_id) as session:
        return files.find(session, file_id)


def _viewer(request: Request) -> SignedIn | None:
    with auth_session() as session:
        return sessions.find(session, cookies.read(request, cookies.SESSION))


def _said(request: Request, title: str, words: str, status: int) -> Response:
    return pages.message(request, title, words, status, link="/applications", label="My applications")


ROUTES: tuple[Route, ...] = (
    form_route("/auth/file", file_sent),
    form_route("/applications/archive", archive_sent),
)
