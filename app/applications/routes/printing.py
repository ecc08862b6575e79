"""Answer GET /applications/print?since=…&until=…: the user's applications as a page to print, for an authority."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.accounts import sessions
from app.applications.exports import export
from app.applications.field_values import parse_time
from app.applications.fields import FIELDS
from app.kit import formats
from app.kit.i18n import N_, _
from app.kit.local_time import parse_zone
from app.web import cookies, pages
from app.web.routing import build_form_route
from database.clock import now
from database.sessions import auth_session, user_session

PRINT_PATH = "/applications/print"
_SOURCE_LABELS = {"prefill": N_("From JobLedger"), "import": N_("Imported"), "manual": N_("Entered by hand")}


def render_print_page(request: Request) -> Response:
    """Send the page; days are days of the user's time zone, the first and the last included."""
    with auth_session() as session:
        user = sessions.find(session, cookies.read(request, cookies.SESSION_COOKIE))
    if user is None:
        return pages.redirect(f"/auth/sign-in?next={quote(PRINT_PATH, safe='')}")
    zone = parse_zone(user.timezone)
    since, until = _parse_day(request, "since"), _parse_day(request, "until")
    with user_session(user.user_id) as session:
        applications = export.list_applications(session, *export.convert_days(since, until, zone))
    rows = [_format_row(application, zone) for application in applications if application["applied_at"]]
    return pages.render_page(
        request,
        "applications_print.html",
        rows=rows,
        name=user.name,
        email=user.email,
        zone=str(zone),
        made=formats.moment(now(), zone),
        since=since.isoformat() if since else "",
        until=until.isoformat() if until else "",
    )


def _parse_day(request: Request, name: str) -> date | None:
    try:
        return date.fromisoformat(request.query_params.get(name, ""))
    except ValueError:
        return None


def _format_row(application: dict[str, Any], zone: tzinfo) -> dict[str, Any]:
    answered_at = parse_time(application["response_at"])
    outcome = application["stage"] or application["status"].capitalize()
    if answered_at:
        text = _("{outcome}, answered {day}")
        outcome = text.format(outcome=outcome, day=formats.day(answered_at, zone))
    source = _SOURCE_LABELS.get(application["source"])
    return {
        "day": formats.day(parse_time(application["applied_at"]) or now(), zone),
        "company": application["company"] or "",
        "below_company": _list_lines_below("company", application),
        "title": application["title"] or "",
        "how": urlsplit(application["url"] or "").hostname or (_(source) if source else ""),
        "below_how": _list_lines_below("how", application),
        "outcome": outcome,
    }


def _list_lines_below(column: str, application: dict[str, Any]) -> list[str]:
    """Return the fields that are printed in small type below a column."""
    return [
        _(field.print_phrase).format(value=application[field.name])
        for field in FIELDS
        if field.print_below == column and application[field.name]
    ]


ROUTES: tuple[Route, ...] = (build_form_route(PRINT_PATH, render_print_page),)
