"""Answer the pages that sign in with an identity elsewhere, link it and unlink it. What they do: service.py."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

import anyio
from anyio.to_thread import run_sync
from sqlalchemy.exc import IntegrityError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from app.accounts import security_log, sessions
from app.accounts.identities import service
from app.accounts.identities.identity import AuthorizationSecrets, Identity, IdentityError, IdentityProvider
from app.accounts.identities.messages import (
    MESSAGE_BY_ERROR_REASON,
    NOT_OFFERED_MESSAGE,
    WRONG_HOST_MESSAGE,
)
from app.accounts.identities.page import render_page, require_step_up
from app.accounts.identities.providers import GITHUB, find_provider
from app.accounts.responses import build_sign_in_response
from app.accounts.sessions import SESSION_LIFETIME, SignedInUser
from app.kit.i18n import _
from app.web import cookies, limits, links, pages
from app.web.client import read_client
from app.web.limits import TOKEN_NETWORK_LIMIT
from app.web.routing import WORKERS, build_form_route
from app.web.tokens import seal, unseal
from database.sessions import auth_session
from database.settings import settings

SETTINGS_PATH = "/settings"
# How long the user may stay on the provider's pages.
_STATE_LIFETIME = timedelta(minutes=10)
_MAX_PATH_LENGTH, _MAX_CODE_LENGTH = 1000, 2000
# Waiting for issuers' configurations has workers of its own, so that it cannot block other sign-ins.
_ISSUER_WORKERS = anyio.CapacityLimiter(4)


def render_identity_page(request: Request) -> Response:
    """Render the page that links or unlinks an identity."""
    provider = _get_provider(request)
    viewer = _find_signed_in_user(request)
    return _redirect_to_sign_in(provider) if viewer is None else render_page(request, provider, viewer)


def start_authorization(request: Request, fields: Mapping[str, str]) -> Response:
    """Lead to the provider, with the secrets for the way back sealed in a cookie."""
    provider = _get_provider(request)
    if not provider.is_offered:
        return _render_message(request, provider, NOT_OFFERED_MESSAGE, "/auth/sign-in", _("Back to sign in"))
    if request.headers["host"] != urlsplit(settings().public_url).netloc:
        # The provider redirects to PUBLIC_URL, where this browser would not send the cookie.
        link = links.build_url("/auth/sign-in")
        return _render_message(request, provider, WRONG_HOST_MESSAGE, link, _("Continue"))
    is_linking = fields.get("purpose") == "link"
    state = {"next": _read_next_path(fields, SETTINGS_PATH if is_linking else links.AFTER_SIGN_IN_PATH)}
    if is_linking:
        viewer = _find_signed_in_user(request)
        if viewer is None:
            return _redirect_to_sign_in(provider)
        response = require_step_up(request, provider, viewer, fields)
        if response is not None:
            return response
        state["session"] = str(viewer.session_id)
    secrets = AuthorizationSecrets.create()
    try:
        url = provider.build_authorization_url(secrets)
    except IdentityError as error:
        return _render_error(request, provider, error, is_linking=is_linking)
    response = _lead_to_provider(request, provider, url)
    sealed = seal(provider.key, {**state, "secrets": secrets.as_dict()}, _STATE_LIFETIME)
    cookies.set_cookie(response, _get_cookie(provider), sealed, _STATE_LIFETIME)
    return response


async def handle_callback(request: Request) -> Response:
    """Answer the way back from the provider. The state is deleted, whatever the outcome."""
    try:
        provider = _get_provider(request)
    except HTTPException as error:
        return pages.render_message(request, _("Something went wrong"), error.detail, error.status_code)
    state = unseal(provider.key, cookies.read(request, _get_cookie(provider))) or {}
    try:
        response = await run_sync(_count_attempt, request) or await _sign_in_or_link(request, provider, state)
    except IdentityError as error:
        response = await run_sync(_respond_to_error, request, provider, state, error)
    cookies.delete_cookie(response, _get_cookie(provider))
    return response


def submit_unlink(request: Request, fields: Mapping[str, str]) -> Response:
    """Unlink the identity, unless it is the only way to sign in."""
    provider = _get_provider(request)
    viewer = _find_signed_in_user(request)
    if viewer is None:
        return _redirect_to_sign_in(provider)
    response = require_step_up(request, provider, viewer, fields)
    if response is not None:
        return response
    try:
        with auth_session() as session:
            token = service.unlink(session, provider, viewer, read_client(request))
    except IdentityError as error:
        message = MESSAGE_BY_ERROR_REASON[error.reason]
        return _render_message(request, provider, message, "/auth/password", _("Set a password"))
    response = pages.redirect(_read_next_path(fields, SETTINGS_PATH))
    return _set_session_cookie(response, token) if token else response


def _get_provider(request: Request) -> IdentityProvider:
    name = request.path_params.get("name")
    provider = GITHUB if name is None else find_provider(f"/auth/oidc/{name}")
    if provider is None:
        raise HTTPException(404, _("Check the address for typos."))
    return provider


def _get_cookie(provider: IdentityProvider) -> str:
    return cookies.GITHUB_COOKIE if provider.issuer is None else cookies.OIDC_COOKIE


def _lead_to_provider(request: Request, provider: IdentityProvider, url: str) -> Response:
    """Redirect to GitHub, where our forms may lead; to an issuer a page leads, since its addresses are its own affair.

    Browsers stop a form whose redirects leave the addresses in `form-action`, also when the issuer redirects further.
    """
    if provider.issuer is None:
        return pages.add_security_headers(RedirectResponse(url, status_code=303))
    return pages.render_page(request, "provider.html", provider=provider, url=url)


async def _sign_in_or_link(request: Request, provider: IdentityProvider, state: Mapping[str, Any]) -> Response:
    """Check that this browser started the sign-in, load the identity, and sign in or link it."""
    secrets = AuthorizationSecrets(**state["secrets"]) if "secrets" in state else None
    received = request.query_params.get("state", "")
    if secrets is None or not hmac.compare_digest(received.encode(), secrets.state.encode()):
        raise IdentityError("mixed_up")
    # RFC 9207: an issuer may name itself in the answer.
    if provider.issuer is not None and request.query_params.get("iss", provider.issuer) != provider.issuer:
        raise IdentityError("mixed_up")
    error, code = request.query_params.get("error"), request.query_params.get("code")
    if error:
        raise provider.read_error(error)
    if not code:
        raise IdentityError("mixed_up")
    try:
        with anyio.fail_after(2 * provider.timeout_seconds):
            identity = await run_sync(
                provider.load_identity,
                code[:_MAX_CODE_LENGTH],
                secrets,
                limiter=_get_workers(provider.key),
                abandon_on_cancel=True,
            )
    except TimeoutError:
        raise IdentityError("unreachable") from None
    return await run_sync(_link if "session" in state else _sign_in, request, provider, state, identity)


@cache
def _get_workers(_provider_key: str) -> anyio.CapacityLimiter:
    """Return the workers that wait for this provider, so that a silent one does not hold up the others."""
    return anyio.CapacityLimiter(8)


def _sign_in(request: Request, provider: IdentityProvider, state: Mapping[str, Any], identity: Identity) -> Response:
    client, device = read_client(request), cookies.read(request, cookies.DEVICE_COOKIE)
    try:
        with auth_session() as session:
            new_session = service.sign_in(session, provider, identity, client, device)
            limits.refund(session, TOKEN_NETWORK_LIMIT, client.network)
    except IntegrityError:
        raise IdentityError("at_once") from None
    return build_sign_in_response(request, new_session, state["next"])


def _link(request: Request, provider: IdentityProvider, state: Mapping[str, Any], identity: Identity) -> Response:
    client, viewer = read_client(request), _find_signed_in_user(request)
    if viewer is None or str(viewer.session_id) != state["session"]:
        raise IdentityError("signed_out")
    try:
        with auth_session() as session:
            token = service.link(session, provider, viewer, identity, client)
            limits.refund(session, TOKEN_NETWORK_LIMIT, client.network)
    except IntegrityError:
        raise IdentityError("at_once", viewer.user_id) from None
    return _set_session_cookie(pages.redirect(state["next"]), token)


def _respond_to_error(
    request: Request, provider: IdentityProvider, state: Mapping[str, Any], error: IdentityError
) -> Response:
    """Record the failure in the security log and tell the user what to do."""
    is_linking = "session" in state
    viewer = _find_signed_in_user(request) if is_linking else None
    user_id = error.user_id or (viewer.user_id if viewer else None)
    with auth_session() as session:
        security_log.record(session, "login_failure", read_client(request), user_id=user_id, provider=provider.key)
    return _render_error(request, provider, error, is_linking=is_linking)


def _render_error(request: Request, provider: IdentityProvider, error: IdentityError, *, is_linking: bool) -> Response:
    link, label = (provider.path, _("Back")) if is_linking else ("/auth/sign-in", _("Back to sign in"))
    return _render_message(request, provider, MESSAGE_BY_ERROR_REASON[error.reason], link, label)


def _render_message(
    request: Request, provider: IdentityProvider, message: tuple[str, str, int], link: str, label: str
) -> Response:
    title, text, status = message
    name = provider.label
    return pages.render_message(
        request, _(title).format(provider=name), _(text).format(provider=name), status, link=link, label=label
    )


def _redirect_to_sign_in(provider: IdentityProvider) -> Response:
    return pages.redirect(f"/auth/sign-in?next={quote(provider.path, safe='')}")


def _count_attempt(request: Request) -> Response | None:
    """Count the attempt; return a response when there were too many."""
    with auth_session() as session:
        wait = limits.take(session, TOKEN_NETWORK_LIMIT, read_client(request).network).wait
    return None if wait is None else pages.render_wait(request, wait)


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


def _build_routes(path: str, start_workers: anyio.CapacityLimiter) -> tuple[Route, ...]:
    return (
        build_form_route(path, render_identity_page),
        build_form_route(f"{path}/start", start_authorization, "POST", limiter=start_workers),
        build_form_route(f"{path}/unlink", submit_unlink, "POST"),
        Route(f"{path}/callback", handle_callback, methods=["GET"]),
    )


ROUTES: tuple[Route, ...] = (
    *_build_routes(GITHUB.path, WORKERS),
    *_build_routes("/auth/oidc/{name}", _ISSUER_WORKERS),
)
