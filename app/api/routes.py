"""GET /api/v1/…: one's own data for one's own programs, by a key instead of a cookie. What it returns: services.api.

No other site's page may read it (no CORS), and a browser's cookie opens nothing here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import urlencode

import anyio
from sqlalchemy import ColumnElement
from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.api import filters, keys, resources
from app.api.description import ROOT, description
from app.api.models import Page, Problem
from app.api.resources import MOST, RESOURCES, USUAL, Resource
from app.web import forms, limits
from app.web.client import client_of
from app.web.limits import Rule
from database.clock import now
from database.sessions import auth_session, user_session

LOG = logging.getLogger(__name__)
# About 120 requests at once and two a second for as long as one likes.
USED = Rule("api.key", free=120, first=1, most=30, fades=60)
WRONG = Rule("api.wrong", free=30, first=1, most=900, fades=600)
_WORKERS = anyio.CapacityLimiter(4)
_LONGEST = 200
_PAGING = {"limit", "after"}
_NO_KEY = "Send a key made in Settings as `Authorization: Bearer …`. This one is missing, wrong, revoked or too old."


class Refusal(Exception):
    """An answer other than the list."""

    def __init__(self, status: int, title: str, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail = status, title, detail
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def listed(request: Request, resource: Resource) -> Response:
    """A page of a list."""
    holder = _holder(request)
    limit, after = _limit(request), _after(request)
    asked = [(name, written) for name, written in request.query_params.multi_items() if name not in _PAGING]
    with user_session(holder.user_id) as session:
        items, last = resources.page(session, resource, limit, after, _conditions(resource, asked))
    further = urlencode([*asked, ("limit", limit), ("after", last)])
    following = f"{ROOT}/{resource.name}?{further}" if last else None
    page = Page[resource.item](items=items, next=following)  # type: ignore[name-defined]
    return Response(page.model_dump_json(), media_type="application/json")


def _holder(request: Request) -> keys.KeyOwner:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    with auth_session() as session:
        given = token.strip()[:_LONGEST] if kind.lower() == "bearer" else ""
        holder = keys.find_owner(session, given, now())
        if holder:
            wait = limits.take(session, USED, str(holder.key_id)).wait
        else:
            wait = limits.take(session, WRONG, client_of(request).network).wait
    if wait is not None:
        seconds = max(1, round(wait))
        said = f"There were too many requests. Wait {limits.in_words(seconds)}, then go on."
        raise Refusal(429, "Too many requests", said, Retry_After=str(seconds))
    if holder is None:
        raise Refusal(401, "No valid key", _NO_KEY, WWW_Authenticate="Bearer")
    return holder


def _limit(request: Request) -> int:
    written = request.query_params.get("limit", str(USUAL))
    # Not what int() takes: other scripts' digits, signs, underscores.
    limit = int(written) if written.isascii() and written.isdecimal() and len(written) < len("1000000") else 0
    if not 1 <= limit <= MOST:
        raise Refusal(400, "Bad parameter", f"`limit` is a number from 1 to {MOST}.")
    return limit


def _after(request: Request) -> resources.Place | None:
    written = request.query_params.get("after")
    if written is None:
        return None
    found = resources.place(written)
    if found is None:
        raise Refusal(400, "Bad parameter", "`after` is taken from the `next` of the page before.")
    return found


def _conditions(resource: Resource, asked: Sequence[tuple[str, str]]) -> list[ColumnElement[bool]]:
    try:
        return filters.conditions(resource.filters, asked)
    except filters.Unusable as why:
        raise Refusal(422, "Bad filter", str(why)) from why


def _described(_request: Request) -> Response:
    return JSONResponse(description())


def _unknown(_request: Request) -> Response:
    raise Refusal(404, "Not found", f"There is no such list. {ROOT}/openapi.json describes those there are.")


def _answered(work: Callable[[Request], Response], request: Request) -> Response:
    try:
        forms.ensure_own_host(request)
        answer = work(request)
    except Refusal as refusal:
        answer = _problem(refusal)
    except HTTPException as refused:
        answer = _problem(Refusal(refused.status_code, "Not this address", refused.detail))
    except (OperationalError, InterfaceError):
        LOG.exception("the API: the database does not answer")
        answer = _problem(Refusal(503, "Not just now", "The database does not answer. Try again.", Retry_After="60"))
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    return answer


def _problem(refusal: Refusal) -> Response:
    said = Problem(title=refusal.title, status=refusal.status, detail=refusal.detail)
    return Response(said.model_dump_json(), refusal.status, refusal.headers, "application/problem+json")


def _route(path: str, work: Callable[[Request], Response], name: str) -> Route:
    async def respond(request: Request) -> Response:
        return await anyio.to_thread.run_sync(_answered, work, request, limiter=_WORKERS)

    return Route(f"{ROOT}/{path}", respond, methods=["GET"], name=name)


ROUTES: tuple[Route, ...] = (
    *(_route(resource.name, partial(listed, resource=resource), f"api-{resource.name}") for resource in RESOURCES),
    _route("openapi.json", _described, "api-description"),
    _route("{rest:path}", _unknown, "api-unknown"),
)
