"""Which host an address names, where a redirect may lead, and which credentials stay behind. No requests here."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

import httpx

from ingestion.http.errors import ProviderError
from ingestion.http.redaction import SECRET_HEADERS, SECRET_PARAMETERS, redact

_HTTPS = 443


def host_of(url: str) -> str | None:
    """Return the address's host name, or None where there is none."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def without_userinfo(url: str, headers: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Move a `user:password@` of the address into an Authorization header, where redirects can leave it behind."""
    parts = urlsplit(url)
    userinfo, at, host = parts.netloc.rpartition("@")
    if not at:
        return url, dict(headers)
    token = base64.b64encode(unquote(userinfo).encode()).decode("ascii")
    return urlunsplit(parts._replace(netloc=host)), {"Authorization": f"Basic {token}", **headers}


def next_hop(
    url: str, response: httpx.Response, headers: Mapping[str, str], hosts: frozenset[str]
) -> tuple[str, dict[str, str]]:
    """Return the address and headers to follow a redirect with.

    The same scheme and host keep everything. One of `hosts` by https gets no secret header, no User-Agent of ours
    (USAJobs' is an e-mail address) and no secret parameter. Anywhere else raises ProviderError.
    """
    try:
        target = urljoin(url, response.headers.get("location", ""))
        old, new = urlsplit(url), urlsplit(target)
        if (new.scheme, new.netloc) == (old.scheme, old.netloc):
            return target, dict(headers)
        known = new.scheme == "https" and new.hostname in hosts and new.port in {None, _HTTPS}
    except ValueError:
        target, known = "an address that cannot be read", False
    if not known or "@" in new.netloc:
        raise ProviderError(
            f"{redact(url)} redirects to {redact(target)}, which is another host and not followed. "
            "If the provider moved, set the source's base_url to the new address.",
            status=response.status_code,
            url=redact(url),
        )
    secret = SECRET_HEADERS | {"user-agent"}
    kept = {name: value for name, value in headers.items() if name.casefold() not in secret}
    query = parse_qsl(new.query, keep_blank_values=True)
    harmless = [(name, value) for name, value in query if name.casefold() not in SECRET_PARAMETERS]
    return urlunsplit(new._replace(query=urlencode(harmless))), kept
