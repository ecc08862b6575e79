"""Render the page that links or unlinks an identity, and ask there who is signed in. The routes: routes.py."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from app.accounts import confirmation, step_up
from app.accounts.identities import links, service
from app.accounts.identities.identity import IdentityProvider
from app.accounts.sessions import SignedInUser
from app.web import pages
from app.web.client import read_client
from database.models import User
from database.sessions import auth_session


def require_step_up(
    request: Request, provider: IdentityProvider, viewer: SignedInUser, fields: Mapping[str, str]
) -> Response | None:
    """Return a page that asks who is there; None when the user has confirmed who they are."""
    wait = step_up.take_attempt(viewer)
    if wait is not None:
        return pages.render_wait(request, wait)
    with auth_session() as session:
        if step_up.confirm_user(session, viewer, fields, read_client(request), is_sign_in_enough=True):
            return None
        error = step_up.describe_failure(step_up.load_step_up(session, viewer))
    return render_page(request, provider, viewer, 401, error=error)


def render_page(
    request: Request, provider: IdentityProvider, viewer: SignedInUser, status: int = 200, *, error: str | None = None
) -> Response:
    """Return the page that links the identity, or unlinks it."""
    with auth_session() as session:
        user = session.scalars(select(User).where(User.id == viewer.user_id)).one()
        is_linked = links.find_subject(session, provider, user.id) is not None
        has_other_way_in = service.has_other_way_in(session, provider, user)
        proof = step_up.load_step_up(session, viewer, is_sign_in_enough=True)
    if not proof.can_confirm:
        return confirmation.render_page(request, viewer, provider.path, 403)
    return pages.render_page(
        request,
        "identity.html",
        status,
        error=error,
        viewer=viewer,
        provider=provider,
        is_linked=is_linked,
        has_other_way_in=has_other_way_in,
        step_up=proof,
    )
