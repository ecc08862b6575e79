"""An employer's name: as shown, and as compared (database.company_names)."""

from __future__ import annotations

import polars as pl

from database.company_names import clean_name
from database.identity import company_id
from ingestion.parse.distinct import each
from ingestion.parse.wording import clean

WEBSITE = r"^(?:https?://)?(?:[\w-]+\.)+[a-zA-Z]{2,}(?:[/?#:]\S*)?$"


def columns(batch: pl.DataFrame) -> pl.DataFrame:
    """Columns company_name (the provider's, else the board's), company_clean_name, company_id, company_website."""
    name = clean(pl.coalesce(clean(pl.col("company")), pl.col("board_name")))
    website = clean(pl.col("company_website"))
    named = batch.select(
        name.alias("company_name"),
        pl.when(website.str.contains(WEBSITE)).then(website).alias("company_website"),
    )
    cleaned = each(named.get_column("company_name"), clean_name, pl.String).alias("company_clean_name")
    identity = each(cleaned, lambda known: str(company_id(known)), pl.String).alias("company_id")
    return named.with_columns(cleaned, identity)
