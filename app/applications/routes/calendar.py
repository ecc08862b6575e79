"""GET /calendar/<token>.ics: a person's dates for their calendar program. The address is the key."""

from __future__ import annotations

import hashlib

import anyio
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from app.applications import calendar
from app.web import forms, limits, links
from app.web.client import client_of
from app.web.limits import Rule
from database.clock import now
from database.sessions import auth_session, user_session
from database.settings import settings

UNKNOWN = "There is no calendar here. A new address may have been made under Settings."
# Only wrong addresses count, so that a calendar service that reads for many people is never kept out.
WRONG = Rule("calendar.wrong", free=30, first=1, most=900, fades=600)
_WORKERS = anyio.CapacityLimiter(4)
_LONGEST = 100


def calendar_sent(request: Request) -> Response:
    """The calendar, or 304 when the program has it as it is; 404 for every address that is nobody's."""
    with auth_session() as session:
        user_id = calendar.whose(session, str(request.path_params["token"])[:_LONGEST])
        wait = None if user_id else limits.take(session, WRONG, client_of(request).network).wait
    if user_id is None:
        refusal = PlainTextResponse(UNKNOWN, 404) if wait is None else PlainTextResponse("Too many tries.", 429)
        if wait is not None:
            refusal.headers["Retry-After"] = str(max(1, round(wait)))
        return _private(refusal)
    with user_session(user_id) as own:
        found = calendar.dates(own, now())
    body = calendar.as_ics(found, "JobLedger", links.host(settings().public_url) or "jobledger")
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    held = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if held & {tag, "*"}:
        answer = Response(status_code=304)
    else:
        answer = Response(body, media_type="text/calendar; charset=utf-8")
        answer.headers["Content-Disposition"] = 'inline; filename="jobledger.ics"'
    answer.headers["ETag"] = tag
    return _private(answer)


def _private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"  # by what lies in between; the program keeps its ETag with the dates
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    return answer


async def _respond(request: Request) -> Response:
    try:
        forms.ensure_own_host(request)
    except HTTPException as refusal:
        return _private(PlainTextResponse(refusal.detail, refusal.status_code))
    return await anyio.to_thread.run_sync(calendar_sent, request, limiter=_WORKERS)


ROUTES: tuple[Route, ...] = (Route("/calendar/{token}.ics", _respond, methods=["GET"], name="calendar"),)
