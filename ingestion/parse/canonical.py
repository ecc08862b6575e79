"""Turn providers' raw fields into canonical listings: the order of the parsers, and nothing else.

Pure: columns in, columns out. What no parser can tell stays null.
"""

from __future__ import annotations

import polars as pl

from ingestion.parse import company, dates, description, job_attributes, language, signature, tags
from ingestion.parse.location.columns import build_location_ids, parse_locations
from ingestion.parse.salary.columns import parse_salaries
from ingestion.parse.schema import OUTPUT_SCHEMA, RejectedVersion
from ingestion.parse.short_text import clean_short_text

PARSER_VERSION = 1


def parse_postings(batch: pl.DataFrame) -> tuple[pl.DataFrame, list[RejectedVersion]]:
    """Parse a batch made by `schema.build_input` into the parsed columns of staging.listings (`schema.OUTPUT_SCHEMA`).

    Row order is kept and no row depends on another. Rows without a title are returned as rejected instead.
    """
    cleaned_postings = batch.with_columns(clean_short_text(pl.col("title")))
    untitled_postings = cleaned_postings.filter(pl.col("title").is_null()).select("listing_id", "payload_hash")
    rejected = [
        RejectedVersion(listing_id, payload_hash, "no title")
        for listing_id, payload_hash in untitled_postings.iter_rows()
    ]
    listings = cleaned_postings.filter(pl.col("title").is_not_null())
    for parse_columns in (
        _parse_short_texts,
        company.parse_companies,
        description.parse_descriptions,
        parse_locations,
        parse_salaries,
        _parse_job_attributes,
        _parse_language,
    ):
        listings = listings.with_columns(parse_columns(listings))
    listings = listings.with_columns(signature.build_signatures(listings)).with_columns(build_location_ids(listings))
    listings = listings.with_columns(tags.build_tags(listings), pl.lit(PARSER_VERSION).alias("parser_version"))
    return listings.select(pl.col(name).cast(dtype) for name, dtype in OUTPUT_SCHEMA.items()), rejected


def _parse_short_texts(batch: pl.DataFrame) -> pl.DataFrame:
    return batch.select(
        clean_short_text(pl.col("url")),
        clean_short_text(pl.col("department")),
        clean_short_text(pl.col("requisition_key")),
        dates.parse_moment(pl.col("posted_at")).alias("posted_at"),
        dates.parse_moment(pl.col("expires_at")).alias("expires_at"),
    )


def _parse_job_attributes(batch: pl.DataFrame) -> pl.DataFrame:
    workplace = batch.select(
        job_attributes.parse_workplace_type(pl.col("description")).alias("workplace_type"),
        job_attributes.parse_employment_type().alias("employment_type"),
        job_attributes.parse_experience_level().alias("experience_level"),
    )
    return workplace.with_columns((pl.col("workplace_type") == "remote").alias("is_remote"))


def _parse_language(batch: pl.DataFrame) -> pl.DataFrame:
    return language.parse_languages(batch.get_column("description"), batch.get_column("language")).to_frame()
