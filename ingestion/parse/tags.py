"""Tags of a listing: skills named in it, and the provider's own department and categories.

Confidence: 1.0 what the provider states, 0.95 a skill in the title, 0.8 a skill in the text.
"""

from __future__ import annotations

import polars as pl

from ingestion.parse import skills
from ingestion.parse.wording import clean

STATED, IN_TITLE, IN_TEXT = 1.0, 0.95, 0.8
FOUND_BY = "vocabulary"
FALLBACK = "provider"
LONGEST = 120
TYPES = {"department": 0, "category": 1, "skill": 2}


def tags(batch: pl.DataFrame) -> pl.Series:
    """JSON lists of {"name", "type", "confidence", "source"}: department, categories, then skills, surest first.

    `source` is the provider's code for what it states and FOUND_BY for skills. No tag is there twice.
    """
    rows = batch.select("title", "description", "department", "categories", "source_code").with_row_index("row")
    stated = pl.coalesce("source_code", pl.lit(FALLBACK))
    departments = rows.select("row", name="department", type=pl.lit("department"), confidence=STATED, source=stated)
    categories = rows.select("row", name="categories", type=pl.lit("category"), confidence=STATED, source=stated)
    every = pl.concat(
        [
            departments,
            categories.explode("name").with_columns(clean(pl.col("name"))),
            _skills(rows, "title", IN_TITLE),
            _skills(rows, "description", IN_TEXT),
        ]
    )
    return _as_json(every, rows.height)


def _skills(rows: pl.DataFrame, column: str, confidence: float) -> pl.DataFrame:
    """One row per skill in a column; equal texts are searched once."""
    texts = rows.select(column).unique().drop_nulls()
    named = texts.with_columns(skills.found(pl.col(column)).alias("name")).explode("name").drop_nulls()
    found = rows.select("row", column).join(named, on=column, how="inner")
    return found.select("row", "name", type=pl.lit("skill"), confidence=confidence, source=pl.lit(FOUND_BY))


def _as_json(every: pl.DataFrame, height: int) -> pl.Series:
    order = pl.col("type").replace_strict(TYPES, return_dtype=pl.Int8)
    kept = (
        every.filter(pl.col("name").is_not_null() & (pl.col("name").str.len_chars() <= LONGEST))
        .sort("row", order, pl.col("confidence"), "name", descending=[False, False, True, False])
        .unique(["row", "name", "type"], keep="first", maintain_order=True)
    )
    one = pl.struct("name", "type", "confidence", "source").struct.json_encode()
    lists = kept.group_by("row", maintain_order=True).agg(one.alias("tags"))
    joined = lists.select("row", tags=pl.lit("[") + pl.col("tags").list.join(",") + pl.lit("]"))
    rows = pl.DataFrame({"row": pl.int_range(height, dtype=pl.UInt32, eager=True)})
    return rows.join(joined, on="row", how="left", maintain_order="left").get_column("tags").fill_null("[]")
