"""Answer GET /sources/security-log?since=… with the security log of all accounts, for operators and their programs.

One JSON object a line, newest first. Addresses of email are hidden; network addresses are what such a log is for.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from urllib.parse import quote

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.accounts import security_log, sessions
from app.kit.i18n import _
from app.kit.local_time import find_start
from app.mail.addresses import mask_address
from app.web import cookies, limits, pages
from app.web.client import read_client
from app.web.limits import Rule
from app.web.routing import build_form_route
from database.clock import now
from database.models import AuthEvent, User
from database.sessions import auth_session

SECURITY_LOG_PATH = "/sources/security-log"
# This many downloads at once, and then one in some minutes.
DOWNLOAD_LIMIT = Rule("sources.log", free_attempts=10, first_seconds=60, max_seconds=600, half_life_seconds=3600)
MAX_EVENTS = 50_000


def send_security_log(request: Request) -> Response:
    """Send the log from the day `since` (UTC) on; at most the newest MAX_EVENTS events."""
    with auth_session() as session:
        user = sessions.find(session, cookies.read(request, cookies.SESSION_COOKIE))
        if user is None:
            return pages.redirect(f"/auth/sign-in?next={quote('/sources', safe='')}")
        if not user.is_operator:
            text = _("Only the operators of this installation can download the security log.")
            return pages.render_message(request, _("This page is for operators"), text, 403)
        wait = limits.take(session, DOWNLOAD_LIMIT, str(user.user_id)).wait
        if wait is not None:
            return pages.render_wait(request, wait)
        lines = _list_lines(session, _parse_day(request.query_params.get("since", "")))
        security_log.record(session, "data_exported", read_client(request), user_id=user.user_id)
    content = "".join(f"{line}\n" for line in lines)
    response = pages.add_security_headers(Response(content, media_type="application/jsonl"))
    response.headers["Content-Disposition"] = f'attachment; filename="security-log-{now():%Y-%m-%d}.jsonl"'
    return response


def _list_lines(session: Session, since: datetime | None) -> list[str]:
    query = select(AuthEvent, User.email).outerjoin(User, User.id == AuthEvent.user_id)
    if since:
        query = query.where(AuthEvent.occurred_at >= since)
    rows = session.execute(query.order_by(AuthEvent.occurred_at.desc(), AuthEvent.id).limit(MAX_EVENTS))
    return [_format_event(event, email) for event, email in rows]


def _format_event(event: AuthEvent, email: str | None) -> str:
    values = {
        "at": event.occurred_at.astimezone(UTC).isoformat(),
        "event": event.event,
        "account": str(event.user_id) if event.user_id else None,
        "email": mask_address(email) if email else None,
        "provider": event.provider,
        "address": str(event.ip_address) if event.ip_address else None,
        "agent": event.user_agent,
    }
    return json.dumps(values, ensure_ascii=False)


def _parse_day(text: str) -> datetime | None:
    try:
        return find_start(date.fromisoformat(text), UTC)
    except ValueError:
        return None


ROUTES: tuple[Route, ...] = (build_form_route(SECURITY_LOG_PATH, send_security_log),)
