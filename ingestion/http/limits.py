"""Define the limits of one client and what a provider allows us: how long, how much, how often. No requests here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, Self

from database.settings import settings


@dataclass(frozen=True, slots=True)
class HttpLimits:
    """Seconds, bytes and counts for every request of a client.

    `timeout` is the longest silence, `deadline` the time all attempts at one request may take together (without the
    waits between them). A Retry-After over `max_retry_after` is not waited for. `max_calls_per_host` and `interval`
    apply to hosts without a `RequestPace` of their own.
    """

    timeout: float = 30.0
    deadline: float = 300.0
    attempts: int = 4
    max_bytes: int = 128 * 1024 * 1024
    max_redirects: int = 5
    max_calls_per_host: int = 8
    interval: float = 0.0
    max_retry_after: float = 90.0
    wait_initial: float = 0.5
    wait_max: float = 20.0
    wait_jitter: float = 0.5
    contact: str | None = None

    @classmethod
    def from_settings(cls) -> Self:
        """Return the limits the environment sets, with the defaults above for the rest."""
        environment = settings()
        return cls(
            timeout=environment.http_timeout,
            deadline=environment.http_deadline,
            max_bytes=environment.http_max_bytes,
            contact=environment.http_contact,
        )


@dataclass(frozen=True, slots=True)
class RequestPace:
    """What we allow ourselves against one provider's own host: calls at once, and seconds between their starts."""

    max_parallel_calls: int
    interval: float = 0.0


class CallBudget(Protocol):
    """A budget of calls that outlives the process and is shared by all of them."""

    async def spend(self, call_limits: Mapping[str, int]) -> None:
        """Count one call against `call_limits` (calls per minute, day, week, month).

        Waits when the minute is used up; raises BudgetExhausted for a longer period.
        """
