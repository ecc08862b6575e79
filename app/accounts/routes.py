"""The door's addresses: sign up, in and out, letters' links, passwords. What they do: accounts, signing_in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.accounts import email_addresses, github, passwords, security_log, service, sessions
from app.accounts.responses import later, open_letter, signed_in, token_in
from app.accounts.sign_in import Limited, Opened, Unproven, enter, sign_in
from app.mail import emails as mail_emails
from app.mail import outbox
from app.web import cookies, limits, links, pages
from app.web.client import client_of
from app.web.limits import Rule
from app.web.routing import form_route
from database.sessions import auth_session
from database.settings import settings

NO_ADDRESS = "This is not an e-mail address. Check it for a missing part or a stray character."
NO_MATCH = "This address and this password do not belong together."
# What proxies add; with any of them someone else may be asking than the machine the connection comes from.
_OF_PROXIES = frozenset(
    {"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "cf-connecting-ip",
     "true-client-ip", "x-client-ip"}
)  # fmt: skip
DEAD_LINK = "This link has been used or is too old. Ask for a new one; only the newest letter's link works."


def sign_in_form(request: Request) -> Response:
    """The form, or straight on for who is signed in already."""
    following = links.local(request.query_params.get("next"))
    if _viewer(request):
        return pages.go(following)
    return _sign_in_page(request, following)


def sign_in_sent(request: Request, fields: Mapping[str, str]) -> Response:
    """Check the password; a right one leads on with a new session."""
    following = links.local(fields.get("next"))
    email = email_addresses.canonical(fields.get("email", "")) or mail_emails.one_line(fields.get("email", ""), 254)
    password = fields.get("password", "")[: passwords.LONGEST * 4]
    result = sign_in(email, password, client_of(request), cookies.read(request, cookies.DEVICE))
    if isinstance(result, Limited):
        return pages.wait(request, result.wait)
    if isinstance(result, Unproven):
        return _render_email_sent(request, email)
    if isinstance(result, Opened):
        return signed_in(request, result, following)
    return _sign_in_page(request, following, 401, email=email, error=NO_MATCH)


def sign_up_form(request: Request) -> Response:
    """The form."""
    return pages.go(links.AFTER_SIGN_IN) if _viewer(request) else _sign_up_page(request)


def sign_up_sent(request: Request, fields: Mapping[str, str]) -> Response:
    """Make the account, or write to who has it; the answer is the same."""
    email, name = email_addresses.canonical(fields.get("email", "")), mail_emails.one_line(fields.get("name", ""), 80)
    password = fields.get("password", "")
    error = NO_ADDRESS if email is None else passwords.problem(password, email, email.partition("@")[0], name)
    if email is None or error:
        return _sign_up_page(request, 422, email=fields.get("email", ""), name=name, error=error)
    client = client_of(request)
    wait = (
        _take(limits.SIGN_UP_NETWORK, client.network)
        or _take(limits.SIGN_UP_EVERYONE, "all")
        or _take(limits.LETTER_ADDRESS, email.lower())
    )
    if wait is not None:
        return pages.wait(request, wait)
    stored = passwords.hashed(password)
    return _render_email_sent(request, email, lambda session: service.sign_up(session, email, stored, name, client))


def sign_out_form(request: Request) -> Response:
    """Ask before signing out; a link alone changes nothing."""
    return pages.page(request, "sign_out.html") if _viewer(request) else pages.go("/")


def sign_out_sent(request: Request, _fields: Mapping[str, str]) -> Response:
    """End the session and forget its cookie."""
    with auth_session() as session:
        viewer = sessions.find(session, cookies.read(request, cookies.SESSION))
        if viewer:
            sessions.end(session, viewer.user_id, viewer.session_id)
            security_log.record(session, "logout", client_of(request), user_id=viewer.user_id)
    answer = pages.go("/")
    cookies.drop(answer, cookies.SESSION)
    cookies.drop(answer, cookies.FORMS)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def verify_form(request: Request) -> Response:
    """Where the verification letter leads: the address is proven together with the password."""
    return open_letter(request, "/auth/verify") or pages.page(request, "verify.html", error=None)


def verify_sent(request: Request, fields: Mapping[str, str]) -> Response:
    """Prove the address. The password must be given, so that nobody confirms an account that someone else made."""
    client = client_of(request)
    wait = _take(limits.TOKEN_NETWORK, client.network)
    if wait is not None:
        return pages.wait(request, wait)
    with auth_session() as session:
        user = service.holder_of_verification(session, token_in(request, "/auth/verify"))
        if user is None:
            return _dead_link(request)
        if not passwords.matches(user.password_hash, fields.get("password", "")):
            error = "This is not the password chosen at sign-up. If you did not sign up, close this page."
            return pages.page(request, "verify.html", 401, error=error)
        service.verify(session, user, client)
        opened = enter(session, user, client, cookies.read(request, cookies.DEVICE), provider="password")
    return signed_in(request, opened, links.AFTER_SIGN_IN)


def forgot_form(request: Request) -> Response:
    """The form."""
    return pages.page(request, "forgot.html", email="", error=None)


def forgot_sent(request: Request, fields: Mapping[str, str]) -> Response:
    """Send a reset letter, if there is whom to; the answer does not say."""
    email = email_addresses.canonical(fields.get("email", ""))
    if email is None:
        return pages.page(request, "forgot.html", 422, email=fields.get("email", ""), error=NO_ADDRESS)
    wait = _take(limits.LETTER_ADDRESS, email.lower()) or _take(limits.LETTER_NETWORK, client_of(request).network)
    if wait is not None:
        return pages.wait(request, wait)
    return _render_email_sent(request, email, lambda session: service.ask_for_reset(session, email))


def reset_form(request: Request) -> Response:
    """Where the reset letter leads."""
    return open_letter(request, "/auth/reset") or pages.page(request, "reset.html", error=None)


def reset_sent(request: Request, fields: Mapping[str, str]) -> Response:
    """Set the new password, end every session, and sign in here."""
    client, password = client_of(request), fields.get("password", "")
    wait = _take(limits.TOKEN_NETWORK, client.network)
    if wait is not None:
        return pages.wait(request, wait)
    with auth_session() as session:
        user = service.holder_of_reset(session, token_in(request, "/auth/reset"))
        if user is None:
            return _dead_link(request)
        error = passwords.problem(password, user.email, user.email.partition("@")[0], user.display_name or "")
        if error:
            return pages.page(request, "reset.html", 422, error=error)
        service.reset(session, user, password, client)
        opened = enter(session, user, client, cookies.read(request, cookies.DEVICE), provider="password")
    return signed_in(request, opened, links.AFTER_SIGN_IN)


def outbox_page(request: Request) -> Response:
    """The letters that wait, on a machine of one's own without a mail server; elsewhere there is no such page."""
    if not has_open_outbox(request):
        return pages.message(request, "There is no page here", "The address may be mistyped.", 404)
    with auth_session() as session:
        waiting = outbox.waiting(session, 50)
    return pages.page(request, "outbox.html", emails=waiting)


