"""Unsubscribe from an alert by its emailed link: a page with a button, and one click in a mail program (RFC 8058).

No sign-in is needed: whoever has the link has received the email. A GET changes nothing.
"""

from __future__ import annotations

from uuid import UUID

import anyio
from sqlalchemy import update
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.alerts.links import UNSUBSCRIBE, read_unsubscribe_link
from app.kit.i18n import _
from app.web import pages
from app.web.routing import build_form_route
from database.clock import now
from database.models import JobAlert
from database.sessions import auth_session


def unsubscribe_form(request: Request) -> Response:
    """Answer with the page that has the button."""
    if _read_link(request) is None:
        return _invalid_link(request)
    return pages.render_page(request, "unsubscribe.html", action=f"{UNSUBSCRIBE}?{request.url.query}")


def unsubscribe(request: Request) -> Response:
    """Pause the alert, for the button and for mail programs; a second request changes nothing."""
    alert_id = _read_link(request)
    if alert_id is None:
        return _invalid_link(request)
    with auth_session() as session:
        session.execute(update(JobAlert).where(JobAlert.id == alert_id).values(is_active=False, updated_at=now()))
    text = _("This alert will no longer email you. You can resume it on the Alerts screen.")
    return pages.render_message(request, _("You are unsubscribed"), text, link="/alerts", label=_("My alerts"))


def _read_link(request: Request) -> UUID | None:
    parameters = request.query_params
    return read_unsubscribe_link(parameters.get("alert", ""), parameters.get("key", ""))


def _invalid_link(request: Request) -> Response:
    text = _("No alert of this installation has this link. You can pause your alerts on the Alerts screen.")
    return pages.render_message(request, _("Link not valid"), text, 404, link="/alerts", label=_("My alerts"))


async def _respond(request: Request) -> Response:
    # A mail program sends this request without any of our pages, so only the link can prove that it is allowed.
    return await anyio.to_thread.run_sync(unsubscribe, request)


ROUTES: tuple[Route, ...] = (
    build_form_route(UNSUBSCRIBE, unsubscribe_form),
    Route(UNSUBSCRIBE, _respond, methods=["POST"], name="unsubscribe"),
)
