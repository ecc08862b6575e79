"""Answer the pages that sign in or confirm with a passkey, and those that add and remove passkeys: see passkeys."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.accounts import security_log, service, sessions, step_up
from app.accounts.confirmation import find_confirmed_user
from app.accounts.factors import passkeys
from app.accounts.factors.passkeys import PasskeyError, Question
from app.accounts.responses import build_sign_in_response, find_signed_in_user, set_session_cookie
from app.accounts.sessions import SignedInUser
from app.accounts.sign_in import NewSession, complete_sign_in
from app.accounts.user_agents import describe_browser
from app.kit.formats import day
from app.kit.i18n import _
from app.web import cookies, limits, links, pages
from app.web.client import read_client
from app.web.limits import TOKEN_NETWORK_LIMIT
from app.web.routing import build_form_route
from database.sessions import auth_session

LOG = logging.getLogger(__name__)
SIGN_IN_PATH, LIST_PATH = "/auth/passkey", "/auth/passkeys"


def render_passkey_form(request: Request) -> Response:
    """Render the page that asks for a passkey: to sign in, or to confirm who is signed in."""
    return _render_form(request, links.clean_local_path(request.query_params.get("next")))


def send_sign_in_question(_request: Request, _fields: Mapping[str, str]) -> Response:
    """Return what the script asks the browser."""
    return _respond_with_question(passkeys.ask_sign_in())


def submit_passkey(request: Request, fields: Mapping[str, str]) -> Response:
    """Check the passkey, then start a session, or confirm the one there is."""
    client, next_path = read_client(request), links.clean_local_path(fields.get("next"))
    with auth_session() as session:
        wait = limits.take(session, TOKEN_NETWORK_LIMIT, client.network).wait
    if wait is not None:
        return pages.render_wait(request, wait)
    try:
        with auth_session() as session:
            new_session = _use_passkey(session, request, fields.get("credential", ""))
    except PasskeyError as error:
        LOG.info("a passkey was refused: %s", error)
        with auth_session() as session:
            security_log.record(session, "login_failure", client, user_id=error.user_id, provider="passkey")
        response = _render_form(request, next_path, 401, error=_("This passkey was not accepted. Try again."))
    else:
        response = build_sign_in_response(request, new_session, next_path) if new_session else pages.redirect(next_path)
    cookies.delete_cookie(response, cookies.PASSKEY_COOKIE)
    return response


def render_passkeys(request: Request) -> Response:
    """Render the list of passkeys, with a form that adds one."""
    viewer = find_confirmed_user(request, LIST_PATH)
    return viewer if isinstance(viewer, Response) else _render_list(request, viewer)


def send_registration_question(request: Request, _fields: Mapping[str, str]) -> Response:
    """Return what the script asks the browser."""
    viewer = find_confirmed_user(request, LIST_PATH)
    if isinstance(viewer, Response):
        return viewer
    with auth_session() as session:
        return _respond_with_question(passkeys.ask_registration(session, viewer))


def submit_registration(request: Request, fields: Mapping[str, str]) -> Response:
    """Add the passkey."""
    viewer = find_confirmed_user(request, LIST_PATH)
    if isinstance(viewer, Response):
        return viewer
    client = read_client(request)
    name = passkeys.clean_name(fields.get("name", "")) or describe_browser(client.agent)
    sealed = cookies.read(request, cookies.PASSKEY_COOKIE)
    token = None
    try:
        with auth_session() as session:
            user = step_up.lock_account(session, viewer)
            if user is not None:
                passkeys.register(session, user, name, fields.get("credential", ""), sealed, client)
                token = sessions.renew(session, viewer.session_id)
    except PasskeyError as error:
        LOG.info("a new passkey was refused: %s", error)
        response: Response = _render_list(request, viewer, 422, error=_("This passkey was not added. Try again."))
    else:
        response = pages.redirect(LIST_PATH)
    if token is not None:
        set_session_cookie(response, token)
    cookies.delete_cookie(response, cookies.PASSKEY_COOKIE)
    return response


def submit_removal(request: Request, fields: Mapping[str, str]) -> Response:
    """Remove a passkey."""
    viewer = find_confirmed_user(request, LIST_PATH)
    if isinstance(viewer, Response):
        return viewer
    try:
        passkey_id = UUID(fields.get("passkey", ""))
    except ValueError:
        return pages.redirect(LIST_PATH)
    with auth_session() as session:
        user = step_up.lock_account(session, viewer)
        if user is not None:
            passkeys.remove(session, user, passkey_id, read_client(request))
        token = sessions.renew(session, viewer.session_id)
    return set_session_cookie(pages.redirect(LIST_PATH), token)


def _use_passkey(session: Session, request: Request, answer: str) -> NewSession | None:
    """Start a session of the passkey's account; return None where it confirms who is signed in. Raises PasskeyError."""
    client = read_client(request)
    user = passkeys.check(session, answer, cookies.read(request, cookies.PASSKEY_COOKIE))
    viewer = sessions.find(session, cookies.read(request, cookies.SESSION_COOKIE))
    if viewer is not None and viewer.user_id != user.id:
        raise PasskeyError("a passkey of another account", user.id)
    if not service.can_sign_in(session, user):
        raise PasskeyError("the account is deleted", user.id)
    limits.refund(session, TOKEN_NETWORK_LIMIT, client.network)
    if viewer is not None:
        step_up.mark_confirmed(session, viewer)
        return None
    device = cookies.read(request, cookies.DEVICE_COOKIE)
    return complete_sign_in(session, user, client, device, provider="passkey")


def _render_form(request: Request, next_path: str, status: int = 200, *, error: str | None = None) -> Response:
    viewer, is_offered = find_signed_in_user(request), passkeys.is_offered(request)
    response = pages.render_page(
        request,
        "passkey.html",
        status,
        error=error,
        following=next_path,
        is_signed_in=viewer is not None,
        is_offered=is_offered,
    )
    return pages.allow_own_script(response) if is_offered else response


def _render_list(request: Request, viewer: SignedInUser, status: int = 200, *, error: str | None = None) -> Response:
    with auth_session() as session:
        rows = [
            (passkey.id, passkey.name, day(passkey.created_at), passkey.last_used_at and day(passkey.last_used_at))
            for passkey in passkeys.list_passkeys(session, viewer.user_id)
        ]
    is_offered = passkeys.is_offered(request)
    response = pages.render_page(
        request,
        "passkeys.html",
        status,
        error=error,
        passkeys=rows,
        max_name_length=passkeys.MAX_NAME_LENGTH,
        is_offered=is_offered,
    )
    return pages.allow_own_script(response) if is_offered else response


def _respond_with_question(question: Question) -> Response:
    response = pages.add_security_headers(Response(question.options, media_type="application/json"))
    cookies.set_cookie(response, cookies.PASSKEY_COOKIE, question.sealed, passkeys.CHALLENGE_LIFETIME)
    return response


ROUTES: tuple[Route, ...] = (
    build_form_route(SIGN_IN_PATH, render_passkey_form),
    build_form_route(SIGN_IN_PATH, submit_passkey, "POST"),
    build_form_route(f"{SIGN_IN_PATH}/question", send_sign_in_question, "POST"),
    build_form_route(LIST_PATH, render_passkeys),
    build_form_route(LIST_PATH, submit_registration, "POST"),
    build_form_route(f"{LIST_PATH}/question", send_registration_question, "POST"),
    build_form_route(f"{LIST_PATH}/remove", submit_removal, "POST"),
)
