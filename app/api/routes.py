"""Answer GET /api/v1/…: a user's data for their own programs, by API key. What the lists hold: app.api.resources.

Other sites' pages cannot read it (no CORS), and a browser's cookie gives no access.
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
from app.api.description import API_PATH, build_description
from app.api.models import Page, Problem
from app.api.resources import DEFAULT_LIMIT, MAX_LIMIT, RESOURCES, Resource
from app.kit.i18n import N_, _
from app.web import limits
from app.web.client import read_client
from app.web.limits import Rule
from database.clock import now
from database.sessions import auth_session, user_session

LOG = logging.getLogger(__name__)
# About 120 requests at once, and two a second in the long run.
KEY_LIMIT = Rule("api.key", free_attempts=120, first_seconds=1, max_seconds=30, half_life_seconds=60)
WRONG_KEY_LIMIT = Rule("api.wrong", free_attempts=30, first_seconds=1, max_seconds=900, half_life_seconds=600)
_WORKERS = anyio.CapacityLimiter(4)
_MAX_KEY_LENGTH = 200
_PAGING_PARAMETERS = {"limit", "after"}
_INVALID_KEY_TEXT = N_(
    "The key is missing, wrong, revoked or expired. Create one in Settings and send it as `Authorization: Bearer …`."
)


class ApiError(Exception):
    """A request that is answered with a problem instead of data."""

    def __init__(self, status: int, title: str, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail = status, title, detail
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def list_items(request: Request, resource: Resource) -> Response:
    """Return a page of a list."""
    owner = _authenticate(request)
    if resource.name not in owner.scopes:
        raise ApiError(403, _("Not allowed"), _("This key does not read this list. Create one in Settings that does."))
    limit, position = _read_limit(request), _read_position(request)
    parameters = [(name, text) for name, text in request.query_params.multi_items() if name not in _PAGING_PARAMETERS]
    with user_session(owner.user_id) as session:
        items, last = resources.read_page(session, resource, limit, position, _build_conditions(resource, parameters))
    query = urlencode([*parameters, ("limit", limit), ("after", last)])
    next_url = f"{API_PATH}/{resource.name}?{query}" if last else None
    page = Page[resource.item](items=items, next=next_url)  # type: ignore[name-defined]
    return Response(page.model_dump_json(), media_type="application/json")


def _authenticate(request: Request) -> keys.KeyOwner:
    scheme, _separator, token = request.headers.get("authorization", "").partition(" ")
    with auth_session() as session:
        key = token.strip()[:_MAX_KEY_LENGTH] if scheme.lower() == "bearer" else ""
        owner = keys.find_owner(session, key, now())
        if owner:
            wait = limits.take(session, KEY_LIMIT, str(owner.key_id)).wait
        else:
            wait = limits.take(session, WRONG_KEY_LIMIT, read_client(request).network).wait
    if wait is not None:
        seconds = max(1, round(wait))
        text = _("Too many requests. Try again in {time}.").format(time=limits.format_wait(seconds))
        raise ApiError(429, _("Too many requests"), text, Retry_After=str(seconds))
    if owner is None:
        raise ApiError(401, _("No valid key"), _(_INVALID_KEY_TEXT), WWW_Authenticate="Bearer")
    return owner


def _read_limit(request: Request) -> int:
    text = request.query_params.get("limit", str(DEFAULT_LIMIT))
    # int() would also accept other scripts' digits, signs and underscores.
    limit = int(text) if text.isascii() and text.isdecimal() and len(text) < len("1000000") else 0
    if not 1 <= limit <= MAX_LIMIT:
        text = _("`limit` must be a number from 1 to {maximum}.").format(maximum=MAX_LIMIT)
        raise ApiError(400, _("Bad parameter"), text)
    return limit


def _read_position(request: Request) -> resources.PagePosition | None:
    text = request.query_params.get("after")
    if text is None:
        return None
    position = resources.parse_position(text)
    if position is None:
        raise ApiError(400, _("Bad parameter"), _("`after` must be taken from `next` of the previous page."))
    return position


def _build_conditions(resource: Resource, parameters: Sequence[tuple[str, str]]) -> list[ColumnElement[bool]]:
    try:
        return filters.build_conditions(resource.filters, parameters)
    except filters.InvalidFilter as error:
        raise ApiError(422, _("Bad filter"), str(error)) from error


def _describe(_request: Request) -> Response:
    return JSONResponse(build_description())


def _reject_unknown_path(_request: Request) -> Response:
    raise ApiError(
        404, _("Not found"), _("Unknown list. See {url} for all lists.").format(url=f"{API_PATH}/openapi.json")
    )


def _respond(function: Callable[[Request], Response], request: Request) -> Response:
    try:
        response = function(request)
    except ApiError as error:
        response = _render_problem(error)
    except HTTPException as error:
        response = _render_problem(ApiError(error.status_code, _("Invalid request"), error.detail))
    except (OperationalError, InterfaceError):
        LOG.exception("the API: the database does not answer")
        text = _("The database is not available. Try again in a minute.")
        response = _render_problem(ApiError(503, _("Temporarily unavailable"), text, Retry_After="60"))
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    return response


def _render_problem(error: ApiError) -> Response:
    problem = Problem(title=error.title, status=error.status, detail=error.detail)
    return Response(problem.model_dump_json(), error.status, error.headers, "application/problem+json")


def _build_route(path: str, function: Callable[[Request], Response], name: str) -> Route:
    async def respond(request: Request) -> Response:
        return await anyio.to_thread.run_sync(_respond, function, request, limiter=_WORKERS)

    return Route(f"{API_PATH}/{path}", respond, methods=["GET"], name=name)


ROUTES: tuple[Route, ...] = (
    *(
        _build_route(resource.name, partial(list_items, resource=resource), f"api-{resource.name}")
        for resource in RESOURCES
    ),
    _build_route("openapi.json", _describe, "api-description"),
    _build_route("{rest:path}", _reject_unknown_path, "api-unknown"),
)
