"""Test a budget of calls, shared by processes, on a real PostgreSQL."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.admin import sync_providers
from ingestion.call_budgets import DatabaseCallBudget, get_period_end, get_period_start
from ingestion.http import BudgetExhausted
from ingestion.registry import PROVIDERS
from tests.ingestion.fetch.fake_provider import run_in_loop
from tests.thoroughness import examples

NOON = datetime(2026, 3, 5, 12, 0, 30, tzinfo=UTC)  # a Thursday


EARLIEST, LATEST = (datetime(year, 1, 1) for year in (2000, 2100))  # noqa: DTZ001 bounds are given without a zone


class Clock:
    """A time that passes only by waiting."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at
        self.waits: list[float] = []

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock(database: Any) -> Clock:
    sync_providers()
    return Clock()


def budget(clock: Clock) -> DatabaseCallBudget:
    return DatabaseCallBudget(PROVIDERS["adzuna"], get_now=clock.now, sleep=clock.sleep)


def spent(database: Any) -> dict[str, int]:
    with psycopg.connect(database.libpq_url("pipeline")) as connection:
        rows = connection.execute("select period, sum(calls) from ops.api_budgets group by period").fetchall()
    return {period: int(calls) for period, calls in rows}


@run_in_loop
async def test_a_full_minute_is_waited_for(database: Any, clock: Clock) -> None:
    for _ in range(5):
        await budget(clock).spend({"minute": 2, "day": 100})
    assert clock.waits == [30, 60]
    assert spent(database) == {"minute": 5, "day": 5}


@run_in_loop
async def test_a_full_day_is_told_with_the_time_it_ends_and_nothing_is_counted(database: Any, clock: Clock) -> None:
    for _ in range(3):
        await budget(clock).spend({"day": 3, "month": 9})
    with pytest.raises(BudgetExhausted, match=r"Adzuna allows 3 calls a day.*2026-03-06 00:00 UTC") as raised:
        await budget(clock).spend({"day": 3, "month": 9})
    assert raised.value.until == datetime(2026, 3, 6, tzinfo=UTC)
    assert spent(database) == {"day": 3, "month": 3}
    clock.at += timedelta(days=1)
    await budget(clock).spend({"day": 3, "month": 9})
    assert spent(database) == {"day": 4, "month": 4}


@run_in_loop
async def test_the_longest_full_period_is_the_one_that_counts(database: Any, clock: Clock) -> None:
    call_limits = {"minute": 1, "day": 1, "week": 1, "month": 2}
    await budget(clock).spend(call_limits)
    with pytest.raises(BudgetExhausted, match=r"1 calls a week.*2026-03-09"):
        await budget(clock).spend(call_limits)
    assert clock.waits == []


@run_in_loop
async def test_processes_share_the_allowance(database: Any, clock: Clock) -> None:
    calls = [budget(clock).spend({"day": 7, "week": 50}) for _ in range(12)]
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert sum(isinstance(result, BudgetExhausted) for result in outcomes) == 5
    assert spent(database) == {"day": 7, "week": 7}


@settings(max_examples=examples(80), deadline=None)
@given(st.datetimes(EARLIEST, LATEST, timezones=st.just(UTC)), st.sampled_from(["minute", "day", "week", "month"]))
def test_every_moment_lies_in_one_period(at: datetime, period: str) -> None:
    start, end = get_period_start(period, at), get_period_end(period, at)
    assert start <= at < end
    assert get_period_start(period, start) == start
    assert get_period_start(period, end) == end
    assert get_period_end(period, end - timedelta(microseconds=1)) == end
