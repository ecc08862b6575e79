"""Answer what several account pages share: a new session, the token of an emailed link, work done after the page."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta

import anyio
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.accounts import sessions
from app.accounts.sessions import LIFETIME
from app.accounts.sign_in import DEVICE_LIFETIME, Opened
from app.web import cookies, pages
from app.web.routing import WORKERS
from app.web.tokens import seal, unseal
from database.sessions import auth_session

# Seconds, at most, from the answer to the letter in the outbox.
MOST_DELAY = 1.0
_LETTER_LIFETIME = timedelta(hours=1)


async def later(work: Callable[[Session], None]) -> None:
    """Do in a transaction what the page that was just answered has promised, at a moment that cannot be foreseen.

    Then neither that page's time nor the next one's tells what there was to do.
    """
    await anyio.sleep(secrets.SystemRandom().uniform(0, MOST_DELAY))
    await anyio.to_thread.run_sync(_in_transaction, work, limiter=WORKERS)


def _in_transaction(work: Callable[[Session], None]) -> None:
    with auth_session() as session:
        work(session)


def signed_in(request: Request, opened: Opened, following: str) -> Response:
    """Go on with a new session; the browser's form key changes with it, and a session it had before ends."""
    _end_earlier(cookies.read(request, cookies.SESSION))
    if opened.restored:
        said = "Your account was to be deleted. By signing in you have taken that back; everything is as it was."
        answer: Response = pages.message(request, "Welcome back", said, link=following, label="Go on")
    else:
        answer = pages.go(following)
    cookies.put(answer, cookies.SESSION, opened.session_token, LIFETIME)
    cookies.put(answer, cookies.DEVICE, opened.device, DEVICE_LIFETIME)
    cookies.drop(answer, cookies.LETTER)
    cookies.drop(answer, cookies.FORMS)
    return answer


def _end_earlier(token: str | None) -> None:
    with auth_session() as session:
        earlier = sessions.find(session, token)
        if earlier:
            sessions.end(session, earlier.user_id, earlier.session_id)


def open_letter(request: Request, path: str) -> Response | None:
    """Move a letter's token from the address, which histories and logs keep, into a cookie; None when it has been."""
    token = request.query_params.get("token")
    if token is None:
        return None
    answer = pages.go(path)
    cookies.put(answer, cookies.LETTER, seal(path, {"token": token[:200]}, _LETTER_LIFETIME), _LETTER_LIFETIME)
    return answer


def token_in(request: Request, path: str) -> str:
    """The token of the letter that was opened in this browser; empty when there is none."""
    held = unseal(path, cookies.read(request, cookies.LETTER)) or {}
    return str(held.get("token", ""))
