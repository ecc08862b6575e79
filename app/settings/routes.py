"""Answer the settings forms: password, address, deletion, export. Each asks for the password again.

The work itself: app.accounts.credentials.

What changes nobody's way in (name, time zone, signing devices out) is done on the screen itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.accounts import credentials, email_addresses, github, passwords, security_log, sessions
from app.accounts.responses import later, open_letter, token_in
from app.accounts.routes import has_open_outbox
from app.accounts.service import UNDO_WITHIN
from app.accounts.sessions import LIFETIME, SignedIn
from app.settings import export
from app.web import cookies, limits, pages, zip_response
from app.web.client import client_of
from app.web.limits import Rule
from app.web.routing import form_route
from database.clock import now
from database.sessions import auth_session, user_session

NOT_IT = "This is not the password of your account."
NO_ADDRESS = "This is not an e-mail address. Check it for a missing part or a stray character."
DEAD_LINK = "This link has been used or is too old. Ask for a new one under Settings."
EXPORT = Rule("export.account", free=5, first=60, most=900, fades=3600)


def password_form(request: Request) -> Response:
    """The form to set or change the password."""
    return _form(request, "password.html")


def password_sent(request: Request, fields: Mapping[str, str]) -> Response:
    """Set the password; this device goes on with a new token, every other one is signed out."""
    viewer, new = _viewer(request), fields.get("password", "")
    if viewer is None:
        return _sign_in_first(request)
    error = passwords.problem(new, viewer.email, viewer.email.partition("@")[0], viewer.display_name or "")
    if error:
        return _form(request, "password.html", 422, error=error)
    wait = _take(limits.CONFIRM, str(viewer.session_id))
    if wait is not None:
        return _wait(request, wait)
    with auth_session() as session:
        user = credentials.confirmed(session, viewer, _given(fields))
        token = credentials.change_password(session, user, viewer, new, client_of(request)) if user else None
    if token is None:
        return _form(request, "password.html", 401, error=NOT_IT)
    said = "Your new password counts from now on. Every other device has been signed out."
    return _with_new_token(_said(request, "Password saved", said), token)


def email_form(request: Request) -> Response:
    """The form to ask for another address."""
    return _form(request, "email.html", email="")


def email_sent(request: Request, fields: Mapping[str, str]) -> Response:
    """Write to the new address; the answer is the same whether it has an account or not."""
    viewer = _viewer(request)
    if viewer is None:
        return _sign_in_first(request)
    written = fields.get("email", "")
    email = email_addresses.canonical(written)
    if email is None or email.lower() == viewer.email.lower():
        error = NO_ADDRESS if email is None else "This is the address your account has."
        return _form(request, "email.html", 422, error=error, email=written)
    wait = _take(limits.CONFIRM, str(viewer.session_id))
    if wait is not None:
        return _wait(request, wait)
    with auth_session() as session:
        is_known = credentials.confirmed(session, viewer, _given(fields)) is not None
    if not is_known:
        return _form(request, "email.html", 401, error=NOT_IT, email=written)
    wait = _take(limits.LETTER_ADDRESS, email.lower()) or _take(limits.LETTER_NETWORK, client_of(request).network)
    if wait is not None:
        return _wait(request, wait)
    answer = pages.page(request, "email_change_sent.html", email=email, has_outbox=has_open_outbox(request))
    answer.background = BackgroundTask(later, partial(credentials.ask_for_address, user_id=viewer.user_id, email=email))
    return answer


def email_confirm_form(request: Request) -> Response:
    """Where the letter to the new address leads."""
    return open_letter(request, credentials.CONFIRM_PATH) or _confirm_page(request)


def email_confirm_sent(request: Request, fields: Mapping[str, str]) -> Response:
    """Let the change take effect, for who is signed in to the account or gives its password."""
    client, viewer = client_of(request), _viewer(request)
    wait = _take(limits.TOKEN_NETWORK, client.network)
    if wait is not None:
        return _wait(request, wait)
    with auth_session() as session:
        change = credentials.pending(session, token_in(request, credentials.CONFIRM_PATH))
        if change is None:
            return _dead_link(request)
        is_own = viewer is not None and viewer.user_id == change.user.id
        may = is_own or passwords.matches(change.user.password_hash, _given(fields))
        is_done = may and credentials.change_address(session, change, client)
        token = sessions.renew(session, viewer.session_id) if viewer and is_own else None
    if not may:
        return _confirm_page(request, 401, error=NOT_IT)
    return _address_answer(request, change.email, token, is_done=is_done)


def delete_form(request: Request) -> Response:
    """What deleting means, and the form."""
    return _form(request, "delete.html", days=UNDO_WITHIN.days, until=_day(UNDO_WITHIN))


def delete_sent(request: Request, fields: Mapping[str, str]) -> Response:
    """Delete the account for now; signing in within the time takes it back."""
    viewer = _viewer(request)
    if viewer is None:
        return _sign_in_first(request)
    wait = _take(limits.CONFIRM, str(viewer.session_id))
    if wait is not None:
        return _wait(request, wait)
    with auth_session() as session:
        user = credentials.confirmed(session, viewer, _given(fields))
        if user is not None:
            credentials.delete(session, user, client_of(request))
    until = _day(UNDO_WITHIN)
    if user is None:
        return _form(request, "delete.html", 401, error=NOT_IT, days=UNDO_WITHIN.days, until=until)
    said = f"Every device is signed out. On {until} all that it holds is erased; signing in before then brings it back."
    answer = pages.message(request, "Your account is deleted", said, label="To the start")
    cookies.drop(answer, cookies.SESSION)
    cookies.drop(answer, cookies.FORMS)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def export_form(request: Request) -> Response:
    """What the archive holds, and the button that makes it."""
    viewer = _viewer(request)
    return pages.page(request, "export.html") if viewer else _sign_in_first(request)


def export_sent(request: Request, _fields: Mapping[str, str]) -> Response:
    """Everything that is the person's own, as one archive."""
    viewer = _viewer(request)
    if viewer is None:
        return _sign_in_first(request)
    wait = _take(EXPORT, str(viewer.user_id))
    if wait is not None:
        return _wait(request, wait)
    with auth_session() as session, user_session(viewer.user_id) as own:
        answer = zip_response.sent("jobledger", lambda archive: export.write(archive, session, own, viewer.user_id))
        security_log.record(session, "data_exported", client_of(request), user_id=viewer.user_id)
    return answer


