"""Parse an employer's name, as shown and as compared (database.company_names), and its website. No other field."""

from __future__ import annotations

import polars as pl

from database.company_names import clean_name
from database.identity import company_id
from ingestion.parse.distinct_values import map_distinct
from ingestion.parse.short_text import clean_short_text

WEBSITE_PATTERN = r"^(?:https?://)?(?:[\w-]+\.)+[a-zA-Z]{2,}(?:[/?#:]\S*)?$"


def parse_companies(batch: pl.DataFrame) -> pl.DataFrame:
    """Return company_name (the provider's, else the board's), company_clean_name, company_id and company_website."""
    name = clean_short_text(pl.coalesce(clean_short_text(pl.col("company")), pl.col("board_name")))
    website = clean_short_text(pl.col("company_website"))
    companies = batch.select(
        name.alias("company_name"),
        pl.when(website.str.contains(WEBSITE_PATTERN)).then(website).alias("company_website"),
    )
    clean_names = map_distinct(companies.get_column("company_name"), clean_name, pl.String).alias("company_clean_name")
    company_ids = map_distinct(
        clean_names, lambda clean_company_name: str(company_id(clean_company_name)), pl.String
    ).alias("company_id")
    return companies.with_columns(clean_names, company_ids)
