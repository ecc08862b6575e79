"""Parse moments from the many ways providers write them. Impossible ones become null, never an error."""

from __future__ import annotations

import polars as pl

MOMENT_PATTERN = (
    r"^(?P<date>\d{4}-\d{2}-\d{2})"
    r"(?:[Tt ]+(?P<clock>\d{2}:\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d+))?)?"
    r"\s*(?P<zone>[Zz]|UTC|GMT|[+\-\u{2212}]\d{2}:?(?:\d{2})?)?)?$"
)
EPOCH_PATTERN = r"^\d{9,13}(?:\.0+)?$"
MAX_EPOCH_SECONDS = 100_000_000_000
MIN_YEAR, MAX_YEAR = 2000, 2100


def parse_moment(column: pl.Expr) -> pl.Expr:
    """Return UTC moments of text such as "2026-08-05T09:41:37-04:00", "2026-08-05 09:41:37 UTC" or "2026-08-05".

    A date without a clock is midnight UTC, a clock without a zone is UTC. Digits alone are an epoch: seconds below 1e11
    (which ends in the year 5138), else milliseconds. A year outside 2000 to 2100 is an error of the provider: null.
    """
    text = column.str.strip_chars()
    moment = pl.coalesce(_parse_date_text(text), _parse_epoch(text))
    return pl.when(moment.dt.year().is_between(MIN_YEAR, MAX_YEAR)).then(moment)


def _parse_date_text(text: pl.Expr) -> pl.Expr:
    groups = text.str.extract_groups(MOMENT_PATTERN).struct
    second = groups.field("second").fill_null("00")
    fraction = groups.field("fraction").fill_null("0").str.slice(0, 6).str.pad_end(6, "0")
    time_of_day = groups.field("clock").fill_null("00:00")
    iso_text = pl.concat_str(
        [groups.field("date"), pl.lit("T"), time_of_day, pl.lit(":"), second, pl.lit("."), fraction]
    )
    local_moment = iso_text.str.to_datetime("%Y-%m-%dT%H:%M:%S%.6f", time_unit="us", strict=False)
    return (local_moment - _parse_offset(groups.field("zone"))).dt.replace_time_zone("UTC")


def _parse_offset(zone: pl.Expr) -> pl.Expr:
    digits = zone.str.replace_all(r"[^0-9]", "")
    hours = digits.str.slice(0, 2).cast(pl.Int64, strict=False).fill_null(0)
    minutes = digits.str.slice(2, 2).cast(pl.Int64, strict=False).fill_null(0)
    sign = pl.when(zone.str.starts_with("+")).then(1).otherwise(-1)
    return pl.duration(minutes=sign * (hours * 60 + minutes))


def _parse_epoch(text: pl.Expr) -> pl.Expr:
    number = pl.when(text.str.contains(EPOCH_PATTERN)).then(text).cast(pl.Float64, strict=False).cast(pl.Int64)
    milliseconds = pl.when(number < MAX_EPOCH_SECONDS).then(number * 1000).otherwise(number)
    return pl.from_epoch(milliseconds, time_unit="ms").cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
