"""Per-value functions run once per distinct value. For what column expressions cannot say."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl


def each(
    column: pl.Series,
    function: Callable[[str], object],
    dtype: pl.DataType | type[pl.DataType],
) -> pl.Series:
    """The column with `function` applied to every distinct text in it; null stays null."""
    distinct = column.drop_nulls().unique(maintain_order=True)
    if distinct.is_empty():
        return pl.Series(column.name, [None] * len(column), dtype=dtype)
    answers = pl.Series([function(value) for value in distinct.to_list()], dtype=dtype)
    position = column.replace_strict(
        distinct, pl.int_range(len(distinct), eager=True), default=None, return_dtype=pl.Int64
    )
    return answers.gather(position).alias(column.name)
