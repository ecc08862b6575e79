"""What an answer is, and what an error status or an unreadable body means. No sockets here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import httpx

from ingestion.http.errors import BadAnswer, NotFound, ProviderError, RateLimited, Unauthorised
from ingestion.http.redaction import excerpt, redact
from ingestion.payloads import parse

_NO_CONTENT = frozenset({b"", b"204 No Content", b'"204 No Content"'})


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer with status 2xx or 304.

    `url` is redacted. `data` is the parsed JSON; None where the answer says there is no content. `size` is the body's
    length in bytes after decompression, `calls` how many requests it took.
    """

    url: str
    status: int
    data: Any
    size: int
    calls: int
    etag: str | None = None
    last_modified: str | None = None

    @property
    def not_modified(self) -> bool:
        """Whether the provider confirmed that nothing changed since the validators we sent."""
        return self.status == HTTPStatus.NOT_MODIFIED


def retry_seconds(value: str | None, now: datetime) -> float | None:
    """Return how long a Retry-After header asks to wait: seconds or an HTTP date (RFC 9110, 10.2.3); else None."""
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            when = parsedate_to_datetime(value)
        except ValueError:
            return None
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        seconds = (when - now).total_seconds()
    return max(0.0, seconds) if seconds < timedelta(days=3650).total_seconds() else None


def json_of(response: httpx.Response, body: bytes, secrets: tuple[str, ...], *, empty_allowed: bool) -> Any:
    """Return the parsed body; None for `no content` where that is allowed. Raises BadAnswer, worth another try."""
    url = redact(str(response.url))
    if body.strip() in _NO_CONTENT:
        if empty_allowed:
            return None
        raise BadAnswer(
            f"{url} answered {response.status_code} without content though postings were expected.",
            excerpt=excerpt(body, secrets),
            url=url,
        )
    try:
        return parse(body)
    except ValueError as error:
        shown = excerpt(body, secrets)
        kind = "an HTML page" if body.lstrip()[:1] == b"<" else "something that is not JSON"
        raise BadAnswer(
            f"{url} answered with {kind} instead of JSON ({error}): {shown}", excerpt=shown, url=url
        ) from None


def error_of(response: httpx.Response, body: bytes, secrets: tuple[str, ...], now: datetime) -> ProviderError:
    """Return the error that an error status means, with the provider's own words and what to do next."""
    status, url = response.status_code, redact(str(response.url))
    shown = excerpt(body, secrets) or "(no text)"
    wait = retry_seconds(response.headers.get("retry-after"), now)
    retry_at = now + timedelta(seconds=wait) if wait is not None else None
    kind, advice = _meaning(status)
    later = f" It may be asked again at {retry_at:%Y-%m-%d %H:%M:%S} UTC." if retry_at else ""
    return kind(
        f"{url} answered {status} {_phrase(status)}: {shown} {advice}{later}",
        status=status,
        excerpt=shown,
        retry_at=retry_at,
        url=url,
    )


def _meaning(status: int) -> tuple[type[ProviderError], str]:
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return Unauthorised, "Check the source's credentials (jobledger sources list) and that they may do this."
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return NotFound, "The provider knows no such board: check its spelling and the source's base_url."
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return RateLimited, "Too many calls: it is fetched again at the next scheduled pass."
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return ProviderError, "The provider has trouble: the board is fetched again at the next scheduled pass."
    return ProviderError, "The provider refuses the request: check the board's name and the source's base_url."


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
