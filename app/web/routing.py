"""Make routes of plain functions that answer with a page. Which routes there are: each feature's `routes`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Literal, overload

import anyio
from anyio import CapacityLimiter
from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.kit.i18n import N_, _
from app.web import forms, pages

NO_DATABASE_TEXT = N_("Accounts are not available right now. Nothing was changed. Try again in a minute.")
LOG = logging.getLogger(__name__)
# Hashing a password takes 20 ms of a core and 19 MiB, so only a few run at once and the screens stay responsive.
WORKERS = CapacityLimiter(4)

PageFunction = Callable[[Request], Response]
FormFunction = Callable[[Request, Mapping[str, str]], Response]


@overload
def build_form_route(
    path: str, function: PageFunction, method: Literal["GET"] = "GET", *, limiter: CapacityLimiter = WORKERS
) -> Route: ...


@overload
def build_form_route(
    path: str, function: FormFunction, method: Literal["POST"], *, limiter: CapacityLimiter = WORKERS
) -> Route: ...


def build_form_route(
    path: str, function: Callable[..., Response], method: str = "GET", *, limiter: CapacityLimiter = WORKERS
) -> Route:
    """Return a route that a plain function answers; for POST the function gets the fields of our form."""

    async def respond(request: Request) -> Response:
        try:
            arguments = (await forms.read(request),) if method == "POST" else ()
            return await anyio.to_thread.run_sync(function, request, *arguments, limiter=limiter)
        except HTTPException as error:
            return pages.render_message(request, _("Something went wrong"), error.detail, error.status_code)
        except (OperationalError, InterfaceError):
            LOG.exception("an account page: the database does not answer")
            return pages.render_message(
                request,
                _("Temporarily unavailable"),
                _(NO_DATABASE_TEXT),
                503,
                link=request.url.path,
                label=_("Try again"),
            )

    return Route(path, respond, methods=[method], name=function.__name__)
