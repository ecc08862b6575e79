"""What can go wrong when asking a provider. Messages say what happened and what to do next, never a secret."""

from __future__ import annotations

from datetime import datetime


class FetchError(Exception):
    """A board could not be read; it is news about the board, never about its jobs."""

    def __init__(self, message: str, *, url: str | None = None) -> None:
        """`url` must be redacted already."""
        super().__init__(message)
        self.url = url


class NotConfigured(FetchError):
    """Something the operator must set first: a credential, or a board name the provider can understand."""


class Unreachable(FetchError):
    """No whole answer came: no connection, a timeout, a body cut short, or (`final`) the deadline passed."""

    final = False


class TooLarge(FetchError):
    """The answer is larger than the limit."""


class BudgetSpent(FetchError):
    """The provider's allowance of calls is used up; `until` is when the next call is allowed (aware UTC)."""

    def __init__(self, message: str, *, until: datetime | None = None, url: str | None = None) -> None:
        """`url` must be redacted already."""
        super().__init__(message, url=url)
        self.until = until


class BadAnswer(FetchError):
    """An answer came, but it is not what the provider documents; `excerpt` is its beginning, redacted."""

    def __init__(self, message: str, *, excerpt: str = "", url: str | None = None) -> None:
        """`url` and `excerpt` must be redacted already."""
        super().__init__(message, url=url)
        self.excerpt = excerpt


class ProviderError(FetchError):
    """The provider answered with an error status.

    `excerpt` is its own answer (at most 500 characters, redacted), `retry_at` the time it asked us to wait for.
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
    """401 or 403: the key is missing, wrong or not allowed this."""


class NotFound(ProviderError):
    """404 or 410: the provider knows no such board."""


class RateLimited(ProviderError):
    """429: too many calls."""
