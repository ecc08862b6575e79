"""Render the page that links or unlinks an identity, and ask there who is signed in. The routes: routes.py."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from app.accounts import credentials, passwords
from app.accounts.identities import links, service
from app.accounts.identities.identity import IdentityProvider
from app.accounts.sessions import SignedInUser
from app.kit.i18n import N_, _
from app.web import limits, pages
from database.clock import now
from database.models import User
from database.sessions import auth_session

WRONG_PASSWORD = N_("Wrong password.")


def require_step_up(
    request: Request, provider: IdentityProvider, viewer: SignedInUser, fields: Mapping[str, str]
) -> Response | None:
    """Return a page that asks for the password; None when the password or a recent sign-in confirms the user."""
    if viewer.created_at > now() - credentials.STEP_UP_PERIOD:
        return None
    with auth_session() as session:
        wait = limits.take(session, limits.STEP_UP_LIMIT, str(viewer.session_id)).wait
    if wait is not None:
        return pages.render_wait(request, wait)
    with auth_session() as session:
        if credentials.confirm_user(session, viewer, fields.get("current", "")[: passwords.MAX_LENGTH * 4]):
            return None
    return render_page(request, provider, viewer, 401, error=_(WRONG_PASSWORD))


def render_page(
    request: Request, provider: IdentityProvider, viewer: SignedInUser, status: int = 200, *, error: str | None = None
) -> Response:
    """Return the page that links the identity, or unlinks it."""
    with auth_session() as session:
        user = session.scalars(select(User).where(User.id == viewer.user_id)).one()
        is_linked = links.find_subject(session, provider, user.id) is not None
        has_other_way_in = service.has_other_way_in(session, provider, user)
    return pages.render_page(
        request,
        "identity.html",
        status,
        error=error,
        viewer=viewer,
        provider=provider,
        is_linked=is_linked,
        has_other_way_in=has_other_way_in,
        is_recent=viewer.created_at > now() - credentials.STEP_UP_PERIOD,
    )
