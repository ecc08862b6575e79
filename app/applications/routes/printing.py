"""GET /applications/print?since=…&until=…: one's applications as a page to print, as proof for an authority."""

from __future__ import annotations

from datetime import UTC, date, tzinfo
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.accounts import sessions
from app.applications.exports import export
from app.applications.exports.export import as_time
from app.kit import formats
from app.web import cookies, pages
from app.web.routing import form_route
from database.clock import now
from database.sessions import auth_session, user_session

PATH = "/applications/print"
_HOW = {"prefill": "From JobLedger", "import": "Imported", "manual": "Entered by hand"}


def print_page(request: Request) -> Response:
    """The page; days are those of the person's time zone, both included."""
    with auth_session() as session:
        viewer = sessions.find(session, cookies.read(request, cookies.SESSION))
    if viewer is None:
        return pages.go(f"/auth/sign-in?next={quote(PATH, safe='')}")
    zone = _zone(viewer.timezone)
    since, until = _day(request, "since"), _day(request, "until")
    with user_session(viewer.user_id) as own:
        found = export.everything(own, *export.between(since, until, zone))
    rows = [_row(one, zone) for one in found if one["applied_at"]]
    context: dict[str, Any] = {
        "name": viewer.name,
        "email": viewer.email,
        "zone": str(zone),
        "made": formats.moment(now(), zone),
    }
    context |= {"since": since.isoformat() if since else "", "until": until.isoformat() if until else ""}
    return pages.page(request, "applications_print.html", rows=rows, **context)


def _zone(name: str | None) -> tzinfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _day(request: Request, name: str) -> date | None:
    try:
        return date.fromisoformat(request.query_params.get(name, ""))
    except ValueError:
        return None


def _row(one: dict[str, Any], zone: tzinfo) -> dict[str, str]:
    answered = as_time(one["response_at"])
    outcome = one["stage"] or one["status"].capitalize()
    return {
        "day": formats.day(as_time(one["applied_at"]) or now(), zone),
        "company": one["company"] or "",
        "title": one["title"] or "",
        "place": one["location"] or "",
        "how": urlsplit(one["url"] or "").hostname or _HOW.get(one["source"], ""),
        "outcome": f"{outcome}, answered {formats.day(answered, zone)}" if answered else outcome,
    }


ROUTES: tuple[Route, ...] = (form_route(PATH, print_page),)
