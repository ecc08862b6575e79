"""The addresses of signing in with GitHub, linking and unlinking. Whose account it is: app.accounts.github_accounts."""

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
from app.accounts.github import Failed, Identity
from app.accounts.github_pages import NOT_IT, NOT_OFFERED, PAGES, WRONG_ADDRESS
from app.accounts.responses import signed_in
from app.accounts.sessions import LIFETIME, SignedIn
from app.web import cookies, forms, limits, links, pages
from app.web.client import client_of
from app.web.limits import TOKEN_NETWORK
from app.web.routing import form_route
from app.web.tokens import seal, unseal
from database.clock import now
from database.models import User
from database.sessions import auth_session
from database.settings import settings

PAGE, SETTINGS = "/auth/github", "/settings"
# How long someone may stay on GitHub's pages.
_AWAY = timedelta(minutes=10)
_LONGEST_PATH = 1000
# Waiting for GitHub must not keep the door's own workers from those who sign in with a password.
_ASKERS = anyio.CapacityLimiter(8)


def github_page(request: Request) -> Response:
    """Whether GitHub is linked to the account, and the form to change that."""
    viewer = _viewer(request)
    if viewer is None:
        return pages.go(f"/auth/sign-in?next={quote(PAGE, safe='')}")
    return _page(request, viewer)


def github_start(request: Request, fields: Mapping[str, str]) -> Response:
    """Send the browser to GitHub; what the way back needs stays in it, sealed."""
    if not github.is_offered():
        return pages.message(request, *NOT_OFFERED, link="/auth/sign-in", label="Back to signing in")
    if request.headers["host"] != urlsplit(settings().public_url).netloc:
        # GitHub comes back to PUBLIC_URL, where this browser's cookie would be missing.
        return pages.message(request, *WRONG_ADDRESS, link=links.absolute("/auth/sign-in"), label="Go there")
    linking = fields.get("purpose") == "link"
    held = {"next": _following(fields, SETTINGS if linking else links.AFTER_SIGN_IN)}
    if linking:
        viewer = _viewer(request)
        if viewer is None:
            return pages.go(f"/auth/sign-in?next={quote(PAGE, safe='')}")
        refusal = _doubt(request, viewer, fields)
        if refusal is not None:
            return refusal
        held["session"] = str(viewer.session_id)
    started = github.begin()
    held |= {"state": started.state, "verifier": started.verifier}
    answer = pages.sealed_off(RedirectResponse(started.url, status_code=303))
    cookies.put(answer, cookies.GITHUB, seal("github", held, _AWAY), _AWAY)
    return answer


async def github_callback(request: Request) -> Response:
    """Where GitHub sends the browser back to. What was kept for it is gone after this, however it ends."""
    held = unseal("github", cookies.read(request, cookies.GITHUB)) or {}
    try:
        forms.ensure_own_host(request)
        answer = await run_sync(_counted, request) or await _returned(request, held)
    except HTTPException as refusal:
        answer = pages.message(request, "This did not work", refusal.detail, refusal.status_code)
    except Failed as failure:
        answer = await run_sync(_failed, request, held, failure)
    cookies.drop(answer, cookies.GITHUB)
    return answer


def github_unlink(request: Request, fields: Mapping[str, str]) -> Response:
    """Forget the GitHub account, unless nothing else would let the person in."""
    viewer = _viewer(request)
    if viewer is None:
        return pages.go(f"/auth/sign-in?next={quote(PAGE, safe='')}")
    refusal = _doubt(request, viewer, fields)
    if refusal is not None:
        return refusal
    try:
        with auth_session() as session:
            token = github_accounts.unlink(session, viewer, client_of(request))
    except Failed as failure:
        title, said, status = PAGES[failure.reason]
        return pages.message(request, title, said, status, link="/auth/password", label="Set a password")
    answer = pages.go(_following(fields, SETTINGS))
    return _with_token(answer, token) if token else answer


