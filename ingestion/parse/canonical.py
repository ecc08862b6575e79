"""From a provider's raw fields to the canonical listing: the order of the parsers, and nothing else.

Pure: columns in, columns out. What no parser can tell stays null.
"""

from __future__ import annotations

import polars as pl

from ingestion.parse import dates
from ingestion.parse.schema import OUTPUT, ParseRejected
from ingestion.parse.schema import frame as frame
from ingestion.parse.wording import clean

PARSER_VERSION = 1


def canonical(batch: pl.DataFrame) -> tuple[pl.DataFrame, list[ParseRejected]]:
    """The parsed columns of staging.listings (`schema.OUTPUT`) for a batch made by `schema.frame`.

    Row order is kept and no row depends on another. Rows without a title come back as rejected instead.
    """
    titled = batch.with_columns(clean(pl.col("title")))
    rejected = [
        ParseRejected(listing_id, payload_hash, "no title")
        for listing_id, payload_hash in titled.filter(pl.col("title").is_null())
        .select("listing_id", "payload_hash")
        .iter_rows()
    ]
    listings = titled.filter(pl.col("title").is_not_null()).with_columns(
        pl.lit(PARSER_VERSION, pl.Int32).alias("parser_version"),
        clean(pl.col("url")).alias("url"),
        dates.moment(pl.col("posted_at")).alias("posted_at"),
        dates.moment(pl.col("expires_at")).alias("expires_at"),
        clean(pl.col("requisition_key")).alias("requisition_key"),
        clean(pl.col("department")).alias("department"),
        pl.lit("[]").alias("tags"),
    )
    missing = [pl.lit(None).alias(name) for name in OUTPUT.names() if name not in listings.columns]
    return listings.with_columns(missing).select(pl.col(name).cast(dtype) for name, dtype in OUTPUT.items()), rejected
