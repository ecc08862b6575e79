"""What a job pays: the provider's own figures first, else its pay text, else a plain statement in the advertisement."""

from __future__ import annotations

from typing import Any

import polars as pl

from ingestion.parse import money
from ingestion.parse.distinct import each
from ingestion.parse.pay_text import in_description, in_pay_words

# Providers' words for a period, lower case without punctuation. Others (bi-weekly, school year, once) have no column.
PERIODS = {
    **dict.fromkeys(("hour", "hourly", "1 hour", "per hour", "an hour", "ph", "hr", "per hour wage"), "hour"),
    **dict.fromkeys(("day", "daily", "1 day", "per day", "a day", "pd", "per day wage"), "day"),
    **dict.fromkeys(("week", "weekly", "1 week", "per week", "a week", "per week salary"), "week"),
    **dict.fromkeys(("month", "monthly", "1 month", "per month", "a month", "per month salary"), "month"),
    **dict.fromkeys(("year", "yearly", "annual", "annually", "1 year", "per year", "a year"), "year"),
    **dict.fromkeys(("pa", "per annum", "per year salary", "annum"), "year"),
}
LOOSER = 4.0
CENT, BEYOND = 0.01, 1e12
PAY = pl.Struct({"low": pl.Float64, "high": pl.Float64, "currency": pl.String, "period": pl.String})


def columns(batch: pl.DataFrame) -> pl.DataFrame:
    """Columns salary_min, salary_max, currency, salary_period and salary_is_estimated.

    Needs `description` and `country_code` (ISO 3166). Amounts are per period in units of the currency, min ≤ max. A
    bare "$" counts as the country's dollar, without such a country the currency is null.
    """
    told = _structured(batch)
    paid = pl.col("told_min").is_not_null() | pl.col("told_max").is_not_null()
    silent = told.select(~paid).to_series()
    said = _said(batch, silent)
    return pl.concat([told, said], how="horizontal").select(
        pl.when(paid).then("told_min").otherwise("said_min").alias("salary_min"),
        pl.when(paid).then("told_max").otherwise("said_max").alias("salary_max"),
        pl.when(paid).then("told_currency").otherwise("said_currency").alias("currency"),
        pl.when(paid).then("told_period").otherwise("said_period").alias("salary_period"),
        pl.when(paid).then("told_estimated").alias("salary_is_estimated"),
    )


def _structured(batch: pl.DataFrame) -> pl.DataFrame:
    """The provider's figures; all null where they cannot be pay of that period, or the period has no column.

    Without a word for the period, amounts of money.SURELY_PAY and more are a year's; smaller ones keep none.
    """
    low, high = _amount("salary_min"), _amount("salary_max")
    word = pl.col("salary_period").str.to_lowercase().str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars()
    currency = _currency()
    figures = batch.select(
        pl.min_horizontal(low, high).alias("least"),
        pl.max_horizontal(low, high).alias("most"),
        low.is_null().alias("from_open"),
        high.is_null().alias("to_open"),
        currency.alias("told_currency"),
        currency.replace_strict(money.per_dollar(), default=1.0, return_dtype=pl.Float64).alias("scale"),
        word.replace_strict(PERIODS, default=None, return_dtype=pl.String).alias("named"),
        (word.is_not_null() & (word != "")).alias("worded"),
        pl.col("salary_is_estimated").alias("told_estimated"),
    ).with_columns(
        pl.when(pl.col("worded"))
        .then("named")
        .when(pl.col("least") >= money.SURELY_PAY * pl.col("scale"))
        .then(pl.lit("year"))
        .alias("told_period")
    )
    sane = _sane() & ~(pl.col("worded") & pl.col("named").is_null())
    return figures.select(
        pl.when(sane & ~pl.col("from_open")).then("least").alias("told_min"),
        pl.when(sane & ~pl.col("to_open")).then("most").alias("told_max"),
        "told_currency",
        "told_period",
        "told_estimated",
    )


def _amount(name: str) -> pl.Expr:
    """An amount of at least a cent: providers write 0 for "not stated"."""
    amount = pl.col(name)
    return pl.when(amount.is_finite() & (amount >= CENT) & (amount < BEYOND)).then(amount)


def _currency() -> pl.Expr:
    """An ISO 4217 code from a code or a sign."""
    text = pl.col("currency").str.strip_chars()
    code = text.str.to_uppercase()
    sign = text.replace_strict(money.currencies(), default=None, return_dtype=pl.String)
    named = pl.when(code.str.contains(r"^[A-Z]{3}$")).then(code).otherwise(sign)
    country = pl.col("country_code")
    local = [
        pl.when(named == sign).then(country.replace_strict(money.local(sign), default=None, return_dtype=pl.String))
        for sign in money.SIGNS
    ]
    return pl.coalesce(*local, pl.when(~named.is_in(list(money.SIGNS))).then(named))


def _sane() -> pl.Expr:
    """Within LOOSER times what is paid for work; a period that is not known sets no bounds."""
    period = pl.col("told_period")
    least = period.replace_strict({name: float(low) for name, (low, _) in money.BOUNDS.items()}, default=0.0)
    most = period.replace_strict({name: float(high) for name, (_, high) in money.BOUNDS.items()}, default=BEYOND)
    scale = pl.col("scale")
    return (pl.col("least") >= least / LOOSER * scale) & (pl.col("most") <= most * LOOSER * scale)


def _said(batch: pl.DataFrame, silent: pl.Series) -> pl.DataFrame:
    """Pay in words, read only where the provider gives no figures."""
    texts = batch.select(
        pl.when(silent).then("salary_text").alias("salary_text"),
        pl.when(silent & pl.col("description").str.contains_any(list(money.currencies()))).then("description"),
    )
    field = each(texts.get_column("salary_text"), _in_pay_words, PAY).alias("field")
    prose = each(texts.get_column("description"), _in_description, PAY).alias("prose")
    part = pl.coalesce("field", "prose").struct
    said = pl.DataFrame([field, prose, batch.get_column("country_code")]).select(
        part.field("low").alias("said_min"),
        part.field("high").alias("said_max"),
        part.field("currency").alias("mark"),
        part.field("period").alias("said_period"),
        "country_code",
    )
    settled = [money.settled(mark, country) for mark, country in said.select("mark", "country_code").iter_rows()]
    return said.with_columns(pl.Series("said_currency", settled, dtype=pl.String)).drop("mark", "country_code")


def _in_pay_words(text: str) -> dict[str, Any] | None:
    pay = in_pay_words(text)
    return pay._asdict() if pay else None


def _in_description(text: str) -> dict[str, Any] | None:
    pay = in_description(text)
    return pay._asdict() if pay else None