def _form(request: Request, template: str, status: int = 200, *, error: str | None = None, **context: Any) -> Response:
    """The page with its form, or what has to come before it: signing in, or signing in anew."""
    viewer = _viewer(request)
    if viewer is None:
        return _sign_in_first(request)
    with auth_session() as session:
        proof = credentials.proof(session, viewer)
    if not proof.is_possible:
        minutes, has_github = int(credentials.RECENT.total_seconds() // 60), github.is_offered()
        return pages.page(
            request, "confirm_identity.html", 403, minutes=minutes, has_github=has_github, following=request.url.path
        )
    shown = {"error": error, "viewer": viewer, "has_password": proof.has_password}
    return pages.page(request, template, status, **shown, **context)


def _confirm_page(request: Request, status: int = 200, *, error: str | None = None) -> Response:
    viewer = _viewer(request)
    with auth_session() as session:
        change = credentials.pending(session, token_in(request, credentials.CONFIRM_PATH))
    if change is None:
        return _dead_link(request)
    is_own = viewer is not None and viewer.user_id == change.user.id
    if not is_own and change.user.password_hash is None:
        said = "Sign in to the account that is to have this address, then open the letter's link again."
        return pages.message(request, "Sign in first", said, 403, link="/auth/sign-in", label="Sign in")
    return pages.page(request, "email_confirm.html", status, email=change.email, asks_password=not is_own, error=error)


def _address_answer(request: Request, email: str, token: str | None, *, is_done: bool) -> Response:
    if is_done:
        answer = _said(request, "Your address is changed", f"Your account now uses {email}.")
    else:
        said = "Another account has this address by now. Sign in to that one, or choose another address for this one."
        answer = _said(request, "This address is taken", said, 409)
    if token is not None:
        _with_new_token(answer, token)
    cookies.drop(answer, cookies.LETTER)
    return answer


def _with_new_token(answer: Response, token: str) -> Response:
    cookies.put(answer, cookies.SESSION, token, LIFETIME)
    cookies.drop(answer, cookies.FORMS)
    return answer


def _given(fields: Mapping[str, str]) -> str:
    """The password that was typed to show who is there, of a length that is worth looking at."""
    return fields.get("current", "")[: passwords.LONGEST * 4]


def _viewer(request: Request) -> SignedIn | None:
    with auth_session() as session:
        return sessions.find(session, cookies.read(request, cookies.SESSION))


def _take(rule: Rule, *key: str) -> float | None:
    with auth_session() as session:
        return limits.take(session, rule, *key).wait


def _sign_in_first(request: Request) -> Response:
    return pages.go(f"/auth/sign-in?next={quote(request.url.path, safe='')}")


def _wait(request: Request, seconds: float) -> Response:
    said = f"There were too many tries. Wait {limits.in_words(seconds)}, then try again."
    answer = _said(request, "One moment, please", said, 429)
    answer.headers["Retry-After"] = str(max(1, round(seconds)))
    return answer


def _said(request: Request, title: str, text: str, status: int = 200) -> Response:
    return pages.message(request, title, text, status, link="/settings", label="Back to settings")


def _dead_link(request: Request) -> Response:
    return _said(request, "This link no longer works", DEAD_LINK, 410)


def _day(ahead: timedelta) -> str:
    moment = now() + ahead
    return f"{moment.day} {moment:%B %Y}"


ROUTES: tuple[Route, ...] = (
    form_route("/auth/password", password_form),
    form_route("/auth/password", password_sent, "POST"),
    form_route("/auth/email", email_form),
    form_route("/auth/email", email_sent, "POST"),
    form_route("/auth/email/confirm", email_confirm_form),
    form_route("/auth/email/confirm", email_confirm_sent, "POST"),
    form_route("/auth/delete", delete_form),
    form_route("/auth/delete", delete_sent, "POST"),
    form_route("/auth/export", export_form),
    form_route("/auth/export", export_sent, "POST"),
)
