"""Ending an alert by its letter's link: a page with a button, and the one click of a mail program (RFC 8058).

Nobody needs to be signed in: the link itself shows that its letter was received. A GET changes nothing.
"""

from __future__ import annotations

import anyio
from sqlalchemy import update
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.alerts.links import UNSUBSCRIBE, alert_named
from app.web import forms, pages
from app.web.routing import form_route
from database.clock import now
from database.models import JobAlert
from database.sessions import auth_session

DEAD = "This link does not belong to an alert of this installation. You can end alerts on the alerts screen."
ENDED = "You get no more letters from this alert. It waits on your alerts screen, should you want it back."


def unsubscribe_form(request: Request) -> Response:
    """The page with the button."""
    parameters = request.query_params
    if alert_named(parameters.get("alert", ""), parameters.get("key", "")) is None:
        return _dead(request)
    return pages.page(request, "unsubscribe.html", action=f"{UNSUBSCRIBE}?{request.url.query}")


def end(request: Request) -> Response:
    """End the alert, by the button or by a mail program; once more does no harm."""
    parameters = request.query_params
    alert_id = alert_named(parameters.get("alert", ""), parameters.get("key", ""))
    if alert_id is None:
        return _dead(request)
    with auth_session() as session:
        session.execute(update(JobAlert).where(JobAlert.id == alert_id).values(is_active=False, updated_at=now()))
    return pages.message(request, "Alert ended", ENDED, link="/alerts", label="My alerts")


def _dead(request: Request) -> Response:
    return pages.message(request, "This link is not known", DEAD, 404, link="/alerts", label="My alerts")


async def _respond(request: Request) -> Response:
    # Not one of our forms: a mail program sends it from nowhere, and its address says all there is to say.
    try:
        forms.ensure_own_host(request)
    except HTTPException as refusal:
        return pages.message(request, "This did not work", refusal.detail, refusal.status_code)
    return await anyio.to_thread.run_sync(end, request)


ROUTES: tuple[Route, ...] = (
    form_route(UNSUBSCRIBE, unsubscribe_form),
    Route(UNSUBSCRIBE, _respond, methods=["POST"], name="unsubscribe"),
)
