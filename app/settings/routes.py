"""Answer the settings forms: password, email, deletion, export. What they do: app.accounts.credentials.

Each form asks for the password. Changes that don't affect sign-in (name, time zone, devices) happen on the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.accounts import (
    access_keys,
    confirmation,
    credentials,
    email_addresses,
    passwords,
    security_log,
    sessions,
    step_up,
)
from app.accounts.responses import (
    find_signed_in_user,
    read_email_token,
    redirect_to_sign_in,
    render_settings_message,
    render_settings_wait,
    run_later,
    set_session_cookie,
    store_email_token,
)
from app.accounts.routes import is_outbox_readable
from app.accounts.service import RESTORE_PERIOD
from app.accounts.sessions import SignedInUser
from app.kit.i18n import N_, _
from app.settings import export
from app.web import cookies, limits, pages, zip_response
from app.web.client import read_client
from app.web.limits import Rule
from app.web.routing import build_form_route
from database.clock import now
from database.sessions import auth_session, user_session

INVALID_EMAIL = N_("Enter a valid email address.")
EXPIRED_LINK = N_("This link has expired or was already used. Request a new one in Settings.")
EXPORT_LIMIT = Rule("export.account", free_attempts=5, first_seconds=60, max_seconds=900, half_life_seconds=3600)


def render_password_form(request: Request) -> Response:
    """Render the form that sets or changes the password."""
    return _render_password_form(request)


def submit_password_change(request: Request, fields: Mapping[str, str]) -> Response:
    """Set the password; this device gets a new token, and every other device is signed out."""
    viewer, password = find_signed_in_user(request), fields.get("password", "")
    if viewer is None:
        return redirect_to_sign_in(request)
    error = passwords.find_password_problem(password, viewer.email, viewer.display_name)
    if error:
        return _render_password_form(request, 422, error=error)
    wait = step_up.take_attempt(viewer)
    if wait is not None:
        return render_settings_wait(request, wait)
    with auth_session() as session:
        user = step_up.confirm_user(session, viewer, fields, read_client(request))
        ends_keys = "end_keys" in fields
        token = (
            credentials.change_password(session, user, viewer, password, read_client(request), ends_keys=ends_keys)
            if user
            else None
        )
    if token is None:
        return _render_password_form(request, 401)
    text = _("Your password was changed, and all your other devices were signed out.")
    return set_session_cookie(render_settings_message(request, _("Password changed"), text), token)


def render_email_form(request: Request) -> Response:
    """Render the form that changes the email."""
    return _render_form(request, "email.html", email="")


def submit_email_change(request: Request, fields: Mapping[str, str]) -> Response:
    """Send a confirmation to the new email. The response does not tell whether that email has an account."""
    viewer = find_signed_in_user(request)
    if viewer is None:
        return redirect_to_sign_in(request)
    typed_email = fields.get("email", "")
    email = email_addresses.normalise(typed_email)
    if email is None or email.lower() == viewer.email.lower():
        error = _(INVALID_EMAIL) if email is None else _("This is already the email of your account.")
        return _render_form(request, "email.html", 422, error=error, email=typed_email)
    wait = step_up.take_attempt(viewer)
    if wait is not None:
        return render_settings_wait(request, wait)
    with auth_session() as session:
        is_confirmed = step_up.confirm_user(session, viewer, fields, read_client(request)) is not None
    if not is_confirmed:
        return _render_form(request, "email.html", 401, email=typed_email)
    wait = _take_attempt(limits.EMAIL_ADDRESS_LIMIT, email.lower()) or _take_attempt(
        limits.EMAIL_NETWORK_LIMIT, read_client(request).network
    )
    if wait is not None:
        return render_settings_wait(request, wait)
    response = pages.render_page(request, "email_change_sent.html", email=email, has_outbox=is_outbox_readable(request))
    response.background = BackgroundTask(
        run_later, partial(credentials.request_email_change, user_id=viewer.user_id, email=email)
    )
    return response


def render_email_confirmation_form(request: Request) -> Response:
    """Answer the link in the confirmation email."""
    return store_email_token(request, credentials.CONFIRM_PATH) or _render_confirmation_page(request)


def submit_email_confirmation(request: Request, fields: Mapping[str, str]) -> Response:
    """Change the email, for a user who is signed in to the account or enters its password."""
    client, viewer = read_client(request), find_signed_in_user(request)
    wait = _take_attempt(limits.TOKEN_NETWORK_LIMIT, client.network)
    if wait is not None:
        return render_settings_wait(request, wait)
    with auth_session() as session:
        change = credentials.find_email_change(session, read_email_token(request, credentials.CONFIRM_PATH))
        if change is None:
            return _render_expired_link(request)
        is_owner = viewer is not None and viewer.user_id == change.user.id
        is_allowed = is_owner or passwords.matches(change.user.password_hash, _read_current_password(fields))
        is_changed = is_allowed and credentials.change_email(session, change, client)
        token = sessions.renew(session, viewer.session_id) if viewer and is_owner else None
    if not is_allowed:
        return _render_confirmation_page(request, 401, error=_("Wrong password."))
    return _respond_to_change(request, change.email, token, is_changed=is_changed)


def render_delete_form(request: Request) -> Response:
    """Render the form that deletes the account."""
    return _render_form(request, "delete.html", days=RESTORE_PERIOD.days, until=_format_day_after(RESTORE_PERIOD))


def submit_delete(request: Request, fields: Mapping[str, str]) -> Response:
    """Delete the account; signing in within the grace period restores it."""
    viewer = find_signed_in_user(request)
    if viewer is None:
        return redirect_to_sign_in(request)
    wait = step_up.take_attempt(viewer)
    if wait is not None:
        return render_settings_wait(request, wait)
    with auth_session() as session:
        user = step_up.confirm_user(session, viewer, fields, read_client(request))
        if user is not None:
            credentials.delete(session, user, read_client(request))
    until = _format_day_after(RESTORE_PERIOD)
    if user is None:
        return _render_form(request, "delete.html", 401, days=RESTORE_PERIOD.days, until=until)
    text = _(
        "All your devices were signed out. Your data will be erased on {day}. "
        "Sign in before then to restore your account."
    ).format(day=until)
    response = pages.render_message(request, _("Your account was deleted"), text, label=_("Back to JobLedger"))
    cookies.delete_cookie(response, cookies.SESSION_COOKIE)
    cookies.delete_cookie(response, cookies.FORMS_COOKIE)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def render_export_form(request: Request) -> Response:
    """Render the page that offers the export."""
    viewer = find_signed_in_user(request)
    return pages.render_page(request, "export.html") if viewer else redirect_to_sign_in(request)


def submit_export(request: Request, _fields: Mapping[str, str]) -> Response:
    """Return all data of the user as one archive."""
    viewer = find_signed_in_user(request)
    if viewer is None:
        return redirect_to_sign_in(request)
    with zip_response.hold_turn(viewer.user_id) as is_free:
        wait = _take_attempt(EXPORT_LIMIT, str(viewer.user_id)) if is_free else zip_response.BUSY_SECONDS
        return _send_export(request, viewer) if wait is None else render_settings_wait(request, wait)


def _send_export(request: Request, viewer: SignedInUser) -> Response:
    with auth_session() as session, user_session(viewer.user_id) as data_session:
        response = zip_response.stream_zip(
            "jobledger", lambda archive: export.write(archive, session, data_session, viewer.user_id)
        )
        security_log.record(session, "data_exported", read_client(request), user_id=viewer.user_id)
    return response


def _render_password_form(request: Request, status: int = 200, *, error: str | None = None) -> Response:
    viewer = find_signed_in_user(request)
    with auth_session() as session:
        has_keys = viewer is not None and access_keys.has_keys(session, viewer.user_id)
    return _render_form(request, "password.html", status, error=error, has_keys=has_keys)


def _render_form(
    request: Request, template: str, status: int = 200, *, error: str | None = None, **context: Any
) -> Response:
    """Render the form, or ask the user to sign in, or to confirm who they are, first."""
    viewer = find_signed_in_user(request)
    if viewer is None:
        return redirect_to_sign_in(request)
    with auth_session() as session:
        proof = step_up.load_step_up(session, viewer)
    if not proof.can_confirm:
        return confirmation.render_page(request, viewer, request.url.path, 403)
    if status == 401:  # noqa: PLR2004 - an HTTP status
        error = step_up.describe_failure(proof)
    context |= {"error": error, "viewer": viewer, "has_password": proof.has_password, "step_up": proof}
    return pages.render_page(request, template, status, **context)


def _render_confirmation_page(request: Request, status: int = 200, *, error: str | None = None) -> Response:
    viewer = find_signed_in_user(request)
    with auth_session() as session:
        change = credentials.find_email_change(session, read_email_token(request, credentials.CONFIRM_PATH))
    if change is None:
        return _render_expired_link(request)
    is_owner = viewer is not None and viewer.user_id == change.user.id
    if not is_owner and change.user.password_hash is None:
        text = _("Sign in to the account whose email you are changing, then open the link in the email again.")
        return pages.render_message(request, _("Sign in first"), text, 403, link="/auth/sign-in", label=_("Sign in"))
    return pages.render_page(
        request, "email_confirm.html", status, email=change.email, asks_password=not is_owner, error=error
    )


def _respond_to_change(request: Request, email: str, token: str | None, *, is_changed: bool) -> Response:
    if is_changed:
        response = render_settings_message(
            request, _("Email changed"), _("Your account now uses {email}.").format(email=email)
        )
    else:
        text = _("Another account uses this email. Sign in to that account, or choose a different email.")
        response = render_settings_message(request, _("Email already in use"), text, 409)
    if token is not None:
        set_session_cookie(response, token)
    cookies.delete_cookie(response, cookies.EMAIL_LINK_COOKIE)
    return response


def _read_current_password(fields: Mapping[str, str]) -> str:
    """Return the password the user entered to confirm, cut to a length that is worth hashing."""
    return fields.get("current", "")[: passwords.MAX_LENGTH * 4]


def _take_attempt(rule: Rule, *key: str) -> float | None:
    with auth_session() as session:
        return limits.take(session, rule, *key).wait


def _render_expired_link(request: Request) -> Response:
    return render_settings_message(request, _("Link expired"), _(EXPIRED_LINK), 410)


def _format_day_after(delay: timedelta) -> str:
    moment = now() + delay
    return f"{moment.day} {moment:%B %Y}"


ROUTES: tuple[Route, ...] = (
    build_form_route("/auth/password", render_password_form),
    build_form_route("/auth/password", submit_password_change, "POST"),
    build_form_route("/auth/email", render_email_form),
    build_form_route("/auth/email", submit_email_change, "POST"),
    build_form_route("/auth/email/confirm", render_email_confirmation_form),
    build_form_route("/auth/email/confirm", submit_email_confirmation, "POST"),
    build_form_route("/auth/delete", render_delete_form),
    build_form_route("/auth/delete", submit_delete, "POST"),
    build_form_route("/auth/export", render_export_form),
    build_form_route("/auth/export", submit_export, "POST", limiter=zip_response.WORKERS),
)
