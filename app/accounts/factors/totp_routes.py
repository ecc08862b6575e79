"""Answer the pages that set up an authenticator app, turn it off, and show recovery codes. What they do: totp."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.accounts import sessions
from app.accounts.confirmation import find_confirmed_user
from app.accounts.factors import recovery_codes, totp
from app.accounts.responses import render_settings_message, render_settings_wait, set_session_cookie
from app.accounts.sessions import SignedInUser
from app.accounts.step_up import lock_account, take_attempt
from app.kit.i18n import _
from app.web import pages
from app.web.client import read_client
from app.web.routing import build_form_route
from app.web.tokens import seal, unseal
from database.sessions import auth_session

TOTP_PATH = "/auth/totp"
# How long the page with the QR code may stay open.
_SETUP_LIFETIME = timedelta(minutes=30)


def render_totp_page(request: Request) -> Response:
    """Render the QR code and ask for a code, or offer to turn the app off."""
    viewer = find_confirmed_user(request, TOTP_PATH)
    return viewer if isinstance(viewer, Response) else _render_page(request, viewer)


def submit_totp_setup(request: Request, fields: Mapping[str, str]) -> Response:
    """Turn the app on when the code is right, and show recovery codes."""
    viewer = find_confirmed_user(request, TOTP_PATH)
    if isinstance(viewer, Response):
        return viewer
    setup = unseal(f"totp {viewer.user_id}", fields.get("setup"))
    if setup is None:
        return pages.redirect(TOTP_PATH)
    wait = take_attempt(viewer)
    if wait is not None:
        return render_settings_wait(request, wait)
    with auth_session() as session:
        user = lock_account(session, viewer)
        codes = user and totp.turn_on(session, user, setup["secret"], fields.get("code", ""), read_client(request))
        token = sessions.renew(session, viewer.session_id) if codes else None
    if not codes or token is None:
        error = _("Wrong code. Check that the clock of your phone is right, and enter the code it shows now.")
        return _render_page(request, viewer, 401, error=error, secret=setup["secret"])
    return set_session_cookie(_render_codes(request, codes), token)


def submit_totp_removal(request: Request, _fields: Mapping[str, str]) -> Response:
    """Turn the app off."""
    viewer = find_confirmed_user(request, TOTP_PATH)
    if isinstance(viewer, Response):
        return viewer
    with auth_session() as session:
        user = lock_account(session, viewer)
        if user is not None:
            totp.turn_off(session, user, read_client(request))
        token = sessions.renew(session, viewer.session_id)
    text = _("Signing in no longer needs a code. Your recovery codes no longer work.")
    return set_session_cookie(render_settings_message(request, _("Two-step sign-in is off"), text), token)


def submit_recovery_codes(request: Request, _fields: Mapping[str, str]) -> Response:
    """Create new recovery codes and show them."""
    viewer = find_confirmed_user(request, TOTP_PATH)
    if isinstance(viewer, Response):
        return viewer
    with auth_session() as session:
        user = lock_account(session, viewer)
        if user is None or totp.load_start(session, viewer.user_id) is None:
            return pages.redirect(TOTP_PATH)
        codes = totp.replace_recovery_codes(session, user, read_client(request))
    return _render_codes(request, codes)


def _render_page(
    request: Request, viewer: SignedInUser, status: int = 200, *, error: str | None = None, secret: str | None = None
) -> Response:
    with auth_session() as session:
        if totp.load_start(session, viewer.user_id) is not None:
            count = recovery_codes.count_codes(session, viewer.user_id)
            return pages.render_page(request, "totp.html", status, code_count=count)
    secret = secret or totp.create_secret()
    return pages.render_page(
        request,
        "totp_setup.html",
        status,
        error=error,
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        qr_code=totp.draw_qr_code(secret, viewer.email),
        setup=seal(f"totp {viewer.user_id}", {"secret": secret}, _SETUP_LIFETIME),
    )


def _render_codes(request: Request, codes: list[str]) -> Response:
    return pages.render_page(request, "recovery_codes.html", codes=codes)


ROUTES: tuple[Route, ...] = (
    build_form_route(TOTP_PATH, render_totp_page),
    build_form_route(TOTP_PATH, submit_totp_setup, "POST"),
    build_form_route(f"{TOTP_PATH}/off", submit_totp_removal, "POST"),
    build_form_route(f"{TOTP_PATH}/recovery-codes", submit_recovery_codes, "POST"),
)
