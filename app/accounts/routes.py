"""Answer the account pages: sign-up, sign-in, sign-out, emailed links, passwords. What they do: service, sign_in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from sqlalchemy.orm import Session
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.accounts import email_addresses, passwords, security_log, service, sessions
from app.accounts.factors import passkeys
from app.accounts.identities.providers import list_offered_providers
from app.accounts.responses import build_sign_in_response, read_email_token, run_later, store_email_token
from app.accounts.sign_in import InvalidCredentials, TooManyAttempts, UnconfirmedEmail, sign_in, start_session
from app.kit.i18n import N_, _
from app.mail import emails as mail_emails
from app.mail import outbox
from app.web import cookies, limits, links, pages
from app.web.client import read_client
from app.web.limits import Rule
from app.web.routing import build_form_route
from database.sessions import auth_session
from database.settings import settings

INVALID_EMAIL = N_("Enter a valid email address.")
WRONG_CREDENTIALS = N_("Wrong email or password.")
EXPIRED_LINK = N_("This link has expired or was already used. Request a new one, and use the link in the latest email.")
SESSION_ENDED_PATH = "/auth/session-ended"
# Proxies add these. With any of them, the request may come from another machine than the connection does.
_PROXY_HEADERS = frozenset(
    {
        "forwarded",
        "via",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-real-ip",
        "cf-connecting-ip",
        "true-client-ip",
        "x-client-ip",
    }
)


def render_sign_in_form(request: Request) -> Response:
    """Render the sign-in form, or redirect a user who is signed in already."""
    next_path = links.clean_local_path(request.query_params.get("next"))
    if _find_signed_in_user(request):
        return pages.redirect(next_path)
    return _render_sign_in_page(request, next_path)


def leave_ended_session(request: Request) -> Response:
    """Lead a page whose session has ended to sign-in; that leads back at once where the browser has a live session."""
    path = links.read_path(request.headers.get("referer", ""))
    return pages.redirect(f"/auth/sign-in?next={quote(path, safe='')}")


def submit_sign_in(request: Request, fields: Mapping[str, str]) -> Response:
    """Check the password and start a session when it is right."""
    next_path = links.clean_local_path(fields.get("next"))
    email = email_addresses.normalise(fields.get("email", "")) or mail_emails.shorten_to_line(
        fields.get("email", ""), 254
    )
    password = fields.get("password", "")[: passwords.MAX_LENGTH * 4]
    result = sign_in(email, password, read_client(request), cookies.read(request, cookies.DEVICE_COOKIE))
    if isinstance(result, TooManyAttempts):
        return pages.render_wait(request, result.wait)
    if isinstance(result, UnconfirmedEmail):
        return _render_email_sent(request, email)
    if isinstance(result, InvalidCredentials):
        return _render_sign_in_page(request, next_path, 401, email=email, error=_(WRONG_CREDENTIALS))
    return build_sign_in_response(request, result, next_path)


def render_sign_up_form(request: Request) -> Response:
    """Render the sign-up form."""
    return pages.redirect(links.AFTER_SIGN_IN_PATH) if _find_signed_in_user(request) else _render_sign_up_page(request)


def submit_sign_up(request: Request, fields: Mapping[str, str]) -> Response:
    """Create the account, or email its owner when it exists. The response is the same."""
    email, name = (
        email_addresses.normalise(fields.get("email", "")),
        mail_emails.shorten_to_line(fields.get("name", ""), 80),
    )
    password = fields.get("password", "")
    error = _(INVALID_EMAIL) if email is None else passwords.find_password_problem(password, email, name)
    if email is None or error:
        return _render_sign_up_page(request, 422, email=fields.get("email", ""), name=name, error=error)
    client = read_client(request)
    wait = (
        _take_attempt(limits.SIGN_UP_NETWORK_LIMIT, client.network)
        or _take_attempt(limits.SIGN_UP_EVERYONE_LIMIT, "all")
        or _take_attempt(limits.EMAIL_ADDRESS_LIMIT, email.lower())
    )
    if wait is not None:
        return pages.render_wait(request, wait)
    password_hash = passwords.hash_password(password)
    return _render_email_sent(
        request, email, lambda session: service.sign_up(session, email, password_hash, name, client)
    )


def render_sign_out_form(request: Request) -> Response:
    """Render the form that signs out. A link alone must not change anything."""
    return pages.render_page(request, "sign_out.html") if _find_signed_in_user(request) else pages.redirect("/")


def submit_sign_out(request: Request, _fields: Mapping[str, str]) -> Response:
    """End the session and drop its cookie."""
    with auth_session() as session:
        viewer = sessions.find(session, cookies.read(request, cookies.SESSION_COOKIE))
        if viewer:
            sessions.end(session, viewer.user_id, viewer.session_id)
            security_log.record(session, "logout", read_client(request), user_id=viewer.user_id)
    response = pages.redirect("/")
    cookies.delete_cookie(response, cookies.SESSION_COOKIE)
    cookies.delete_cookie(response, cookies.FORMS_COOKIE)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def render_email_verification_form(request: Request) -> Response:
    """Answer the link in the confirmation email with a form that asks for the password."""
    return store_email_token(request, "/auth/verify") or pages.render_page(request, "verify.html", error=None)


def submit_email_verification(request: Request, fields: Mapping[str, str]) -> Response:
    """Confirm the email. The password is needed, so that nobody confirms an account that someone else created."""
    client = read_client(request)
    wait = _take_attempt(limits.TOKEN_NETWORK_LIMIT, client.network)
    if wait is not None:
        return pages.render_wait(request, wait)
    with auth_session() as session:
        user = service.find_user_by_verification(session, read_email_token(request, "/auth/verify"))
        if user is None:
            return _render_expired_link(request)
        if not passwords.matches(user.password_hash, fields.get("password", "")):
            error = _("Wrong password. Enter the password you chose when you signed up.")
            return pages.render_page(request, "verify.html", 401, error=error)
        service.verify_email(session, user, client)
        new_session = start_session(
            session, user, client, cookies.read(request, cookies.DEVICE_COOKIE), provider="password"
        )
    return build_sign_in_response(request, new_session, links.AFTER_SIGN_IN_PATH)


def render_forgot_password_form(request: Request) -> Response:
    """Render the form that requests a password reset."""
    return pages.render_page(request, "forgot.html", email="", error=None)


def submit_forgot_password(request: Request, fields: Mapping[str, str]) -> Response:
    """Email a reset link if the account exists. The response does not tell whether it does."""
    email = email_addresses.normalise(fields.get("email", ""))
    if email is None:
        return pages.render_page(request, "forgot.html", 422, email=fields.get("email", ""), error=_(INVALID_EMAIL))
    wait = _take_attempt(limits.EMAIL_ADDRESS_LIMIT, email.lower()) or _take_attempt(
        limits.EMAIL_NETWORK_LIMIT, read_client(request).network
    )
    if wait is not None:
        return pages.render_wait(request, wait)
    return _render_email_sent(request, email, lambda session: service.request_reset(session, email))


def render_reset_password_form(request: Request) -> Response:
    """Answer the link in the reset email with a form for the new password."""
    return store_email_token(request, "/auth/reset") or pages.render_page(request, "reset.html", error=None)


def submit_reset_password(request: Request, fields: Mapping[str, str]) -> Response:
    """Set the new password, end every session, and sign in here."""
    client, password = read_client(request), fields.get("password", "")
    wait = _take_attempt(limits.TOKEN_NETWORK_LIMIT, client.network)
    if wait is not None:
        return pages.render_wait(request, wait)
    with auth_session() as session:
        user = service.find_user_by_reset(session, read_email_token(request, "/auth/reset"))
        if user is None:
            return _render_expired_link(request)
        error = passwords.find_password_problem(password, user.email, user.display_name)
        if error:
            return pages.render_page(request, "reset.html", 422, error=error)
        service.reset_password(session, user, password, client)
        new_session = start_session(
            session, user, client, cookies.read(request, cookies.DEVICE_COOKIE), provider="password"
        )
    return build_sign_in_response(request, new_session, links.AFTER_SIGN_IN_PATH)


def render_outbox_page(request: Request) -> Response:
    """Render the queued emails, on a local installation without a mail server; 404 elsewhere."""
    if not is_outbox_readable(request):
        return pages.render_message(request, _("Page not found"), _("Check the address for typos."), 404)
    with auth_session() as session:
        emails = outbox.list_queued(session, 50)
    return pages.render_page(request, "outbox.html", emails=emails)


def is_outbox_readable(request: Request) -> bool:
    """Return whether queued emails may be read in the browser: without a mail server, and only locally."""
    if settings().smtp_url is not None or _PROXY_HEADERS.intersection(request.headers):
        return False
    peer = request.client.host if request.client else None
    return all(
        links.is_loopback(host)
        for host in (links.read_host(settings().public_url), peer, _read_requested_host(request))
    )


def _read_requested_host(request: Request) -> str | None:
    return links.read_host(f"http://{request.headers.get('host', '')}")


def _find_signed_in_user(request: Request) -> sessions.SignedInUser | None:
    with auth_session() as session:
        return sessions.find(session, cookies.read(request, cookies.SESSION_COOKIE))


def _take_attempt(rule: Rule, *key: str) -> float | None:
    with auth_session() as session:
        return limits.take(session, rule, *key).wait


def _render_sign_in_page(
    request: Request, next_path: str, status: int = 200, *, email: str = "", error: str | None = None
) -> Response:
    return pages.render_page(
        request,
        "sign_in.html",
        status,
        following=next_path,
        email=email,
        error=error,
        providers=list_offered_providers(),
        has_passkeys=passkeys.is_offered(request),
    )


def _render_sign_up_page(
    request: Request, status: int = 200, *, email: str = "", name: str = "", error: str | None = None
) -> Response:
    context = {"email": email, "name": name, "error": error, "providers": list_offered_providers()}
    return pages.render_page(request, "sign_up.html", status, **context)


def _render_email_sent(request: Request, email: str, task: Callable[[Session], None] | None = None) -> Response:
    """Say that an email is on its way; `task` queues it a moment after the response."""
    response = pages.render_page(request, "email_sent.html", email=email, has_outbox=is_outbox_readable(request))
    if task:
        response.background = BackgroundTask(run_later, task)
    return response


def _render_expired_link(request: Request) -> Response:
    text = _(EXPIRED_LINK)
    return pages.render_message(request, _("Link expired"), text, 410, link="/auth/sign-in", label=_("Sign in"))


ROUTES: tuple[Route, ...] = (
    build_form_route("/auth/sign-in", render_sign_in_form),
    build_form_route("/auth/sign-in", submit_sign_in, "POST"),
    build_form_route(SESSION_ENDED_PATH, leave_ended_session),
    build_form_route("/auth/sign-up", render_sign_up_form),
    build_form_route("/auth/sign-up", submit_sign_up, "POST"),
    build_form_route("/auth/sign-out", render_sign_out_form),
    build_form_route("/auth/sign-out", submit_sign_out, "POST"),
    build_form_route("/auth/verify", render_email_verification_form),
    build_form_route("/auth/verify", submit_email_verification, "POST"),
    build_form_route("/auth/forgot", render_forgot_password_form),
    build_form_route("/auth/forgot", submit_forgot_password, "POST"),
    build_form_route("/auth/reset", render_reset_password_form),
    build_form_route("/auth/reset", submit_reset_password, "POST"),
    build_form_route("/auth/outbox", render_outbox_page),
)
