"""Count how many calls a provider still allows, in ops.api_budgets, shared by all processes. No HTTP."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta

import psycopg

from database.engine import libpq_url
from database.identity import source_id
from ingestion.http import BudgetExhausted
from ingestion.providers.base import JobProvider

log = logging.getLogger(__name__)

# A call counts in every period or in none: the caller rolls back when one of them is exceeded.
_COUNT_CALL = """
insert into ops.api_budgets as b (job_source_id, period, period_start, calls)
select %(source)s, p.period, p.period_start, 1
from unnest(%(periods)s::text[], %(starts)s::timestamptz[]) as p (period, period_start)
on conflict (job_source_id, period, period_start) do update set calls = b.calls + 1
returning b.period, b.calls
"""


def current_time() -> datetime:
    """Return the real time: a provider's minute does not follow the sandbox market's clock."""
    return datetime.now(UTC)


class DatabaseCallBudget:
    """The calls one provider still allows. Periods are calendar periods in UTC; a week begins on Monday."""

    def __init__(
        self,
        provider: JobProvider,
        *,
        dsn: str | None = None,
        get_now: Callable[[], datetime] = current_time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.provider, self.dsn = provider, dsn
        self._get_now, self._sleep = get_now, sleep

    async def spend(self, call_limits: Mapping[str, int]) -> None:
        """Count one call, waiting for the next minute where this one is used up.

        Raises BudgetExhausted for a longer period, naming when it ends. A call that is not made is not counted.
        """
        while True:
            now = self._get_now()
            used_up_period = await asyncio.to_thread(self._count_call, call_limits, now)
            if used_up_period is None:
                return
            until = get_period_end(used_up_period, now)
            if used_up_period != "minute":
                raise BudgetExhausted(
                    f"{self.provider.name} allows {call_limits[used_up_period]:,} calls a {used_up_period}; they are "
                    f"used up. The next one is allowed at {until:%Y-%m-%d %H:%M} UTC.",
                    until=until,
                )
            wait = (until - now).total_seconds()
            log.info(
                "%s: %d calls this minute are used up, waiting %.0f s",
                self.provider.name,
                call_limits[used_up_period],
                wait,
            )
            await self._sleep(wait)

    def _count_call(self, call_limits: Mapping[str, int], now: datetime) -> str | None:
        """Count the call unless a period is full; return the longest full period."""
        periods = sorted(call_limits)  # sorted, so that two processes cannot deadlock
        with psycopg.connect(self.dsn or libpq_url("pipeline")) as connection:
            rows = connection.execute(
                _COUNT_CALL,
                {
                    "source": source_id(self.provider.code),
                    "periods": periods,
                    "starts": [get_period_start(period, now) for period in periods],
                },
            ).fetchall()
            used_up_periods = [period for period, calls in rows if calls > call_limits[period]]
            if used_up_periods:
                connection.rollback()
        return max(used_up_periods, key=lambda period: get_period_end(period, now)) if used_up_periods else None


def get_period_start(period: str, now: datetime) -> datetime:
    """Return when the minute, day, week or month that holds `now` began, in UTC."""
    minute = now.astimezone(UTC).replace(second=0, microsecond=0)
    if period == "minute":
        return minute
    day = minute.replace(hour=0, minute=0)
    return {"day": day, "week": day - timedelta(days=day.weekday()), "month": day.replace(day=1)}[period]


def get_period_end(period: str, now: datetime) -> datetime:
    """Return when the period that holds `now` ends."""
    start = get_period_start(period, now)
    if period == "month":
        return (start + timedelta(days=31)).replace(day=1)
    return start + {"minute": timedelta(minutes=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}[period]
