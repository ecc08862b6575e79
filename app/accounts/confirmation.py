"""Answer the page on which a signed-in user confirms who they are. What counts as that: step_up."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.accounts import step_up
from app.accounts.identities.providers import list_offered_providers
from app.accounts.responses import find_signed_in_user, redirect_to_sign_in, render_settings_wait
from app.accounts.sessions import SignedInUser
from app.kit.i18n import _
from app.web import links, pages
from app.web.client import read_client
from app.web.routing import build_form_route
from database.sessions import auth_session

CONFIRM_PATH = "/auth/confirm"


def find_confirmed_user(request: Request, path: str) -> SignedInUser | Response:
    """Return the signed-in user after a recent sign-in or confirmation, else a redirect to the page that asks for it.

    That page leads on to `path`.
    """
    viewer = find_signed_in_user(request)
    if viewer is None:
        return redirect_to_sign_in(request)
    with auth_session() as session:
        is_confirmed = step_up.load_step_up(session, viewer, is_sign_in_enough=True).is_confirmed
    return viewer if is_confirmed else pages.redirect(f"{CONFIRM_PATH}?next={quote(path, safe='')}")


def render_confirmation_form(request: Request) -> Response:
    """Render the page with every way to confirm that the user has."""
    viewer = find_signed_in_user(request)
    if viewer is None:
        return redirect_to_sign_in(request)
    return render_page(request, viewer, links.clean_local_path(request.query_params.get("next")))


def submit_confirmation(request: Request, fields: Mapping[str, str]) -> Response:
    """Check the password or code, and lead on."""
    viewer, next_path = find_signed_in_user(request), links.clean_local_path(fields.get("next"))
    if viewer is None:
        return redirect_to_sign_in(request)
    wait = step_up.take_attempt(viewer)
    if wait is not None:
        return render_settings_wait(request, wait)
    with auth_session() as session:
        user = step_up.confirm_user(session, viewer, fields, read_client(request))
        if user is not None:
            step_up.mark_confirmed(session, viewer)
    if user is not None:
        return pages.redirect(next_path)
    error = _("Wrong code.") if "code" in fields else _("Wrong password.")
    return render_page(request, viewer, next_path, 401, error=error)


def render_page(
    request: Request, viewer: SignedInUser, next_path: str, status: int = 200, *, error: str | None = None
) -> Response:
    """Return the page with every way to confirm that the user has; it leads on to `next_path`."""
    with auth_session() as session:
        proof = step_up.load_step_up(session, viewer)
    return pages.render_page(
        request,
        "confirm_identity.html",
        status,
        error=error,
        viewer=viewer,
        step_up=proof,
        minutes=int(step_up.STEP_UP_PERIOD.total_seconds() // 60),
        providers=list_offered_providers(),
        following=next_path,
    )


ROUTES: tuple[Route, ...] = (
    build_form_route(CONFIRM_PATH, render_confirmation_form),
    build_form_route(CONFIRM_PATH, submit_confirmation, "POST"),
)
