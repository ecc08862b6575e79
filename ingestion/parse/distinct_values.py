"""Run a per-value function once per distinct value, for what column expressions cannot express. No parsing."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl


def map_distinct(
    column: pl.Series,
    function: Callable[[str], object],
    dtype: pl.DataType | type[pl.DataType],
) -> pl.Series:
    """Return the column with `function` applied once to every distinct text in it; null stays null."""
    values = column.drop_nulls().unique(maintain_order=True)
    if values.is_empty():
        return pl.Series(column.name, [None] * len(column), dtype=dtype)
    results = pl.Series([function(value) for value in values.to_list()], dtype=dtype)
    position = column.replace_strict(values, pl.int_range(len(values), eager=True), default=None, return_dtype=pl.Int64)
    return results.gather(position).alias(column.name)
