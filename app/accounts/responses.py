"""What the door's routes share: registering them, forms checked before anything else, session and letter cookies."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from datetime import timedelta

import anyio
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.accounts import sessions
from app.accounts.sessions import LIFETIME
from app.accounts.sign_in import DEVICE_LIFETIME, Opened
from app.web import cookies, forms, pages
from app.web.tokens import seal, unseal
from database.sessions import auth_session

NO_DATABASE = "Signing in and accounts cannot be reached at the moment. Nothing was changed; try again in a minute."
LOG = logging.getLogger(__name__)
# Seconds, at most, from the answer to the letter in the outbox.
MOST_DELAY = 1.0
_LETTER_LIFETIME = timedelta(hours=1)
# Hashing a password takes 20 ms of a core and 19 MiB: a few at once, so that a flood of them leaves the screens alone.
_WORKERS = anyio.CapacityLimiter(4)

Shown = Callable[[Request], Response]
Sent = Callable[[Request, Mapping[str, str]], Response]
ROUTES: list[Route] = []


def door_route(path: str, method: str = "GET") -> Callable[[Shown | Sent], Shown | Sent]:
    """Make a plain function answer at an address. One for POST is given the fields of a form that is ours."""

    def register(answer: Shown | Sent) -> Shown | Sent:
        async def respond(request: Request) -> Response:
            try:
                forms.ensure_own_host(request)
                arguments = (await forms.read(request),) if method == "POST" else ()
                return await anyio.to_thread.run_sync(answer, request, *arguments, limiter=_WORKERS)
            except HTTPException as refusal:
                return pages.message(request, "This did not work", refusal.detail, refusal.status_code)
            except (OperationalError, InterfaceError):
                LOG.exception("the door: the database does not answer")
                return pages.message(request, "Not just now", NO_DATABASE, 503, link=path, label="Try again")

        ROUTES.append(Route(path, respond, methods=[method], name=answer.__name__))
        return answer

    return register


async def later(work: Callable[[Session], None]) -> None:
    """Do in a transaction what the page that was just answered has promised, at a moment that cannot be foreseen.

    Then neither that page's time nor the next one's tells what there was to do.
    """
    await anyio.sleep(secrets.SystemRandom().uniform(0, MOST_DELAY))
    await anyio.to_thread.run_sync(_in_transaction, work, limiter=_WORKERS)


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
