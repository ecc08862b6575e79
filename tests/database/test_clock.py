"""The clock: real time, unless it is set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from database import clock


def test_the_clock_shows_the_real_time_in_utc() -> None:
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=10)


@pytest.mark.parametrize(
    ("variable", "time"),
    [
        ("2026-03-01T12:00:00Z", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("2026-03-01T12:00:00+02:00", datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("2026-03-01T12:00:00", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
    ],
)
def test_the_clock_can_be_set_and_moved(monkeypatch: pytest.MonkeyPatch, variable: str, time: datetime) -> None:
    monkeypatch.setenv("JOBLEDGER_NOW", "2025-11-01")
    assert clock.now() == datetime(2025, 11, 1, tzinfo=UTC)
    monkeypatch.setenv("JOBLEDGER_NOW", variable)
    assert clock.now() == time
    assert clock.now().tzinfo is UTC
