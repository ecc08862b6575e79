"""Drawing the door's pages: templates with everything escaped, form tokens, and headers that let nothing be kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.web import cookies, forms, limits
from database.settings import settings

AnyResponse = TypeVar("AnyResponse", bound=Response)
FOLDER = Path(__file__).parent
# No script at all, styles and pictures from here only; a form may lead on to GitHub's own page.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self' {github}; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """The page as an answer, with a form token for this browser. Nothing of it may be cached."""
    key = forms.key_of(request)
    token = forms.token_for(key, cookies.read(request, cookies.SESSION))
    body = _templates().get_template(template).render(token=token, public_url=settings().public_url, **context)
    response = HTMLResponse(body, status_code=status)
    if cookies.read(request, cookies.FORMS) != key:
        cookies.put(response, cookies.FORMS, key, None)
    return sealed_off(response)


def message(request: Request, title: str, text: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page that says one thing, and where to go next (`link`, `label`)."""
    return page(request, "message.html", status, title=title, text=text, **{"link": "/", "label": "Go on"} | context)


def wait(request: Request, seconds: float) -> HTMLResponse:
    """The answer to too many tries: 429, with how long to wait for machines and for people."""
    said = f"There were too many tries from here. Wait {limits.in_words(seconds)}, then try again."
    answer = message(request, "One moment, please", said, 429, link="/auth/sign-in", label="Back to signing in")
    answer.headers["Retry-After"] = str(max(1, round(seconds)))
    return answer


def go(path: str) -> Response:
    """Send the browser on to one of our own paths, by GET."""
    return sealed_off(RedirectResponse(path, status_code=303))


def sealed_off(response: AnyResponse) -> AnyResponse:
    """Put the door's headers on an answer. `same-origin` keeps the Origin header on our own forms."""
    response.headers["Content-Security-Policy"] = _POLICY.format(github=settings().github_url)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
