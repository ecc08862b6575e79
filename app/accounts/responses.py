"""Build the responses that several account pages share: a new session, emailed links, tasks after the response."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import anyio
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.accounts import sessions
from app.accounts.sessions import SESSION_LIFETIME, SignedInUser
from app.accounts.sign_in import DEVICE_LIFETIME, NewSession, SecondStep
from app.kit.i18n import _
from app.web import cookies, limits, pages
from app.web.routing import WORKERS
from app.web.tokens import seal, unseal
from database.sessions import auth_session

# Seconds, at most, from the response to the email in the outbox.
MAX_DELAY_SECONDS = 1.0
_TOKEN_LIFETIME = timedelta(hours=1)
SECOND_STEP_PATH = "/auth/second-step"
# How long someone who has proved the password may take to find the code.
_SECOND_STEP_LIFETIME = timedelta(minutes=10)


def find_signed_in_user(request: Request) -> SignedInUser | None:
    """Return the user of the request's session."""
    with auth_session() as session:
        return sessions.find(session, cookies.read(request, cookies.SESSION_COOKIE))


def redirect_to_sign_in(request: Request) -> Response:
    """Redirect to sign-in, which leads back to this page."""
    return pages.redirect(f"/auth/sign-in?next={quote(request.url.path, safe='')}")


def set_session_cookie(response: Response, token: str) -> Response:
    """Give the browser its session's new token; the form key is replaced."""
    cookies.set_cookie(response, cookies.SESSION_COOKIE, token, SESSION_LIFETIME)
    cookies.delete_cookie(response, cookies.FORMS_COOKIE)
    return response


def render_settings_message(request: Request, title: str, text: str, status: int = 200) -> Response:
    """Return a page with a message and the way back to the settings."""
    return pages.render_message(request, title, text, status, link="/settings", label=_("Back to settings"))


def render_settings_wait(request: Request, seconds: float) -> Response:
    """Return the response to too many attempts by someone who is signed in."""
    text = _("Too many attempts. Try again in {time}.").format(time=limits.format_wait(seconds))
    response = render_settings_message(request, _("Too many attempts"), text, 429)
    response.headers["Retry-After"] = str(max(1, round(seconds)))
    return response


async def run_later(task: Callable[[Session], None]) -> None:
    """Run a task in a transaction, after a random delay.

    The delay keeps response times from telling whether an account exists.
    """
    await anyio.sleep(secrets.SystemRandom().uniform(0, MAX_DELAY_SECONDS))
    await anyio.to_thread.run_sync(_run_in_transaction, task, limiter=WORKERS)


def _run_in_transaction(task: Callable[[Session], None]) -> None:
    with auth_session() as session:
        task(session)


def build_sign_in_response(request: Request, new_session: NewSession | SecondStep, next_path: str) -> Response:
    """Redirect with the cookies of a new session; the form key is replaced and the browser's previous session ends.

    Where a second step is missing, redirect to it instead, with what was proved so far sealed in a cookie.
    """
    if isinstance(new_session, SecondStep):
        response: Response = pages.redirect(SECOND_STEP_PATH)
        sealed = seal("second step", new_session.as_dict() | {"next": next_path}, _SECOND_STEP_LIFETIME)
        cookies.set_cookie(response, cookies.SECOND_STEP_COOKIE, sealed, _SECOND_STEP_LIFETIME)
        cookies.delete_cookie(response, cookies.EMAIL_LINK_COOKIE)
        return response
    _end_previous_session(cookies.read(request, cookies.SESSION_COOKIE))
    if new_session.restored:
        text = _("Your account was scheduled for deletion. Signing in has restored it with all your data.")
        response = pages.render_message(request, _("Welcome back"), text, link=next_path, label=_("Continue"))
    else:
        response = pages.redirect(next_path)
    cookies.set_cookie(response, cookies.SESSION_COOKIE, new_session.session_token, SESSION_LIFETIME)
    cookies.set_cookie(response, cookies.DEVICE_COOKIE, new_session.device, DEVICE_LIFETIME)
    cookies.delete_cookie(response, cookies.EMAIL_LINK_COOKIE)
    cookies.delete_cookie(response, cookies.SECOND_STEP_COOKIE)
    cookies.delete_cookie(response, cookies.FORMS_COOKIE)
    return response


def read_second_step(request: Request) -> tuple[SecondStep, str] | None:
    """Return what this browser has proved so far and the path that follows; None without it."""
    values = unseal("second step", cookies.read(request, cookies.SECOND_STEP_COOKIE))
    return (SecondStep.from_dict(values), values["next"]) if values else None


def _end_previous_session(token: str | None) -> None:
    with auth_session() as session:
        user = sessions.find(session, token)
        if user:
            sessions.end(session, user.user_id, user.session_id)


def store_email_token(request: Request, path: str) -> Response | None:
    """Move the token of an emailed link into a cookie, so that browser histories and logs don't store it.

    Return None when the address has no token, which is the case after this redirect.
    """
    token = request.query_params.get("token")
    if token is None:
        return None
    response = pages.redirect(path)
    cookies.set_cookie(
        response, cookies.EMAIL_LINK_COOKIE, seal(path, {"token": token[:200]}, _TOKEN_LIFETIME), _TOKEN_LIFETIME
    )
    return response


def read_email_token(request: Request, path: str) -> str:
    """Return the token of the emailed link that was opened in this browser; empty without one."""
    values = unseal(path, cookies.read(request, cookies.EMAIL_LINK_COOKIE)) or {}
    return str(values.get("token", ""))
