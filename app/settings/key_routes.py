"""Answer the pages that create and end API keys and the calendar address, for who has confirmed who they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.accounts import notices, security_log
from app.accounts.confirmation import find_confirmed_user
from app.accounts.sessions import SignedInUser
from app.accounts.step_up import lock_account
from app.api import keys
from app.api.resources import RESOURCES
from app.applications import calendar
from app.kit.formats import day
from app.kit.i18n import N_, _
from app.mail.emails import break_links
from app.web import links, pages
from app.web.client import read_client
from app.web.routing import build_form_route
from database.clock import now
from database.sessions import auth_session

KEYS_PATH, CALENDAR_PATH = "/auth/keys", "/auth/calendar"
_LIFETIME_LABELS = {"": N_("No expiration"), "30": N_("30 days"), "90": N_("90 days"), "365": N_("1 year")}
_DEFAULT_LIFETIME = "365"


def render_keys(request: Request) -> Response:
    """Render the API keys, with a form that creates one."""
    viewer = find_confirmed_user(request, KEYS_PATH)
    return viewer if isinstance(viewer, Response) else _render_keys(request, viewer)


def submit_key(request: Request, fields: Mapping[str, str]) -> Response:
    """Create a key and show it once."""
    viewer = find_confirmed_user(request, KEYS_PATH)
    if isinstance(viewer, Response):
        return viewer
    name, lifetime, moment = fields.get("name", ""), fields.get("lifetime"), now()
    if lifetime not in _LIFETIME_LABELS:
        return pages.redirect(KEYS_PATH)
    expires_at = moment + timedelta(days=int(lifetime)) if lifetime else None
    scopes = [resource.name for resource in RESOURCES if f"scope-{resource.name}" in fields]
    try:
        with auth_session() as session:
            user = lock_account(session, viewer)
            if user is None:
                return pages.redirect(KEYS_PATH)
            token = keys.create(session, user.id, name, scopes, expires_at, moment)
            security_log.record(session, "api_key_created", read_client(request), user_id=user.id)
            text = _("The API key {name} was created. Programs that have it can read data of your JobLedger account.")
            notices.send(session, user, _("An API key was created"), text.format(name=break_links(name)))
    except keys.ApiKeyError as error:
        return _render_keys(request, viewer, 422, error=str(error), name=name, scopes=scopes)
    instruction = _("Copy this key now.")
    return _render_secret(request, _("API key created"), instruction, token, KEYS_PATH)


def submit_key_revocation(request: Request, fields: Mapping[str, str]) -> Response:
    """Revoke a key."""
    viewer = find_confirmed_user(request, KEYS_PATH)
    if isinstance(viewer, Response):
        return viewer
    try:
        key_id = UUID(fields.get("key", ""))
    except ValueError:
        return pages.redirect(KEYS_PATH)
    with auth_session() as session:
        if keys.revoke(session, viewer.user_id, key_id):
            security_log.record(session, "api_key_revoked", read_client(request), user_id=viewer.user_id)
    return pages.redirect(KEYS_PATH)


def render_calendar(request: Request) -> Response:
    """Render the page that creates, replaces and ends the calendar address."""
    viewer = find_confirmed_user(request, CALENDAR_PATH)
    if isinstance(viewer, Response):
        return viewer
    with auth_session() as session:
        feed = calendar.find_feed(session, viewer.user_id)
        created = day(feed.created_at) if feed else None
        used = day(feed.last_used_at) if feed and feed.last_used_at else None
    return pages.render_page(request, "calendar.html", created=created, used=used, idle_days=calendar.IDLE_LIMIT.days)


def submit_calendar(request: Request, _fields: Mapping[str, str]) -> Response:
    """Create the address, or another in its place, and show it once."""
    viewer = find_confirmed_user(request, CALENDAR_PATH)
    if isinstance(viewer, Response):
        return viewer
    with auth_session() as session:
        user = lock_account(session, viewer)
        if user is None:
            return pages.redirect(CALENDAR_PATH)
        token = calendar.renew(session, user.id, now())
        security_log.record(session, "calendar_address_created", read_client(request), user_id=user.id)
        text = _("Your JobLedger calendar has a new address. Anyone who has it can read your interviews and deadlines.")
        notices.send(session, user, _("A calendar address was created"), text)
    address = links.build_url(f"/calendar/{token}.ics")
    instruction = _("Add this address to your calendar now.")
    return _render_secret(request, _("Calendar address created"), instruction, address, CALENDAR_PATH)


def submit_calendar_end(request: Request, _fields: Mapping[str, str]) -> Response:
    """End the address."""
    viewer = find_confirmed_user(request, CALENDAR_PATH)
    if isinstance(viewer, Response):
        return viewer
    with auth_session() as session:
        if calendar.switch_off(session, viewer.user_id):
            security_log.record(session, "calendar_address_removed", read_client(request), user_id=viewer.user_id)
    return pages.redirect(CALENDAR_PATH)


def describe_key(key: keys.ApiKey) -> str:
    """Return what a key reads, and when it was created, used and ends, in UTC."""
    labels = {resource.name: _(resource.label) for resource in RESOURCES}
    parts = [", ".join(labels.get(scope, scope) for scope in key.scopes)]
    parts.append(_("created {day}").format(day=day(key.created_at)))
    parts.append(_("last used {day}").format(day=day(key.last_used_at)) if key.last_used_at else _("never used"))
    text = _("expired {day}") if key.ends_at <= now() else _("expires {day}")
    return " · ".join([*parts, text.format(day=day(key.ends_at))])


def _render_keys(
    request: Request,
    viewer: SignedInUser,
    status: int = 200,
    *,
    error: str | None = None,
    name: str = "",
    scopes: list[str] | None = None,
) -> Response:
    with auth_session() as session:
        rows = [(key.id, key.name, describe_key(key)) for key in keys.list_keys(session, viewer.user_id)]
    return pages.render_page(
        request,
        "keys.html",
        status,
        error=error,
        keys=rows,
        name=name,
        max_name_length=keys.MAX_NAME_LENGTH,
        idle_days=keys.IDLE_LIMIT.days,
        lists=[(resource.name, _(resource.label), scopes is None or resource.name in scopes) for resource in RESOURCES],
        lifetimes=[(value, _(label), value == _DEFAULT_LIFETIME) for value, label in _LIFETIME_LABELS.items()],
    )


def _render_secret(request: Request, title: str, instruction: str, secret: str, path: str) -> Response:
    return pages.render_page(
        request, "secret.html", title=title, instruction=instruction, secret=secret, following=path
    )


ROUTES: tuple[Route, ...] = (
    build_form_route(KEYS_PATH, render_keys),
    build_form_route(KEYS_PATH, submit_key, "POST"),
    build_form_route(f"{KEYS_PATH}/revoke", submit_key_revocation, "POST"),
    build_form_route(CALENDAR_PATH, render_calendar),
    build_form_route(CALENDAR_PATH, submit_calendar, "POST"),
    build_form_route(f"{CALENDAR_PATH}/end", submit_calendar_end, "POST"),
)
