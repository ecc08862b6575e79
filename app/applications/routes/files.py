"""Answer GET /auth/file?id=… with a file of the signed-in user, and GET /applications/archive with the whole tracker.

A picture may be viewed in the browser (&view=1), with nothing in it running; everything else is downloaded. Not here:
storing files (app.applications.files).
"""

from __future__ import annotations

import logging
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.accounts import sessions
from app.accounts.sessions import SignedInUser
from app.applications import files
from app.applications.exports import archive
from app.applications.files import DamagedFile, StoredFile
from app.applications.filetypes import PICTURE_MEDIA_TYPES
from app.kit.i18n import _
from app.web import cookies, limits, pages, zip_response
from app.web.limits import Rule
from app.web.routing import build_form_route
from database.sessions import auth_session, user_session

LOG = logging.getLogger(__name__)
# This many archives at once, and then one in ten minutes.
ARCHIVE_LIMIT = Rule(
    "applications.archive", free_attempts=10, first_seconds=60, max_seconds=600, half_life_seconds=3600
)


def send_file(request: Request) -> Response:
    """Send the file, or a page that says why not."""
    user = _find_user(request)
    if user is None:
        next_path = quote(f"/auth/file?{request.url.query}", safe="")
        return pages.redirect(f"/auth/sign-in?next={next_path}")
    file = _find_file(user, request.query_params.get("id", ""))
    if file is None:
        text = _("You have no such file. It may have been removed, or belong to another account.")
        return _render_message(request, _("File not found"), text, 404)
    try:
        data = files.read(file)
    except DamagedFile:
        LOG.exception("a stored file cannot be sent")
        text = _("The content of this file is missing or damaged on the server. Attach it again.")
        return _render_message(request, _("This file cannot be read"), text, 410)
    response = pages.add_security_headers(Response(data, media_type=file.media_type))
    is_inline = file.media_type in PICTURE_MEDIA_TYPES and request.query_params.get("view") == "1"
    disposition = "inline" if is_inline else "attachment"
    response.headers["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(file.name, safe='')}"
    response.headers["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def send_archive(request: Request) -> Response:
    """Send the user's tracker with its files, to be kept or imported elsewhere."""
    user = _find_user(request)
    if user is None:
        return pages.redirect(f"/auth/sign-in?next={quote('/applications?do=export', safe='')}")
    with zip_response.hold_turn(user.user_id) as is_free:
        wait = _take_attempt(user) if is_free else zip_response.BUSY_SECONDS
        if wait is not None:
            return pages.render_wait(request, wait)
        with user_session(user.user_id) as session:
            return zip_response.stream_zip("applications", lambda target: archive.write(target, session))


def _take_attempt(user: SignedInUser) -> float | None:
    with auth_session() as session:
        return limits.take(session, ARCHIVE_LIMIT, str(user.user_id)).wait


def _find_file(user: SignedInUser, id_text: str) -> StoredFile | None:
    try:
        file_id = UUID(id_text)
    except ValueError:
        return None
    with user_session(user.user_id) as session:
        return files.find(session, file_id)


def _find_user(request: Request) -> SignedInUser | None:
    with auth_session() as session:
        return sessions.find(session, cookies.read(request, cookies.SESSION_COOKIE))


def _render_message(request: Request, title: str, text: str, status: int) -> Response:
    return pages.render_message(request, title, text, status, link="/applications", label=_("My applications"))


ROUTES: tuple[Route, ...] = (
    build_form_route("/auth/file", send_file),
    build_form_route("/applications/archive", send_archive, limiter=zip_response.WORKERS),
)