def has_open_outbox(request: Request) -> bool:
    """Whether letters may be read in the browser: no mail server is set, and both ends are on this machine."""
    if settings().smtp_url is not None or _OF_PROXIES.intersection(request.headers):
        return False
    peer = request.client.host if request.client else None
    return all(links.is_loopback(host) for host in (links.host(settings().public_url), peer, _asked(request)))


def _asked(request: Request) -> str | None:
    return links.host(f"http://{request.headers.get('host', '')}")


def _viewer(request: Request) -> sessions.SignedIn | None:
    with auth_session() as session:
        return sessions.find(session, cookies.read(request, cookies.SESSION))


def _take(rule: Rule, *key: str) -> float | None:
    with auth_session() as session:
        return limits.take(session, rule, *key).wait


def _sign_in_page(
    request: Request, following: str, status: int = 200, *, email: str = "", error: str | None = None
) -> Response:
    context = {"following": following, "email": email, "error": error, "has_github": github.is_offered()}
    return pages.page(request, "sign_in.html", status, **context)


def _sign_up_page(
    request: Request, status: int = 200, *, email: str = "", name: str = "", error: str | None = None
) -> Response:
    context = {"email": email, "name": name, "error": error, "has_github": github.is_offered()}
    return pages.page(request, "sign_up.html", status, **context)


def _render_email_sent(request: Request, email: str, write: Callable[[Session], None] | None = None) -> Response:
    """Say that a letter is on its way; it is written a moment after this has been answered."""
    answer = pages.page(request, "email_sent.html", email=email, has_outbox=has_open_outbox(request))
    if write:
        answer.background = BackgroundTask(later, write)
    return answer


def _dead_link(request: Request) -> Response:
    return pages.message(request, "This link no longer works", DEAD_LINK, 410, link="/auth/sign-in", label="Sign in")


ROUTES: tuple[Route, ...] = (
    form_route("/auth/sign-in", sign_in_form),
    form_route("/auth/sign-in", sign_in_sent, "POST"),
    form_route("/auth/sign-up", sign_up_form),
    form_route("/auth/sign-up", sign_up_sent, "POST"),
    form_route("/auth/sign-out", sign_out_form),
    form_route("/auth/sign-out", sign_out_sent, "POST"),
    form_route("/auth/verify", verify_form),
    form_route("/auth/verify", verify_sent, "POST"),
    form_route("/auth/forgot", forgot_form),
    form_route("/auth/forgot", forgot_sent, "POST"),
    form_route("/auth/reset", reset_form),
    form_route("/auth/reset", reset_sent, "POST"),
    form_route("/auth/outbox", outbox_page),
)
