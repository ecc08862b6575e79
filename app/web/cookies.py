"""Read, send and drop the cookies of accounts. Over https they are Secure and named with the prefix `__Host-`."""

from __future__ import annotations

from datetime import timedelta

from starlette.requests import HTTPConnection
from starlette.responses import Response

from app.web.links import is_https

SESSION_COOKIE = "jl_session"
FORMS_COOKIE = "jl_forms"
DEVICE_COOKIE = "jl_device"
EMAIL_LINK_COOKIE = "jl_email_link"
GITHUB_COOKIE = "jl_github"
OIDC_COOKIE = "jl_oidc"
SECOND_STEP_COOKIE = "jl_second_step"
PASSKEY_COOKIE = "jl_passkey"


def build_cookie_name(cookie: str) -> str:
    """Return the name the cookie has in the browser."""
    return f"__Host-{cookie}" if is_https() else cookie


def read(request: HTTPConnection, cookie: str) -> str | None:
    """Return the cookie's value, None without one."""
    return find_value("; ".join(request.headers.getlist("cookie")), cookie)


def find_value(header: str, cookie: str) -> str | None:
    """Return the cookie's value in a Cookie header; None without one, or with two, since one of them is forged.

    Only spaces and tabs are stripped: a sibling site could set a cookie whose name begins with another kind of space,
    which a lenient parser would take for ours.
    """
    pairs = [pair.strip(" \t").partition("=") for pair in header.split(";")]
    values = {value.strip('"') for cookie_name, _, value in pairs if cookie_name == build_cookie_name(cookie)}
    return values.pop() if len(values) == 1 else None


def set_cookie(response: Response, cookie: str, value: str, lifetime: timedelta | None) -> None:
    """Set the cookie, hidden from scripts and from other sites' forms; without a lifetime it ends with the browser."""
    response.set_cookie(
        build_cookie_name(cookie),
        value,
        max_age=int(lifetime.total_seconds()) if lifetime else None,
        path="/",
        secure=is_https(),
        httponly=True,
        samesite="lax",
    )


def delete_cookie(response: Response, cookie: str) -> None:
    """Delete the cookie in the browser."""
    response.delete_cookie(build_cookie_name(cookie), path="/", secure=is_https(), httponly=True, samesite="lax")
