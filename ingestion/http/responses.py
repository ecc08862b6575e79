"""Define a provider's response, and what an error status or an unreadable body means. No sockets here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import httpx

from ingestion.http.errors import BoardNotFound, InvalidResponse, ProviderError, RateLimited, Unauthorised
from ingestion.http.redaction import make_excerpt, redact
from ingestion.payloads import parse_json

# USAJobs sends its "no content" as text, with status 200.
_NO_CONTENT_BODIES = frozenset({b"204 No Content", b'"204 No Content"'})


@dataclass(frozen=True, slots=True)
class ProviderResponse:
    """A complete response with status 2xx or 304.

    `url` is redacted. `data` is the parsed JSON, or None where the response says there is no content. `size` is the
    body's length in bytes after decompression, `calls` how many requests it took.
    """

    url: str
    status: int
    data: Any
    size: int
    calls: int
    etag: str | None = None
    last_modified: str | None = None

    @property
    def is_not_modified(self) -> bool:
        """Return whether the provider confirmed that nothing changed since the validators we sent."""
        return self.status == HTTPStatus.NOT_MODIFIED


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Return how many seconds a Retry-After header asks to wait: seconds or an HTTP date (RFC 9110, 10.2.3);
    else None.
    """
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            retry_at = parsedate_to_datetime(value)
        except ValueError:
            return None
        retry_at = retry_at if retry_at.tzinfo else retry_at.replace(tzinfo=UTC)
        seconds = (retry_at - now).total_seconds()
    return max(0.0, seconds) if seconds < timedelta(days=3650).total_seconds() else None


def parse_body(response: httpx.Response, body: bytes, secrets: tuple[str, ...], *, allows_empty_body: bool) -> Any:
    """Return the parsed body; None for `no content` where that is allowed. Raises InvalidResponse, which may be
    retried.

    An empty body or `null` with another status than 204 is a fault, whatever was asked for.
    """
    url, text = redact(str(response.url)), body.strip()
    if text in {b"", b"null"} or text in _NO_CONTENT_BODIES:
        is_no_content = response.status_code == HTTPStatus.NO_CONTENT or text in _NO_CONTENT_BODIES
        if allows_empty_body and is_no_content:
            return None
        raise InvalidResponse(
            f"{url} returned {response.status_code} without content although postings were expected.",
            excerpt=make_excerpt(body, secrets),
            url=url,
        )
    try:
        return parse_json(body)
    except ValueError as error:
        body_excerpt = make_excerpt(body, secrets)
        content_kind = "an HTML page" if body.lstrip()[:1] == b"<" else "something that is not JSON"
        raise InvalidResponse(
            f"{url} returned {content_kind} instead of JSON ({error}): {body_excerpt}", excerpt=body_excerpt, url=url
        ) from None


def build_provider_error(
    response: httpx.Response, body: bytes, secrets: tuple[str, ...], now: datetime
) -> ProviderError:
    """Return the error for an error status, with the provider's own text and what to do next."""
    status, url = response.status_code, redact(str(response.url))
    body_excerpt = make_excerpt(body, secrets) or "(no text)"
    wait_seconds = parse_retry_after(response.headers.get("retry-after"), now)
    retry_at = now + timedelta(seconds=wait_seconds) if wait_seconds is not None else None
    error_class, advice = _classify_status(status)
    retry_note = f" It can be called again at {retry_at:%Y-%m-%d %H:%M:%S} UTC." if retry_at else ""
    return error_class(
        f"{url} returned {status} {_get_status_phrase(status)}: {body_excerpt} {advice}{retry_note}",
        status=status,
        excerpt=body_excerpt,
        retry_at=retry_at,
        url=url,
    )


def _classify_status(status: int) -> tuple[type[ProviderError], str]:
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return Unauthorised, "Check the source's credentials (jobledger sources list) and their permissions."
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return BoardNotFound, "The provider has no such board: check its spelling and the source's base_url."
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return RateLimited, "Too many calls: it is fetched again at the next scheduled pass."
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return ProviderError, "The provider has a problem: the board is fetched again at the next scheduled pass."
    return ProviderError, "The provider rejects the request: check the board's name and the source's base_url."


def _get_status_phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
