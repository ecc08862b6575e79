"""Parse what a job pays: the provider's own amounts first, else its salary text, else a plain statement in the
description.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from ingestion.parse.distinct_values import map_distinct
from ingestion.parse.salary import money
from ingestion.parse.salary.text import parse_description_salary, parse_salary_text

# Providers' words for a period, lower case without punctuation. Others (bi-weekly, school year, once) are dropped.
PERIOD_BY_WORD = {
    **dict.fromkeys(("hour", "hourly", "1 hour", "per hour", "an hour", "ph", "hr", "per hour wage"), "hour"),
    **dict.fromkeys(("day", "daily", "1 day", "per day", "a day", "pd", "per day wage"), "day"),
    **dict.fromkeys(("week", "weekly", "1 week", "per week", "a week", "per week salary"), "week"),
    **dict.fromkeys(("month", "monthly", "1 month", "per month", "a month", "per month salary"), "month"),
    **dict.fromkeys(("year", "yearly", "annual", "annually", "1 year", "per year", "a year"), "year"),
    **dict.fromkeys(("pa", "per annum", "per year salary", "annum"), "year"),
}
BOUNDS_TOLERANCE_FACTOR = 4.0
MIN_AMOUNT, MAX_AMOUNT = 0.01, 1e12
SALARY_TYPE = pl.Struct({"low": pl.Float64, "high": pl.Float64, "currency": pl.String, "period": pl.String})


def parse_salaries(batch: pl.DataFrame) -> pl.DataFrame:
    """Return salary_min, salary_max, currency, salary_period and salary_is_estimated.

    Needs `description` and `country_code` (ISO 3166). Amounts are per period in units of the currency, min ≤ max. A
    bare "$" counts as the country's dollar; without such a country the currency is null.
    """
    stated_salaries = _parse_stated_salaries(batch)
    has_stated_amounts = pl.col("stated_min").is_not_null() | pl.col("stated_max").is_not_null()
    lacks_amounts = stated_salaries.select(~has_stated_amounts).to_series()
    written_salaries = _parse_written_salaries(batch, lacks_amounts)
    return pl.concat([stated_salaries, written_salaries], how="horizontal").select(
        pl.when(has_stated_amounts).then("stated_min").otherwise("written_min").alias("salary_min"),
        pl.when(has_stated_amounts).then("stated_max").otherwise("written_max").alias("salary_max"),
        pl.when(has_stated_amounts).then("stated_currency").otherwise("written_currency").alias("currency"),
        pl.when(has_stated_amounts).then("stated_period").otherwise("written_period").alias("salary_period"),
        pl.when(has_stated_amounts).then("stated_estimated").alias("salary_is_estimated"),
    )


def _parse_stated_salaries(batch: pl.DataFrame) -> pl.DataFrame:
    """Return the provider's amounts; all null where they cannot be a salary of that period, or the period has no
    column.

    Without a word for the period, amounts of money.YEARLY_MIN_IN_FIELD and more are yearly; smaller ones have no
    period.
    """
    low, high = _clean_amount("salary_min"), _clean_amount("salary_max")
    word = pl.col("salary_period").str.to_lowercase().str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars()
    currency = _parse_currency()
    amounts = batch.select(
        pl.min_horizontal(low, high).alias("least"),
        pl.max_horizontal(low, high).alias("most"),
        low.is_null().alias("lacks_min"),
        high.is_null().alias("lacks_max"),
        currency.alias("stated_currency"),
        currency.replace_strict(money.units_per_dollar(), default=1.0, return_dtype=pl.Float64).alias("scale"),
        word.replace_strict(PERIOD_BY_WORD, default=None, return_dtype=pl.String).alias("period"),
        (word.is_not_null() & (word != "")).alias("has_period_word"),
        pl.col("salary_is_estimated").alias("stated_estimated"),
    ).with_columns(
        pl.when(pl.col("has_period_word"))
        .then("period")
        .when(pl.col("least") >= money.YEARLY_MIN_IN_FIELD * pl.col("scale"))
        .then(pl.lit("year"))
        .alias("stated_period")
    )
    is_plausible_salary = _are_amounts_plausible() & ~(pl.col("has_period_word") & pl.col("period").is_null())
    return amounts.select(
        pl.when(is_plausible_salary & ~pl.col("lacks_min")).then("least").alias("stated_min"),
        pl.when(is_plausible_salary & ~pl.col("lacks_max")).then("most").alias("stated_max"),
        "stated_currency",
        "stated_period",
        "stated_estimated",
    )


def _clean_amount(name: str) -> pl.Expr:
    """Return an amount of at least a cent: providers write 0 for "not stated"."""
    amount = pl.col(name)
    return pl.when(amount.is_finite() & (amount >= MIN_AMOUNT) & (amount < MAX_AMOUNT)).then(amount)


def _parse_currency() -> pl.Expr:
    """Return an ISO 4217 code from a code or a sign."""
    text = pl.col("currency").str.strip_chars()
    code = text.str.to_uppercase()
    sign = text.replace_strict(money.currency_by_mark(), default=None, return_dtype=pl.String)
    currency = pl.when(code.str.contains(r"^[A-Z]{3}$")).then(code).otherwise(sign)
    country = pl.col("country_code")
    local_currency = [
        pl.when(currency == sign).then(
            country.replace_strict(money.local_currencies(sign), default=None, return_dtype=pl.String)
        )
        for sign in money.BARE_SIGNS
    ]
    return pl.coalesce(*local_currency, pl.when(~currency.is_in(list(money.BARE_SIGNS))).then(currency))


def _are_amounts_plausible() -> pl.Expr:
    """Return whether amounts lie within BOUNDS_TOLERANCE_FACTOR times what is paid for work; an unknown period sets no
    bounds.
    """
    period = pl.col("stated_period")
    lowest = period.replace_strict({name: float(low) for name, (low, _) in money.AMOUNT_BOUNDS.items()}, default=0.0)
    highest = period.replace_strict(
        {name: float(high) for name, (_, high) in money.AMOUNT_BOUNDS.items()}, default=MAX_AMOUNT
    )
    scale = pl.col("scale")
    return (pl.col("least") >= lowest / BOUNDS_TOLERANCE_FACTOR * scale) & (
        pl.col("most") <= highest * BOUNDS_TOLERANCE_FACTOR * scale
    )


def _parse_written_salaries(batch: pl.DataFrame, lacks_amounts: pl.Series) -> pl.DataFrame:
    """Return salaries in words, read only where the provider states no amounts."""
    texts = batch.select(
        pl.when(lacks_amounts).then("salary_text").alias("salary_text"),
        pl.when(lacks_amounts & pl.col("description").str.contains_any(list(money.currency_by_mark()))).then(
            "description"
        ),
    )
    salaries_from_field = map_distinct(texts.get_column("salary_text"), _parse_salary_text, SALARY_TYPE).alias(
        "salaries_from_field"
    )
    salaries_from_description = map_distinct(
        texts.get_column("description"), _parse_description_salary, SALARY_TYPE
    ).alias("salaries_from_description")
    salary = pl.coalesce("salaries_from_field", "salaries_from_description").struct
    salaries = pl.DataFrame([salaries_from_field, salaries_from_description, batch.get_column("country_code")]).select(
        salary.field("low").alias("written_min"),
        salary.field("high").alias("written_max"),
        salary.field("currency").alias("mark"),
        salary.field("period").alias("written_period"),
        "country_code",
    )
    currencies = [
        money.resolve_currency(mark, country) for mark, country in salaries.select("mark", "country_code").iter_rows()
    ]
    return salaries.with_columns(pl.Series("written_currency", currencies, dtype=pl.String)).drop(
        "mark", "country_code"
    )


def _parse_salary_text(text: str) -> dict[str, Any] | None:
    salary = parse_salary_text(text)
    return salary._asdict() if salary else None


def _parse_description_salary(text: str) -> dict[str, Any] | None:
    salary = parse_description_salary(text)
    return salary._asdict() if salary else None
