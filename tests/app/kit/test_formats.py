"""Money names its currency and period, ages read well, times name their zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from app.kit import formats

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("low", "high", "currency", "period", "words"),
    [
        (Decimal(45000), Decimal(60000), "GBP", "year", "£45,000 to £60,000 a year"),
        (Decimal("17.50"), Decimal("17.50"), "USD", "hour", "US$17.50 an hour"),
        (Decimal(90000), None, "CHF", "year", "from CHF 90,000 a year"),
        (None, Decimal(4000), "EUR", "month", "up to €4,000 a month"),
        (Decimal(500), Decimal(600), "CAD", "day", "CA$500 to CA$600 a day"),
        (Decimal(1000), Decimal(1000), None, None, "1,000 (currency not stated) (period not stated)"),
        (None, None, "EUR", "year", ""),
    ],
)
def test_money_has_its_currency_and_period(
    low: Decimal | None, high: Decimal | None, currency: str | None, period: str | None, words: str
) -> None:
    assert formats.money(low, high, currency, period) == words


def test_an_estimate_says_so() -> None:
    assert formats.money(1, 2, "EUR", "year", estimated=True).endswith("(estimated)")


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(minutes=3), "just now"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(days=1, hours=2), "yesterday"),
        (timedelta(days=5), "5 days ago"),
        (timedelta(days=20), "2 weeks ago"),
        (timedelta(days=100), "3 months ago"),
        (timedelta(days=800), "2 years ago"),
        (timedelta(days=-1), "just now"),
    ],
)
def test_ages_read_well(ago: timedelta, words: str) -> None:
    assert formats.age(NOON - ago, NOON) == words


def test_times_name_their_zone() -> None:
    assert formats.moment(NOON) == "20 Nov 2026, 12:00 UTC"
    assert formats.moment(NOON, ZoneInfo("Europe/Berlin")) == "20 Nov 2026, 13:00 CET"
    assert formats.day(NOON, ZoneInfo("Pacific/Auckland")) == "21 Nov 2026"


def test_values_have_labels() -> None:
    assert formats.count(20000) == "20,000"
    assert formats.translate_value("on_site", formats.WORKPLACE_LABELS) == "On site"
    assert formats.translate_value("night_shift", formats.WORKPLACE_LABELS) == "night shift"
    assert formats.translate_value(None, formats.WORKPLACE_LABELS) == ""
