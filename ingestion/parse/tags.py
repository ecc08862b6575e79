"""Build the tags of a listing: skills it names, and the provider's own department and categories. Skills are found in
`skills`.

Confidence: 1.0 for what the provider states, 0.95 for a skill in the title, 0.8 for a skill in the text.
"""

from __future__ import annotations

import polars as pl

from ingestion.parse import skills
from ingestion.parse.short_text import clean_short_text

STATED_CONFIDENCE, TITLE_CONFIDENCE, TEXT_CONFIDENCE = 1.0, 0.95, 0.8
SKILL_SOURCE = "vocabulary"
DEFAULT_SOURCE = "provider"
MAX_TAG_NAME_LENGTH = 120
TYPE_ORDER = {"department": 0, "category": 1, "skill": 2}


def build_tags(batch: pl.DataFrame) -> pl.Series:
    """Return JSON lists of {"name", "type", "confidence", "source"}: department, categories, then skills, most
    confident first.

    `source` is the provider's code for what it states and SKILL_SOURCE for skills. No tag appears twice.
    """
    rows = batch.select("title", "description", "department", "categories", "source_code").with_row_index("row")
    tag_source = pl.coalesce("source_code", pl.lit(DEFAULT_SOURCE))
    departments = rows.select(
        "row", name="department", type=pl.lit("department"), confidence=STATED_CONFIDENCE, source=tag_source
    )
    categories = rows.select(
        "row", name="categories", type=pl.lit("category"), confidence=STATED_CONFIDENCE, source=tag_source
    )
    all_tags = pl.concat(
        [
            departments,
            categories.explode("name").with_columns(clean_short_text(pl.col("name"))),
            _build_skill_rows(rows, "title", TITLE_CONFIDENCE),
            _build_skill_rows(rows, "description", TEXT_CONFIDENCE),
        ]
    )
    return _encode_tags(all_tags, rows.height)


def _build_skill_rows(rows: pl.DataFrame, column: str, confidence: float) -> pl.DataFrame:
    """Return one row per skill in a column; equal texts are searched once."""
    texts = rows.select(column).unique().drop_nulls()
    skills_by_text = texts.with_columns(skills.find_skills(pl.col(column)).alias("name")).explode("name").drop_nulls()
    skill_rows = rows.select("row", column).join(skills_by_text, on=column, how="inner")
    return skill_rows.select("row", "name", type=pl.lit("skill"), confidence=confidence, source=pl.lit(SKILL_SOURCE))


def _encode_tags(all_tags: pl.DataFrame, row_count: int) -> pl.Series:
    type_order = pl.col("type").replace_strict(TYPE_ORDER, return_dtype=pl.Int8)
    unique_tags = (
        all_tags.filter(pl.col("name").is_not_null() & (pl.col("name").str.len_chars() <= MAX_TAG_NAME_LENGTH))
        .sort("row", type_order, pl.col("confidence"), "name", descending=[False, False, True, False])
        .unique(["row", "name", "type"], keep="first", maintain_order=True)
    )
    tag_json = pl.struct("name", "type", "confidence", "source").struct.json_encode()
    tag_lists = unique_tags.group_by("row", maintain_order=True).agg(tag_json.alias("tags"))
    tag_arrays = tag_lists.select("row", tags=pl.lit("[") + pl.col("tags").list.join(",") + pl.lit("]"))
    all_rows = pl.DataFrame({"row": pl.int_range(row_count, dtype=pl.UInt32, eager=True)})
    return all_rows.join(tag_arrays, on="row", how="left", maintain_order="left").get_column("tags").fill_null("[]")
