"""Decide where a redirect may lead and which credentials are dropped on the way. No requests here."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

import httpx

from ingestion.http.errors import ProviderError
from ingestion.http.redaction import SECRET_HEADERS, SECRET_PARAMETERS, redact

_HTTPS_PORT = 443


def get_host(url: str) -> str | None:
    """Return the address's host name, or None where there is none."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def move_userinfo_to_header(url: str, headers: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Move a `user:password@` of the address into an Authorization header, which a redirect can drop."""
    parts = urlsplit(url)
    userinfo, separator, host = parts.netloc.rpartition("@")
    if not separator:
        return url, dict(headers)
    token = base64.b64encode(unquote(userinfo).encode()).decode("ascii")
    return urlunsplit(parts._replace(netloc=host)), {"Authorization": f"Basic {token}", **headers}


def follow_redirect(
    url: str, response: httpx.Response, headers: Mapping[str, str], hosts: frozenset[str]
) -> tuple[str, dict[str, str]]:
    """Return the address and headers to follow a redirect with.

    The same scheme and host keep everything. One of `hosts` by https gets no secret header, no User-Agent of ours
    (USAJobs' is an email address) and no secret parameter. Anywhere else raises ProviderError.
    """
    try:
        target = urljoin(url, response.headers.get("location", ""))
        old_parts, new_parts = urlsplit(url), urlsplit(target)
        if (new_parts.scheme, new_parts.netloc) == (old_parts.scheme, old_parts.netloc):
            return target, dict(headers)
        is_allowed_target = (
            new_parts.scheme == "https" and new_parts.hostname in hosts and new_parts.port in {None, _HTTPS_PORT}
        )
    except ValueError:
        target, is_allowed_target = "an unreadable address", False
    if not is_allowed_target or "@" in new_parts.netloc:
        raise ProviderError(
            f"{redact(url)} redirects to {redact(target)}, which is another host and is not followed. "
            "If the provider moved, set the source's base_url to the new address.",
            status=response.status_code,
            url=redact(url),
        )
    dropped_headers = SECRET_HEADERS | {"user-agent"}
    safe_headers = {name: value for name, value in headers.items() if name.casefold() not in dropped_headers}
    query = parse_qsl(new_parts.query, keep_blank_values=True)
    safe_parameters = [(name, value) for name, value in query if name.casefold() not in SECRET_PARAMETERS]
    return urlunsplit(new_parts._replace(query=urlencode(safe_parameters))), safe_headers
