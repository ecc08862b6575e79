"""Test moments as providers write them, including epochs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.ingestion.parse.parsing import parse_listing


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-08-05T09:41:37Z", datetime(2026, 8, 5, 9, 41, 37, tzinfo=UTC)),
        ("2026-08-05T09:41:37-04:00", datetime(2026, 8, 5, 13, 41, 37, tzinfo=UTC)),
        ("2026-08-05T09:41:37+0530", datetime(2026, 8, 5, 4, 11, 37, tzinfo=UTC)),
        ("2026-08-05 09:41:37 UTC", datetime(2026, 8, 5, 9, 41, 37, tzinfo=UTC)),
        ("2026-08-05T09:41", datetime(2026, 8, 5, 9, 41, tzinfo=UTC)),
        ("2026-08-05T09:41:37.5+00:00", datetime(2026, 8, 5, 9, 41, 37, 500_000, tzinfo=UTC)),
        ("2026-08-05T09:41:37.1234567Z", datetime(2026, 8, 5, 9, 41, 37, 123_456, tzinfo=UTC)),
        (" 2026-08-05 ", datetime(2026, 8, 5, tzinfo=UTC)),
        ("2000-01-01", datetime(2000, 1, 1, tzinfo=UTC)),
        ("2100-12-31", datetime(2100, 12, 31, tzinfo=UTC)),
        # An epoch: milliseconds as Lever sends them, seconds as Himalayas and Arbeitnow do.
        (1764205361939, datetime(2025, 11, 27, 1, 2, 41, 939_000, tzinfo=UTC)),
        ("1764205361939", datetime(2025, 11, 27, 1, 2, 41, 939_000, tzinfo=UTC)),
        (1785798080, datetime(2026, 8, 3, 23, 1, 20, tzinfo=UTC)),
        ("1785798080", datetime(2026, 8, 3, 23, 1, 20, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_to_utc(written: str | int, moment: datetime) -> None:
    assert parse_listing({"posted_at": written})["posted_at"] == moment
    assert parse_listing({"expires_at": written})["expires_at"] == moment


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        "soon",
        "2026-02-30",
        "2026-13-01",
        "2026-08-05T25:00:00Z",
        "0001-01-01T00:00:00Z",
        "1999-12-31",
        "2101-01-01",
        "9999-12-31",
        0,
        12,
        -5,
    ],
)
def test_an_impossible_moment_is_null(written: str | int | None) -> None:
    assert parse_listing({"posted_at": written})["posted_at"] is None
