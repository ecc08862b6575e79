"""The cookies of the door: names, lifetimes and marks. `__Host-` and Secure where PUBLIC_URL is https."""

from __future__ import annotations

from datetime import timedelta

from starlette.requests import HTTPConnection
from starlette.responses import Response

from app.web.links import is_https

SESSION = "jl_session"
FORMS = "jl_forms"
DEVICE = "jl_device"
LETTER = "jl_letter"
GITHUB = "jl_github"


def name(cookie: str) -> str:
    """What the cookie is called in the browser."""
    return f"__Host-{cookie}" if is_https() else cookie


def read(request: HTTPConnection, cookie: str) -> str | None:
    """The cookie's value, None without one."""
    return held("; ".join(request.headers.getlist("cookie")), cookie)


def held(header: str, cookie: str) -> str | None:
    """The cookie's value in a Cookie header; None without one, and when there are two, of which one is not ours.

    Only blanks and tabs are passed over. A site beside ours may set a cookie for both whose name begins with another
    kind of blank, which browsers keep apart from ours and lenient readers do not.
    """
    pairs = [pair.strip(" \t").partition("=") for pair in header.split(";")]
    values = {value.strip('"') for found, _, value in pairs if found == name(cookie)}
    return values.pop() if len(values) == 1 else None


def put(response: Response, cookie: str, value: str, lifetime: timedelta | None) -> None:
    """Send the cookie, out of reach of scripts and of other sites' forms; without a lifetime until the browser ends."""
    response.set_cookie(
        name(cookie),
        value,
        max_age=int(lifetime.total_seconds()) if lifetime else None,
        path="/",
        secure=is_https(),
        httponly=True,
        samesite="lax",
    )


def drop(response: Response, cookie: str) -> None:
    """Have the browser forget the cookie."""
    response.delete_cookie(name(cookie), path="/", secure=is_https(), httponly=True, samesite="lax")
