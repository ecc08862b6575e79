"""Make routes of plain functions that answer with a page. Which routes there are: each feature's `routes`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Literal, overload

import anyio
from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.web import forms, pages

NO_DATABASE = "Signing in and accounts cannot be reached at the moment. Nothing was changed; try again in a minute."
LOG = logging.getLogger(__name__)
# Hashing a password takes 20 ms of a core and 19 MiB: a few at once, so that a flood of them leaves the screens alone.
WORKERS = anyio.CapacityLimiter(4)

PageFunction = Callable[[Request], Response]
FormFunction = Callable[[Request, Mapping[str, str]], Response]


@overload
def form_route(path: str, function: PageFunction, method: Literal["GET"] = "GET") -> Route: ...


@overload
def form_route(path: str, function: FormFunction, method: Literal["POST"]) -> Route: ...


def form_route(path: str, function: Callable[..., Response], method: str = "GET") -> Route:
    """Return a route on which a plain function answers; for POST it is given the fields of a form that is ours."""

    async def respond(request: Request) -> Response:
        try:
            forms.ensure_own_host(request)
            arguments = (await forms.read(request),) if method == "POST" else ()
            return await anyio.to_thread.run_sync(function, request, *arguments, limiter=WORKERS)
        except HTTPException as error:
            return pages.message(request, "This did not work", error.detail, error.status_code)
        except (OperationalError, InterfaceError):
            LOG.exception("a form's page: the database does not answer")
            return pages.message(request, "Not just now", NO_DATABASE, 503, link=path, label="Try again")

    return Route(path, respond, methods=[method], name=function.__name__)
