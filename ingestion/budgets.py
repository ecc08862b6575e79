"""How many calls a provider still allows us, counted in ops.api_budgets and shared by all processes. No HTTP."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta

import psycopg

from database.engine import libpq
from database.identity import source_id
from ingestion.http import BudgetSpent
from ingestion.sources.base import Source

log = logging.getLogger(__name__)

# One call is counted in every period or in none: if one of them went over, the caller rolls back.
_COUNT = """
insert into ops.api_budgets as b (job_source_id, period, period_start, calls)
select %(source)s, p.period, p.period_start, 1
from unnest(%(periods)s::text[], %(starts)s::timestamptz[]) as p (period, period_start)
on conflict (job_source_id, period, period_start) do update set calls = b.calls + 1
returning b.period, b.calls
"""


def real_time() -> datetime:
    """Return the real time: a provider's minute does not follow the sandbox market's clock."""
    return datetime.now(UTC)


class DatabaseBudget:
    """One source's allowance of calls. Periods are calendar ones in UTC; a week begins on Monday."""

    def __init__(
        self,
        source: Source,
        *,
        dsn: str | None = None,
        now: Callable[[], datetime] = real_time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.source, self.dsn = source, dsn
        self._now, self._sleep = now, sleep

    async def spend(self, allowance: Mapping[str, int]) -> None:
        """Count one call, waiting for the next minute where this one is used up.

        Raises BudgetSpent for a longer period, naming when it ends. Nothing is counted for a call that is not made.
        """
        while True:
            at = self._now()
            full = await asyncio.to_thread(self._count, allowance, at)
            if full is None:
                return
            until = period_end(full, at)
            if full != "minute":
                raise BudgetSpent(
                    f"{self.source.name} allows {allowance[full]:,} calls a {full}; they are used up. The next one is "
                    f"allowed at {until:%Y-%m-%d %H:%M} UTC.",
                    until=until,
                )
            wait = (until - at).total_seconds()
            log.info("%s: %d calls this minute are used up, waiting %.0f s", self.source.name, allowance[full], wait)
            await self._sleep(wait)

    def _count(self, allowance: Mapping[str, int], at: datetime) -> str | None:
        """Count the call unless a period is full; returns the longest full period."""
        periods = sorted(allowance)  # one order for all, or two processes could wait for each other
        with psycopg.connect(self.dsn or libpq("pipeline")) as connection:
            rows = connection.execute(
                _COUNT,
                {
                    "source": source_id(self.source.code),
                    "periods": periods,
                    "starts": [period_start(period, at) for period in periods],
                },
            ).fetchall()
            full = [period for period, calls in rows if calls > allowance[period]]
            if full:
                connection.rollback()
        return max(full, key=lambda period: period_end(period, at)) if full else None


def period_start(period: str, at: datetime) -> datetime:
    """Return when the minute, day, week or month that holds `at` began, in UTC."""
    minute = at.astimezone(UTC).replace(second=0, microsecond=0)
    if period == "minute":
        return minute
    day = minute.replace(hour=0, minute=0)
    return {"day": day, "week": day - timedelta(days=day.weekday()), "month": day.replace(day=1)}[period]


def period_end(period: str, at: datetime) -> datetime:
    """Return when the period that holds `at` ends."""
    start = period_start(period, at)
    if period == "month":
        return (start + timedelta(days=31)).replace(day=1)
    return start + {"minute": timedelta(minutes=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}[period]
