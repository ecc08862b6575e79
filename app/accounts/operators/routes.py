"""Answer the one-time link of operators, and lead operators to Dagster."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from app.accounts import sessions
from app.accounts.operators import one_time_links
from app.accounts.operators.one_time_links import LINK_PATH
from app.accounts.responses import read_email_token, store_email_token
from app.accounts.sessions import SESSION_LIFETIME
from app.kit.i18n import N_, _
from app.web import cookies, limits, pages
from app.web.client import read_client
from app.web.routing import build_form_route
from database.sessions import auth_session
from database.settings import settings

DAGSTER_PATH = "/dagster"
_EXPIRED_LINK = N_("This link has expired or was already used. Get a new one with: jobledger operators link")


def render_operator_form(request: Request) -> Response:
    """Answer the link with a form. Opening it uses nothing up, since programs follow links as well."""
    response = store_email_token(request, LINK_PATH)
    if response is not None:
        return response
    return pages.render_page(request, "operator.html", email=(user := _find_user(request)) and user.email)


def submit_operator_form(request: Request, _fields: Mapping[str, str]) -> Response:
    """Make the person an operator and sign them in, then open Dagster."""
    client = read_client(request)
    with auth_session() as session:
        wait = limits.take(session, limits.TOKEN_NETWORK_LIMIT, client.network).wait
    if wait is not None:
        return pages.render_wait(request, wait)
    with auth_session() as session:
        user = sessions.find(session, cookies.read(request, cookies.SESSION_COOKIE))
        token = one_time_links.use_link(session, read_email_token(request, LINK_PATH), user, client)
    if token is None:
        return pages.render_message(request, _("Link expired"), _(_EXPIRED_LINK), 410)
    response = pages.redirect(DAGSTER_PATH)
    cookies.set_cookie(response, cookies.SESSION_COOKIE, token, SESSION_LIFETIME)
    cookies.delete_cookie(response, cookies.EMAIL_LINK_COOKIE)
    cookies.delete_cookie(response, cookies.FORMS_COOKIE)
    return response


def open_dagster(request: Request) -> Response:
    """Lead an operator to Dagster, anyone else to sign-in first."""
    user = _find_user(request)
    if user is None:
        return pages.redirect(f"/auth/sign-in?next={DAGSTER_PATH}")
    if not user.is_operator:
        text = _("Dagster is for operators. To become one, run on the server: jobledger operators add {email}")
        return pages.render_message(request, _("Operators only"), text.format(email=user.email), 403)
    return pages.add_security_headers(RedirectResponse(settings().dagster_url, status_code=303))


def _find_user(request: Request) -> sessions.SignedInUser | None:
    with auth_session() as session:
        return sessions.find(session, cookies.read(request, cookies.SESSION_COOKIE))


ROUTES: tuple[Route, ...] = (
    build_form_route(LINK_PATH, render_operator_form),
    build_form_route(LINK_PATH, submit_operator_form, "POST"),
    build_form_route(DAGSTER_PATH, open_dagster),
)
