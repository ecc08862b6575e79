"""Define what can go wrong when a provider is called. Messages say what happened and what to do next, never a
secret.
"""

from __future__ import annotations

from datetime import datetime


class FetchError(Exception):
    """A board could not be read. It says something about the board, never about its jobs."""

    def __init__(self, message: str, *, url: str | None = None) -> None:
        """`url` must be redacted already."""
        super().__init__(message)
        self.url = url


class NotConfigured(FetchError):
    """Something the operator must set first: a credential, or a board name the provider understands."""


class Unreachable(FetchError):
    """No complete response came: no connection, a timeout, a truncated body, or (`is_deadline_exceeded`) the deadline
    passed.
    """

    is_deadline_exceeded = False


class ResponseTooLarge(FetchError):
    """The response is larger than the limit."""


class BudgetExhausted(FetchError):
    """The provider allows no more calls for now; `until` is when the next call is allowed (aware UTC)."""

    def __init__(self, message: str, *, until: datetime | None = None, url: str | None = None) -> None:
        """`url` must be redacted already."""
        super().__init__(message, url=url)
        self.until = until


class InvalidResponse(FetchError):
    """A response came, but it is not what the provider documents; `excerpt` is its beginning, redacted."""

    def __init__(self, message: str, *, excerpt: str = "", url: str | None = None) -> None:
        """`url` and `excerpt` must be redacted already."""
        super().__init__(message, url=url)
        self.excerpt = excerpt


class ProviderError(FetchError):
    """The provider returned an error status.

    `excerpt` is its own text (at most 500 characters, redacted), `retry_at` the time until which it asked us to wait.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int,
        excerpt: str = "",
        retry_at: datetime | None = None,
        url: str | None = None,
    ) -> None:
        """`url` and `excerpt` must be redacted already."""
        super().__init__(message, url=url)
        self.status = status
        self.excerpt = excerpt
        self.retry_at = retry_at


class Unauthorised(ProviderError):
    """401 or 403: the key is missing, wrong or lacks the permission."""


class BoardNotFound(ProviderError):
    """404 or 410: the provider has no such board."""


class RateLimited(ProviderError):
    """429: too many calls."""
