"""Moments from the many ways providers write them. Impossible ones become null, never an error."""

from __future__ import annotations

import polars as pl

MOMENT = (
    r"^(?P<date>\d{4}-\d{2}-\d{2})"
    r"(?:[Tt ]+(?P<clock>\d{2}:\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d+))?)?"
    r"\s*(?P<zone>[Zz]|UTC|GMT|[+\-\u{2212}]\d{2}:?(?:\d{2})?)?)?$"
)
EPOCH = r"^\d{9,13}(?:\.0+)?$"
SECONDS_END = 100_000_000_000
FIRST_YEAR, LAST_YEAR = 2000, 2100


def moment(column: pl.Expr) -> pl.Expr:
    """UTC moments of text such as "2026-08-05T09:41:37-04:00", "2026-08-05 09:41:37 UTC" or "2026-08-05".

    A date without a clock is midnight UTC, a clock without a zone is UTC. Digits alone are an epoch: seconds below
    1e11 (which ends in the year 5138), else milliseconds. A year outside 2000 to 2100 is a slip: null.
    """
    text = column.str.strip_chars()
    found = pl.coalesce(_written(text), _epoch(text))
    return pl.when(found.dt.year().is_between(FIRST_YEAR, LAST_YEAR)).then(found)


def _written(text: pl.Expr) -> pl.Expr:
    part = text.str.extract_groups(MOMENT).struct
    second = part.field("second").fill_null("00")
    fraction = part.field("fraction").fill_null("0").str.slice(0, 6).str.pad_end(6, "0")
    clock = part.field("clock").fill_null("00:00")
    stamp = pl.concat_str([part.field("date"), pl.lit("T"), clock, pl.lit(":"), second, pl.lit("."), fraction])
    local = stamp.str.to_datetime("%Y-%m-%dT%H:%M:%S%.6f", time_unit="us", strict=False)
    return (local - _offset(part.field("zone"))).dt.replace_time_zone("UTC")


def _offset(zone: pl.Expr) -> pl.Expr:
    digits = zone.str.replace_all(r"[^0-9]", "")
    hours = digits.str.slice(0, 2).cast(pl.Int64, strict=False).fill_null(0)
    minutes = digits.str.slice(2, 2).cast(pl.Int64, strict=False).fill_null(0)
    east = pl.when(zone.str.starts_with("+")).then(1).otherwise(-1)
    return pl.duration(minutes=east * (hours * 60 + minutes))


def _epoch(text: pl.Expr) -> pl.Expr:
    number = pl.when(text.str.contains(EPOCH)).then(text).cast(pl.Float64, strict=False).cast(pl.Int64)
    milliseconds = pl.when(number < SECONDS_END).then(number * 1000).otherwise(number)
    return pl.from_epoch(milliseconds, time_unit="ms").cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
