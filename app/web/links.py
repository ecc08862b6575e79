"""The addresses that letters and redirects carry: ours only, built from PUBLIC_URL and never from a request."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlencode, urlsplit

from database.settings import settings

AFTER_SIGN_IN = "/"


def absolute(path: str, **parameters: str) -> str:
    """The full address of one of our paths."""
    query = f"?{urlencode(parameters)}" if parameters else ""
    return f"{settings().public_url.rstrip('/')}{path}{query}"


def local(wanted: str | None) -> str:
    r"""A path of this site to go on to, or the start where what is wanted is anything else.

    Browsers read `//host` and `/\host` as another site and pass over tabs and line breaks, so those are refused.
    """
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return AFTER_SIGN_IN
    if "\\" in wanted or any(ord(character) < 33 or ord(character) == 127 for character in wanted):  # noqa: PLR2004
        return AFTER_SIGN_IN
    parts = urlsplit(wanted)
    return wanted if not parts.scheme and not parts.netloc else AFTER_SIGN_IN


def is_https() -> bool:
    """Whether people reach the app over TLS, by which cookies are named and marked."""
    return settings().public_url.startswith("https://")


def host(address: str) -> str | None:
    """The host an address names, None where there is none."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def is_own_origin(origin: str, asked: str | None) -> bool:
    """Whether a page of this origin is ours: of the host that was asked for, or of PUBLIC_URL."""
    try:
        named = urlsplit(origin).netloc
    except ValueError:
        return False
    return bool(named) and named in {asked, urlsplit(settings().public_url).netloc}


def is_loopback(name: str | None) -> bool:
    """Whether a host name or network address is this machine itself."""
    if name == "localhost":
        return True
    try:
        return ip_address(name or "").is_loopback
    except ValueError:
        return False
