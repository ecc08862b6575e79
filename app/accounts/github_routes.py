"""Answer the pages that sign in with GitHub, link it and unlink it. What they do: app.accounts.github_accounts."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlsplit

import anyio
from anyio.to_thread import run_sync
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from app.accounts import credentials, github, github_accounts, passwords, security_log, sessions
from app.accounts.github import GitHubError, Identity
from app.accounts.github_pages import MESSAGE_BY_ERROR_REASON, NOT_OFFERED_MESSAGE, WRONG_HOST_MESSAGE, WRONG_PASSWORD
from app.accounts.responses import build_sign_in_response
from app.accounts.sessions import SESSION_LIFETIME, SignedInUser
from app.kit.i18n import _
from app.web import cookies, forms, limits, links, pages
from app.web.client import read_client
from app.web.limits import TOKEN_NETWORK_LIMIT
from app.web.routing import build_form_route
from app.web.tokens import seal, unseal
from database.clock import now
from database.models import User
from database.sessions import auth_session
from database.settings import settings

GITHUB_PATH, SETTINGS_PATH = "/auth/github", "/settings"
# How long the user may stay on GitHub's pages.
_STATE_LIFETIME = timedelta(minutes=10)
_MAX_PATH_LENGTH = 1000
# Waiting for GitHub has workers of its own, so that it cannot block sign-ins with a password.
_GITHUB_WORKERS = anyio.CapacityLimiter(8)


def render_github_page(request: Request) -> Response:
    """Render the page that links or unlinks GitHub."""
    viewer = _find_signed_in_user(request)
    if viewer is None:
        return pages.redirect(f"/auth/sign-in?next={quote(GITHUB_PATH, safe='')}")
    return _render_page(request, viewer)


def start_github_authorization(request: Request, fields: Mapping[str, str]) -> Response:
    """Redirect to GitHub, with the state for the callback sealed in a cookie."""
    if not github.is_offered():
        return _render_message(request, NOT_OFFERED_MESSAGE, "/auth/sign-in", _("Back to sign in"))
    if request.headers["host"] != urlsplit(settings().public_url).netloc:
        # GitHub redirects to PUBLIC_URL, where this browser would not send the cookie.
        return _render_message(request, WRONG_HOST_MESSAGE, links.build_url("/auth/sign-in"), _("Continue"))
    is_linking = fields.get("purpose") == "link"
    state = {"next": _read_next_path(fields, SETTINGS_PATH if is_linking else links.AFTER_SIGN_IN_PATH)}
    if is_linking:
        viewer = _find_signed_in_user(request)
        if viewer is None:
            return pages.redirect(f"/auth/sign-in?next={quote(GITHUB_PATH, safe='')}")
        response = _require_step_up(request, viewer, fields)
        if response is not None:
            return response
        state["session"] = str(viewer.session_id)
    authorization = github.begin_authorization()
    state |= {"state": authorization.state, "verifier": authorization.verifier}
    response = pages.add_security_headers(RedirectResponse(authorization.url, status_code=303))
    cookies.set_cookie(response, cookies.GITHUB_COOKIE, seal("github", state, _STATE_LIFETIME), _STATE_LIFETIME)
    return response


async def handle_github_callback(request: Request) -> Response:
    """Answer the redirect back from GitHub. The state is deleted, whatever the outcome."""
    state = unseal("github", cookies.read(request, cookies.GITHUB_COOKIE)) or {}
    try:
        forms.ensure_own_host(request)
        response = await run_sync(_count_attempt, request) or await _sign_in_or_link(request, state)
    except HTTPException as error:
        response = pages.render_message(request, _("Something went wrong"), error.detail, error.status_code)
    except GitHubError as error:
        response = await run_sync(_respond_to_error, request, state, error)
    cookies.delete_cookie(response, cookies.GITHUB_COOKIE)
    return response


def submit_github_unlink(request: Request, fields: Mapping[str, str]) -> Response:
    """Unlink GitHub, unless it is the only sign-in method."""
    viewer = _find_signed_in_user(request)
    if viewer is None:
        return pages.redirect(f"/auth/sign-in?next={quote(GITHUB_PATH, safe='')}")
    response = _require_step_up(request, viewer, fields)
    if response is not None:
        return response
    try:
        with auth_session() as session:
            token = github_accounts.unlink(session, viewer, read_client(request))
    except GitHubError as error:
        return _render_message(request, MESSAGE_BY_ERROR_REASON[error.reason], "/auth/password", _("Set a password"))
    response = pages.redirect(_read_next_path(fields, SETTINGS_PATH))
    return _set_session_cookie(response, token) if token else response


async def _sign_in_or_link(request: Request, state: Mapping[str, Any]) -> Response:
    """Check that this browser started the sign-in, load the identity from GitHub, and sign in or link it."""
    received, expected = request.query_params.get("state", ""), str(state.get("state", ""))
    if not expected or not hmac.compare_digest(received.encode(), expected.encode()):
        raise GitHubError("mixed_up")
    error, code = request.query_params.get("error"), request.query_params.get("code")
    if error:
        raise github.read_error(error)
    if not code:
        raise GitHubError("mixed_up")
    try:
        with anyio.fail_after(2 * github.TIMEOUT_SECONDS):
            identity = await run_sync(
                github.load_identity, code[:200], state["verifier"], limiter=_GITHUB_WORKERS, abandon_on_cancel=True
            )
    except TimeoutError:
        raise GitHubError("unreachable") from None
    return await run_sync(_link if "session" in state else _sign_in, request, state, identity)


def _sign_in(request: Request, state: Mapping[str, Any], identity: Identity) -> Response:
    client, device = read_client(request), cookies.read(request, cookies.DEVICE_COOKIE)
    try:
        with auth_session() as session:
            new_session = github_accounts.sign_in(session, identity, client, device)
            limits.refund(session, TOKEN_NETWORK_LIMIT, client.network)
    except IntegrityError:
        raise GitHubError("at_once") from None
    return build_sign_in_response(request, new_session, state["next"])


def _link(request: Request, state: Mapping[str, Any], identity: Identity) -> Response:
    client, viewer = read_client(request), _find_signed_in_user(request)
    if viewer is None or str(viewer.session_id) != state["session"]:
        raise GitHubError("signed_out")
    try:
        with auth_session() as session:
            token = github_accounts.link(session, viewer, identity, client)
            limits.refund(session, TOKEN_NETWORK_LIMIT, client.network)
    except IntegrityError:
        raise GitHubError("at_once", viewer.user_id) from None
    return _set_session_cookie(pages.redirect(state["next"]), token)


def _respond_to_error(request: Request, state: Mapping[str, Any], error: GitHubError) -> Response:
    """Record the failure in the security log and tell the user what to do."""
    is_linking = "session" in state
    viewer = _find_signed_in_user(request) if is_linking else None
    user_id = error.user_id or (viewer.user_id if viewer else None)
    with auth_session() as session:
        security_log.record(session, "login_failure", read_client(request), user_id=user_id, provider="github")
    link, label = (GITHUB_PATH, _("Back")) if is_linking else ("/auth/sign-in", _("Back to sign in"))
    return _render_message(request, MESSAGE_BY_ERROR_REASON[error.reason], link, label)


def _render_message(request: Request, message: tuple[str, str, int], link: str, label: str) -> Response:
    title, text, status = message
    return pages.render_message(request, _(title), _(text), status, link=link, label=label)


def _count_attempt(request: Request) -> Response | None:
    """Count the attempt; return a response when there were too many."""
    with auth_session() as session:
        wait = limits.take(session, TOKEN_NETWORK_LIMIT, read_client(request).network).wait
    return None if wait is None else pages.render_wait(request, wait)


def _require_step_up(request: Request, viewer: SignedInUser, fields: Mapping[str, str]) -> Response | None:
    """Return a page that asks for the password; None when the password or a recent sign-in confirms the user."""
    if viewer.created_at > now() - credentials.STEP_UP_PERIOD:
        return None
    with auth_session() as session:
        wait = limits.take(session, limits.STEP_UP_LIMIT, str(viewer.session_id)).wait
    if wait is not None:
        return pages.render_wait(request, wait)
    with auth_session() as session:
        if credentials.confirm_user(session, viewer, fields.get("current", "")[: passwords.MAX_LENGTH * 4]):
            return None
    return _render_page(request, viewer, 401, error=_(WRONG_PASSWORD))


def _render_page(request: Request, viewer: SignedInUser, status: int = 200, *, error: str | None = None) -> Response:
    with auth_session() as session:
        user = session.scalars(select(User).where(User.id == viewer.user_id)).one()
    return pages.render_page(
        request,
        "github.html",
        status,
        error=error,
        viewer=viewer,
        is_offered=github.is_offered(),
        is_linked=user.github_id is not None,
        has_password=user.password_hash is not None,
        is_recent=viewer.created_at > now() - credentials.STEP_UP_PERIOD,
    )


def _read_next_path(fields: Mapping[str, str], default: str) -> str:
    """Return the path to redirect to afterwards, if it is short enough for a cookie."""
    path = fields.get("next", "")
    return links.clean_local_path(path) if path and len(path) <= _MAX_PATH_LENGTH else default


def _set_session_cookie(response: Response, token: str) -> Response:
    cookies.set_cookie(response, cookies.SESSION_COOKIE, token, SESSION_LIFETIME)
    cookies.delete_cookie(response, cookies.FORMS_COOKIE)
    return response


def _find_signed_in_user(request: Request) -> SignedInUser | None:
    with auth_session() as session:
        return sessions.find(session, cookies.read(request, cookies.SESSION_COOKIE))


ROUTES: tuple[Route, ...] = (
    build_form_route(GITHUB_PATH, render_github_page),
    build_form_route("/auth/github/start", start_github_authorization, "POST"),
    build_form_route("/auth/github/unlink", submit_github_unlink, "POST"),
    Route(github.CALLBACK_PATH, handle_github_callback, methods=["GET"]),
)