async def _returned(request: Request, held: Mapping[str, Any]) -> Response:
    """Check that this browser asked, ask GitHub who it is, and let them in or link them."""
    given, kept = request.query_params.get("state", ""), str(held.get("state", ""))
    if not kept or not hmac.compare_digest(given.encode(), kept.encode()):
        raise Failed("mixed_up")
    error, code = request.query_params.get("error"), request.query_params.get("code")
    if error:
        raise github.refusal(error)
    if not code:
        raise Failed("mixed_up")
    try:
        with anyio.fail_after(2 * github.PATIENCE):
            identity = await run_sync(github.ask, code[:200], held["verifier"], limiter=_ASKERS, abandon_on_cancel=True)
    except TimeoutError:
        raise Failed("unreachable") from None
    return await run_sync(_linked if "session" in held else _entered, request, held, identity)


def _entered(request: Request, held: Mapping[str, Any], identity: Identity) -> Response:
    client, device = client_of(request), cookies.read(request, cookies.DEVICE)
    try:
        with auth_session() as session:
            opened = github_accounts.sign_in(session, identity, client, device)
            limits.refund(session, TOKEN_NETWORK, client.network)
    except IntegrityError:
        raise Failed("at_once") from None
    return signed_in(request, opened, held["next"])


def _linked(request: Request, held: Mapping[str, Any], identity: Identity) -> Response:
    client, viewer = client_of(request), _viewer(request)
    if viewer is None or str(viewer.session_id) != held["session"]:
        raise Failed("signed_out")
    try:
        with auth_session() as session:
            token = github_accounts.link(session, viewer, identity, client)
            limits.refund(session, TOKEN_NETWORK, client.network)
    except IntegrityError:
        raise Failed("at_once", viewer.user_id) from None
    return _with_token(pages.go(held["next"]), token)


def _failed(request: Request, held: Mapping[str, Any], failure: Failed) -> Response:
    """Say what happened and what to do, and note it."""
    linking = "session" in held
    viewer = _viewer(request) if linking else None
    user_id = failure.user_id or (viewer.user_id if viewer else None)
    with auth_session() as session:
        security_log.record(session, "login_failure", client_of(request), user_id=user_id, provider="github")
    title, said, status = PAGES[failure.reason]
    link, label = (PAGE, "Back") if linking else ("/auth/sign-in", "Back to signing in")
    return pages.message(request, title, said, status, link=link, label=label)


def _counted(request: Request) -> Response | None:
    """Count the try; the answer to too many."""
    with auth_session() as session:
        wait = limits.take(session, TOKEN_NETWORK, client_of(request).network).wait
    return None if wait is None else pages.wait(request, wait)


def _doubt(request: Request, viewer: SignedIn, fields: Mapping[str, str]) -> Response | None:
    """What to answer while it is not shown that this is the account's owner: signed in lately, or by the password."""
    if viewer.created_at > now() - credentials.RECENT:
        return None
    with auth_session() as session:
        wait = limits.take(session, limits.CONFIRM, str(viewer.session_id)).wait
    if wait is not None:
        return pages.wait(request, wait)
    with auth_session() as session:
        if credentials.confirmed(session, viewer, fields.get("current", "")[: passwords.LONGEST * 4]):
            return None
    return _page(request, viewer, 401, error=NOT_IT)


def _page(request: Request, viewer: SignedIn, status: int = 200, *, error: str | None = None) -> Response:
    with auth_session() as session:
        user = session.scalars(select(User).where(User.id == viewer.user_id)).one()
    return pages.page(
        request, "github.html", status, error=error, viewer=viewer, is_offered=github.is_offered(),
        is_linked=user.github_id is not None, has_password=user.password_hash is not None,
        is_recent=viewer.created_at > now() - credentials.RECENT,
    )  # fmt: skip


def _following(fields: Mapping[str, str], otherwise: str) -> str:
    """Where to go on to; short enough for a cookie."""
    wanted = fields.get("next", "")
    return links.local(wanted) if wanted and len(wanted) <= _LONGEST_PATH else otherwise


def _with_token(answer: Response, token: str) -> Response:
    cookies.put(answer, cookies.SESSION, token, LIFETIME)
    cookies.drop(answer, cookies.FORMS)
    return answer


def _viewer(request: Request) -> SignedIn | None:
    with auth_session() as session:
        return sessions.find(session, cookies.read(request, cookies.SESSION))


ROUTES: tuple[Route, ...] = (
    form_route(PAGE, github_page),
    form_route("/auth/github/start", github_start, "POST"),
    form_route("/auth/github/unlink", github_unlink, "POST"),
    Route(github.CALLBACK, github_callback, methods=["GET"]),
)
