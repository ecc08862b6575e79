"""Reports are due at the user's hour, on every day of their calendar, through every change of clocks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import get_args
from zoneinfo import ZoneInfo

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.alerts.labels import FREQUENCIES
from app.api.models import Alert
from database.models import AlertFrequency
from tests.database.servers import TestDatabase
from tests.thoroughness import examples

ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC",
     "America/Sao_Paulo", "No/Where"]
)  # fmt: skip


@pytest.fixture
def connection(database: TestDatabase) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.libpq_url("pipeline")) as connection:
        yield connection


@settings(max_examples=examples(200), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    ZONES, st.integers(0, 23), st.integers(1, 7), st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001
    st.sampled_from(["daily", "weekly"]),
)  # fmt: skip
def test_report_times_are_the_persons_hour_on_every_day(
    connection: psycopg.Connection, zone: str, hour: int, weekday: int, moment: datetime, frequency: str
) -> None:
    own = ZoneInfo(zone) if zone != "No/Where" else UTC
    now = moment.replace(tzinfo=UTC)
    row = connection.execute(
        "select ops.last_report_time(%(f)s, %(h)s, %(d)s, %(z)s, %(n)s),"
        " ops.next_report_time(%(f)s, %(h)s, %(d)s, %(z)s, %(n)s)",
        {"f": frequency, "h": hour, "d": weekday, "z": zone, "n": now},
    ).fetchone()
    assert row is not None
    last, coming = row
    assert last <= now < coming
    days = (coming.astimezone(own).date() - last.astimezone(own).date()).days
    assert days == (7 if frequency == "weekly" else 1)
    for due in (last, coming):
        local = due.astimezone(own)
        exists = due.astimezone(own).replace(hour=hour, minute=0)
        is_in_gap = exists.astimezone(UTC).astimezone(own).hour != hour
        assert (local.hour, local.minute) == (hour, 0) or is_in_gap
        assert frequency == "daily" or local.isoweekday() == weekday


def test_every_frequency_has_a_rule_a_label_and_is_in_the_api(database: TestDatabase) -> None:
    with psycopg.connect(database.libpq_url("pipeline")) as connection:
        rules = connection.execute("select frequency, interval_days, has_weekday from ops.alert_frequencies").fetchall()
    assert {frequency for frequency, _, _ in rules} == {frequency.value for frequency in AlertFrequency}
    assert FREQUENCIES.keys() == set(AlertFrequency)
    assert set(get_args(Alert.model_fields["frequency"].annotation)) == set(AlertFrequency)
    assert sorted(rules) == [("daily", 1, False), ("immediate", None, False), ("weekly", 7, True)]


def test_an_immediate_alert_has_no_report_times(database: TestDatabase) -> None:
    with psycopg.connect(database.libpq_url("pipeline")) as connection:
        times = connection.execute(
            "select ops.last_report_time('immediate', 8, 1, 'UTC', now()),"
            " ops.next_report_time('immediate', 8, 1, 'UTC', now())"
        ).fetchone()
    assert times == (None, None)
