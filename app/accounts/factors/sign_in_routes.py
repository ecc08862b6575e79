"""Answer the second page of signing in, which asks for a code. What it starts: app.accounts.sign_in."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.accounts import sign_in
from app.accounts.responses import SECOND_STEP_PATH, build_sign_in_response, read_second_step
from app.accounts.sign_in import InvalidCredentials
from app.kit.i18n import _
from app.web import cookies, pages
from app.web.client import read_client
from app.web.routing import build_form_route
from database.sessions import auth_session


def render_second_step_form(request: Request) -> Response:
    """Render the form that asks for a code; without a first step, lead back to it."""
    first_step = read_second_step(request)
    if first_step is None:
        return pages.redirect("/auth/sign-in")
    return pages.render_page(request, "second_step.html", error=None, following=first_step[1])


def submit_second_step(request: Request, fields: Mapping[str, str]) -> Response:
    """Check the code and start the session."""
    first_step = read_second_step(request)
    if first_step is None:
        return pages.redirect("/auth/sign-in")
    step, next_path = first_step
    device = cookies.read(request, cookies.DEVICE_COOKIE)
    wait = sign_in.count_second_step(step.user_id, device)
    if wait is not None:
        return pages.render_wait(request, wait)
    with auth_session() as session:
        result = sign_in.finish_sign_in(session, step, fields.get("code", ""), read_client(request), device)
    if result is None:
        response = pages.redirect("/auth/sign-in")
        cookies.delete_cookie(response, cookies.SECOND_STEP_COOKIE)
        return response
    if isinstance(result, InvalidCredentials):
        return pages.render_page(request, "second_step.html", 401, error=_("Wrong code."), following=next_path)
    return build_sign_in_response(request, result, next_path)


ROUTES: tuple[Route, ...] = (
    build_form_route(SECOND_STEP_PATH, render_second_step_form),
    build_form_route(SECOND_STEP_PATH, submit_second_step, "POST"),
)
