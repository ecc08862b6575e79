"""From a provider's raw fields to the canonical listing: the order of the parsers, and nothing else.

Pure: columns in, columns out. What no parser can tell stays null.
"""

from __future__ import annotations

import polars as pl

from ingestion.parse import company, dates, document, language, location, pay, signature, tags, work
from ingestion.parse.schema import OUTPUT, ParseRejected
from ingestion.parse.wording import clean

PARSER_VERSION = 1


def canonical(batch: pl.DataFrame) -> tuple[pl.DataFrame, list[ParseRejected]]:
    """Parse a batch made by `schema.frame` into the parsed columns of staging.listings (`schema.OUTPUT`).

    Row order is kept and no row depends on another. Rows without a title come back as rejected instead.
    """
    titled = batch.with_columns(clean(pl.col("title")))
    without = titled.filter(pl.col("title").is_null()).select("listing_id", "payload_hash")
    rejected = [ParseRejected(listing_id, payload_hash, "no title") for listing_id, payload_hash in without.iter_rows()]
    listings = titled.filter(pl.col("title").is_not_null())
    for parse in (_short_texts, company.columns, document.documents, location.columns, pay.columns, _work, _language):
        listings = listings.with_columns(parse(listings))
    listings = listings.with_columns(signature.columns(listings)).with_columns(location.identity(listings))
    listings = listings.with_columns(tags.tags(listings), pl.lit(PARSER_VERSION).alias("parser_version"))
    return listings.select(pl.col(name).cast(dtype) for name, dtype in OUTPUT.items()), rejected


def _short_texts(batch: pl.DataFrame) -> pl.DataFrame:
    return batch.select(
        clean(pl.col("url")),
        clean(pl.col("department")),
        clean(pl.col("requisition_key")),
        dates.moment(pl.col("posted_at")).alias("posted_at"),
        dates.moment(pl.col("expires_at")).alias("expires_at"),
    )


def _work(batch: pl.DataFrame) -> pl.DataFrame:
    workplace = batch.select(
        work.workplace_type(pl.col("description")).alias("workplace_type"),
        work.employment_type().alias("employment_type"),
        work.experience_level().alias("experience_level"),
    )
    return workplace.with_columns((pl.col("workplace_type") == "remote").alias("is_remote"))


def _language(batch: pl.DataFrame) -> pl.DataFrame:
    return language.language(batch.get_column("description"), batch.get_column("language")).to_frame()
