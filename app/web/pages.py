"""Render the account pages from templates, with form tokens and headers that forbid caching. No route is here."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.kit.i18n import _, ngettext
from app.web import cookies, forms, limits
from database.settings import settings

AnyResponse = TypeVar("AnyResponse", bound=Response)
WEB_FOLDER = Path(__file__).parent
# No scripts, except our own file on the pages for passkeys; styles and images from here only; a form may lead to
# GitHub's page, and to Dagster.
_CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self' {github} {dagster}; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def render_page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """Return the page with a form token for this browser. It must not be cached."""
    key = forms.read_form_key(request)
    token = forms.create_form_token(key, cookies.read(request, cookies.SESSION_COOKIE))
    body = _load_templates().get_template(template).render(token=token, public_url=settings().public_url, **context)
    response = HTMLResponse(body, status_code=status)
    if cookies.read(request, cookies.FORMS_COOKIE) != key:
        cookies.set_cookie(response, cookies.FORMS_COOKIE, key, None)
    return add_security_headers(response)


def render_message(request: Request, title: str, text: str, status: int = 200, **context: Any) -> HTMLResponse:
    """Return a page with one message and a button (`link`, `label`)."""
    return render_page(
        request, "message.html", status, title=title, text=text, **{"link": "/", "label": _("Continue")} | context
    )


def render_wait(request: Request, seconds: float) -> HTMLResponse:
    """Return the response to too many attempts: 429, with how long to wait."""
    text = _("Too many attempts. Try again in {time}.").format(time=limits.format_wait(seconds))
    title, label = _("Too many attempts"), _("Back to sign in")
    response = render_message(request, title, text, 429, link="/auth/sign-in", label=label)
    response.headers["Retry-After"] = str(max(1, round(seconds)))
    return response


def allow_own_script(response: HTMLResponse) -> HTMLResponse:
    """Let a page run our own script files, which may ask this server only."""
    policy = response.headers["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = f"{policy}; script-src 'self'; connect-src 'self'"
    return response


def redirect(path: str) -> Response:
    """Redirect the browser to one of our own paths, by GET."""
    return add_security_headers(RedirectResponse(path, status_code=303))


def add_security_headers(response: AnyResponse) -> AnyResponse:
    """Add the security headers of account pages. `same-origin` keeps the Origin header on our own forms."""
    response.headers["Content-Security-Policy"] = _CONTENT_SECURITY_POLICY.format(
        github=settings().github_url, dagster=settings().dagster_url
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@cache
def _load_templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(WEB_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    return environment
