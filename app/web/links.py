"""Build the addresses in emails and redirects, from PUBLIC_URL and never from a request, and check local paths."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlencode, urlsplit

from database.settings import settings

AFTER_SIGN_IN_PATH = "/"


def build_url(path: str, **parameters: str) -> str:
    """Return the full address of one of our paths."""
    query = f"?{urlencode(parameters)}" if parameters else ""
    return f"{settings().public_url.rstrip('/')}{path}{query}"


def clean_local_path(path: str | None) -> str:
    r"""Return the path if it belongs to this site, or else the start page.

    Browsers read `//host` and `/\host` as another site and skip tabs and line breaks, so those are rejected.
    """
    if not path or not path.startswith("/") or path.startswith(("//", "/\\")):
        return AFTER_SIGN_IN_PATH
    if "\\" in path or any(ord(character) < 33 or ord(character) == 127 for character in path):  # noqa: PLR2004
        return AFTER_SIGN_IN_PATH
    parts = urlsplit(path)
    return path if not parts.scheme and not parts.netloc else AFTER_SIGN_IN_PATH


def is_https() -> bool:
    """Return whether the app is served over TLS, which decides the names and attributes of cookies."""
    return settings().public_url.startswith("https://")


def read_host(address: str) -> str | None:
    """Return the host of an address, None without one."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def read_path(address: str) -> str:
    """Return the path and query of an address; the start page's where it is malformed."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return AFTER_SIGN_IN_PATH
    return clean_local_path(f"{parts.path}?{parts.query}" if parts.query else parts.path)


def is_own_host(host: str) -> bool:
    """Return whether a Host header names us: as PUBLIC_URL does, or as this machine where PUBLIC_URL does too."""
    public_url = settings().public_url
    is_local = is_loopback(read_host(public_url)) and is_loopback(read_host(f"//{host}"))
    return is_local or host == urlsplit(public_url).netloc


def is_own_origin(origin: str, request_host: str | None) -> bool:
    """Return whether the origin is ours: that of the requested host or of PUBLIC_URL."""
    try:
        origin_host = urlsplit(origin).netloc
    except ValueError:
        return False
    return bool(origin_host) and origin_host in {request_host, urlsplit(settings().public_url).netloc}


def is_loopback(name: str | None) -> bool:
    """Return whether a host name or network address is this machine."""
    if name == "localhost":
        return True
    try:
        return ip_address(name or "").is_loopback
    except ValueError:
        return False
