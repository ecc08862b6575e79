"""Test what a job pays, and the money in a posting that is not its salary."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ingestion.postings import RawFields
from tests.ingestion.parse.parsing import parse_listing

GERMANY = [{"text": "Germany"}]
UNITED_STATES = [{"text": "United States"}]
NO_SALARY = (None, None, None, None)


def parse_salary(**fields: Any) -> tuple[float | None, float | None, str | None, str | None]:
    posting: RawFields = {"title": "Clerk", **fields}  # type: ignore[typeddict-item]
    listing = parse_listing(posting)
    low, high = (None if listing[name] is None else float(listing[name]) for name in ("salary_min", "salary_max"))
    return low, high, listing["currency"], listing["salary_period"]


@pytest.mark.parametrize(
    ("stated", "period"),
    [
        ("1 YEAR", "year"),
        ("Per Year", "year"),
        ("PA", "year"),
        ("per-year-salary", "year"),
        ("annual", "year"),
        ("1 MONTH", "month"),
        ("monthly", "month"),
        ("week", "week"),
        ("Per Day", "day"),
    ],
)
def test_the_provider_s_figures_and_words(stated: str, period: str) -> None:
    salary = parse_salary(salary_min=5000.0, salary_max=6000.0, currency="eur", salary_period=stated)
    assert salary == (5000, 6000, "EUR", period)


def test_hourly_figures() -> None:
    salary = parse_salary(salary_min=18.5, salary_max=22.0, currency="USD", salary_period="per-hour-wage")
    assert salary == (18.5, 22, "USD", "hour")


@pytest.mark.parametrize("period", ["Bi-weekly", "1 TIME", "NONE", "School Year", "Without Compensation"])
def test_a_period_without_a_name_here_leaves_pay_open(period: str) -> None:
    assert parse_salary(salary_min=900.0, currency="USD", salary_period=period) == NO_SALARY


@pytest.mark.parametrize(
    ("figures", "salary"),
    [
        ({"salary_min": 60_000.0, "currency": "EUR"}, (60_000, None, "EUR", "year")),
        ({"salary_min": 18.0, "currency": "EUR"}, (18, None, "EUR", None)),
        ({"salary_min": 450_000.0, "currency": "JPY"}, (450_000, None, "JPY", None)),
    ],
)
def test_without_a_period_only_a_large_amount_is_a_year_s(figures: dict[str, Any], salary: tuple[Any, ...]) -> None:
    assert parse_salary(**figures) == salary


@pytest.mark.parametrize(
    "figures",
    [
        {"salary_min": 0.0, "salary_max": 0.0, "currency": "USD"},
        {"salary_min": float("nan"), "salary_max": float("inf")},
        {"salary_min": 24.04, "currency": "USD", "salary_period": "year"},
        {"salary_min": 90_000.0, "currency": "USD", "salary_period": "hour"},
        {"salary_min": -5.0},
        {"salary_min": 0.004, "currency": "USD"},
    ],
)
def test_figures_that_cannot_be_pay_are_dropped(figures: dict[str, Any]) -> None:
    assert parse_salary(**figures) == NO_SALARY


def test_ends_typed_in_the_wrong_order_are_put_right() -> None:
    salary = parse_salary(salary_min=90_000.0, salary_max=70_000.0, currency="EUR", salary_period="year")
    assert salary == (70_000, 90_000, "EUR", "year")


def test_an_estimate_is_only_what_the_provider_calls_one() -> None:
    figures: RawFields = {"salary_min": 50_000.0, "currency": "GBP", "salary_period": "year"}
    assert parse_listing({**figures, "salary_is_estimated": True})["salary_is_estimated"] is True
    assert parse_listing(figures)["salary_is_estimated"] is None
    assert parse_listing({"salary_is_estimated": True})["salary_is_estimated"] is None


@pytest.mark.parametrize(
    ("text", "salary"),
    [
        ("$150K \u2013 $170K • Offers Equity", (150_000, 170_000, "USD", "year")),
        ("$135.4K \u2013 $159.3K • Offers Equity • $27.1K \u2013 $31.9K Bonus", (135_400, 159_300, "USD", "year")),
        ("$75.00 \u2013 $90.00 per hour", (75, 90, "USD", "hour")),
        ("$18 - $22/hr", (18, 22, "USD", "hour")),
        ("$50/hr - $60/hr", (50, 60, "USD", "hour")),
        ("USD $18.00 - USD $22.50 /Hr.", (18, 22.5, "USD", "hour")),
        ("£65K \u2013 £150K • 0.05% \u2013 0.15%", (65_000, 150_000, "GBP", "year")),
        ("CA$102.8K \u2013 CA$137K", (102_800, 137_000, "CAD", "year")),
        ("$100,000 - $120,000 CAD", (100_000, 120_000, "CAD", "year")),
        ("60.000 € bis 75.000 € pro Jahr", (60_000, 75_000, "EUR", "year")),
        ("zwischen 45.000 und 55.000 Euro brutto im Jahr", (45_000, 55_000, "EUR", "year")),
        ("Monatsgehalt 3.200 €", (3200, 3200, "EUR", "month")),
        ("1 500 € par mois", (1500, 1500, "EUR", "month")),
        ("45 000 - 50 000 € par an", (45_000, 50_000, "EUR", "year")),
        ("CHF 120'000 - 140'000", (120_000, 140_000, "CHF", "year")),
        ("₹15,00,000 - ₹20,00,000", (1_500_000, 2_000_000, "INR", "year")),
        ("120-150k€", (120_000, 150_000, "EUR", "year")),
        ("up to $90,000 per year", (None, 90_000, "USD", "year")),
        ("from £40k", (40_000, None, "GBP", "year")),
        ("$0 \u2013 $123K", (None, 123_000, "USD", "year")),
    ],
)
def test_a_pay_text_is_read(text: str, salary: tuple[Any, ...]) -> None:
    assert parse_salary(salary_text=text, places=UNITED_STATES) == salary


@pytest.mark.parametrize("text", ["$20", "competitive", "1% - 2% equity", "$5 - $6", "2023 - 2024", "$2B"])
def test_a_pay_text_that_leaves_it_open_is_left_open(text: str) -> None:
    assert parse_salary(salary_text=text, places=UNITED_STATES) == NO_SALARY


@pytest.mark.parametrize(
    ("place", "currency"),
    [
        ("Austin, TX", "USD"),
        ("Toronto", None),
        ("Sydney", "AUD"),
        ("Remote", None),
        ("Germany", None),
        ("Mexico City", None),
    ],
)
def test_a_bare_dollar_is_the_country_s_where_that_is_certain(place: str, currency: str | None) -> None:
    assert parse_salary(salary_text="$80K - $90K", places=[{"text": place}]) == (80_000, 90_000, currency, "year")
    assert parse_salary(salary_min=80_000.0, currency="$", places=[{"text": place}])[2] == currency


@pytest.mark.parametrize(
    ("text", "salary"),
    [
        ("The base salary range for this role is $150,000 - $180,000 USD per year, plus equity.", (150_000, 180_000)),
        ("Compensation\n\n$120,000 - $150,000 USD", (120_000, 150_000)),
        ("• Pay: USD 18.50 - 22.00 per hour", (18.5, 22)),
        ("You will earn US$25/hr and a meal.", (25, 25)),
        ("Salary: US$130K - US$180K base, depending on experience. We raised US$30M.", (130_000, 180_000)),
        (
            "In New York the pay range is US$120,000 - US$150,000. Elsewhere the pay range is US$100,000 - US$130,000.",
            (100_000, 150_000),
        ),
    ],
)
def test_a_plain_statement_in_the_advertisement_counts(text: str, salary: tuple[float, float]) -> None:
    assert parse_salary(text=text)[:3] == (*salary, "USD")


@pytest.mark.parametrize(
    "text",
    [
        "We raised US$30,000,000 from investors last year.",
        "A US$5,000 sign-on bonus awaits you.",
        "US$120,000 - US$150,000 OTE per year",
        "On-target earnings: US$200,000 - US$250,000",
        "An annual learning budget of US$1,500 - US$2,000.",
        "Our 401(k) matches up to US$20,000 per year.",
        "You will manage a portfolio of US$200,000 - US$400,000 per year.",
        "You sell products priced at US$5,000 - US$20,000 per year.",
        "We pay for US$90,000 deals with customers.",
        "Our customers earn a revenue of US$50,000 - US$90,000 a year.",
        "Salary plus equity worth US$50,000 - US$90,000.",
    ],
)
def test_other_money_is_not_pay(text: str) -> None:
    assert parse_salary(text=text) == NO_SALARY


def test_figures_go_before_words() -> None:
    salary = parse_salary(salary_min=50_000.0, currency="EUR", salary_period="year", salary_text="£90K", places=GERMANY)
    assert salary == (50_000, None, "EUR", "year")


def test_amounts_are_exact() -> None:
    listing = parse_listing({"salary_min": 23.08, "salary_max": 24.04, "currency": "USD", "salary_period": "hour"})
    assert (listing["salary_min"], listing["salary_max"]) == (Decimal("23.08"), Decimal("24.04"))
