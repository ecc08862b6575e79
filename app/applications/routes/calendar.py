"""Answer GET /calendar/<token>.ics: a user's calendar for a calendar program. The address is the key."""

from __future__ import annotations

import hashlib

import anyio
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from app.applications import calendar
from app.kit.i18n import N_, _
from app.web import limits, links
from app.web.client import read_client
from app.web.limits import Rule
from database.clock import now
from database.sessions import auth_session, user_session
from database.settings import settings

UNKNOWN_CALENDAR_TEXT = N_("There is no calendar here. It may have a new address; look under Settings.")
# Only wrong addresses count, so that a calendar service that reads for many users is never blocked.
WRONG_TOKEN_LIMIT = Rule("calendar.wrong", free_attempts=30, first_seconds=1, max_seconds=900, half_life_seconds=600)
_WORKERS = anyio.CapacityLimiter(4)
_MAX_TOKEN_LENGTH = 100


def send_calendar(request: Request) -> Response:
    """Send the calendar, or 304 when the program has it already; 404 for every address that is nobody's."""
    with auth_session() as session:
        user_id = calendar.find_owner(session, str(request.path_params["token"])[:_MAX_TOKEN_LENGTH], now())
        wait = None if user_id else limits.take(session, WRONG_TOKEN_LIMIT, read_client(request).network).wait
    if user_id is None:
        return _respond_to_unknown_token(wait)
    with user_session(user_id) as session:
        entries = calendar.list_entries(session, now())
    body = calendar.build_ics(entries, "JobLedger", links.read_host(settings().public_url) or "jobledger")
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known_tags = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if known_tags & {etag, "*"}:
        response = Response(status_code=304)
    else:
        response = Response(body, media_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = 'inline; filename="jobledger.ics"'
    response.headers["ETag"] = etag
    return _make_private(response)


def _respond_to_unknown_token(wait: float | None) -> Response:
    if wait is None:
        return _make_private(PlainTextResponse(_(UNKNOWN_CALENDAR_TEXT), 404))
    response = PlainTextResponse(_("Too many tries."), 429)
    response.headers["Retry-After"] = str(max(1, round(wait)))
    return _make_private(response)


def _make_private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"  # for proxies; the calendar program keeps its ETag
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    return response


async def _respond(request: Request) -> Response:
    return await anyio.to_thread.run_sync(send_calendar, request, limiter=_WORKERS)


ROUTES: tuple[Route, ...] = (Route("/calendar/{token}.ics", _respond, methods=["GET"], name="calendar"),)
