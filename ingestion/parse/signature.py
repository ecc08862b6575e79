"""Build the signature by which one job on two boards is recognised: title, company and place, normalised with care. No
other field.

Merging two different jobs is worse than showing one job twice, so only what never tells jobs apart is dropped.
"""

from __future__ import annotations

import hashlib

import polars as pl

from ingestion.parse.distinct_values import map_distinct

GENDER_MARKER_PATTERN = (
    r"[(\[{]\s*(?:(?:[mwfdxhg]|div|inter|gn|all)\s*[/|,*\-.]\s*){1,4}(?:[mwfdxhg]|div|divers|inter|gn|all)\s*[)\]}]"
    r"|[(\[{]\s*(?:all genders?|gn|x|alle geschlechter|any gender|she/he/they|they/she/he)\s*[)\]}]"
    r"|(?:^|\s)(?:(?:[mwfdx]\s?/\s?){2}[mwfdx]|h/f|f/h|m/f|m/w)(?:\s|$)"
)
TRAILING_NUMBER_PATTERN = (
    r"\s*[-\x{2013}\x{2014}|,]?\s*[(\[]?\s*(?:(?:job|req|requisition|ref|reference|posting|vacancy|kennziffer)\.?"
    r"\s*(?:id|no|nr|number|code)?\.?\s*[:#]?\s*|#|jr|r|req)[-_]?\d{3,}[\d/_-]*\s*[)\]]?\s*$"
)
SIGNATURE_SEPARATOR = "\x1f"


def build_signatures(batch: pl.DataFrame) -> pl.DataFrame:
    """Return signature_title, signature_location and signature_hash.

    Remote work is part of the place: one title at one company exists remote and on site, and these are two jobs.
    """
    remote = pl.when(pl.col("is_remote")).then(pl.lit("remote"))
    parts = batch.select(
        normalize_titles(pl.col("title")).alias("signature_title"),
        pl.concat_str([remote, normalize_places(pl.col("signature_location"))], separator=" ", ignore_nulls=True)
        .replace("", None)
        .alias("signature_location"),
        "company_clean_name",
    )
    return parts.with_columns(hash_signatures(parts)).drop("company_clean_name")


def normalize_titles(title: pl.Expr) -> pl.Expr:
    """Return lower case without "(m/w/d)" and the like, a trailing requisition number and punctuation; never empty."""
    text = title.str.normalize("NFKC").str.to_lowercase()
    shortened_titles = text.str.replace_all(GENDER_MARKER_PATTERN, " ").str.replace(TRAILING_NUMBER_PATTERN, " ")
    return pl.coalesce(_keep_words(shortened_titles), _keep_words(text), text)


def normalize_places(places: pl.Expr) -> pl.Expr:
    """Return lower case without punctuation, from places written out with their parts joined by commas."""
    return _keep_words(places.str.normalize("NFKC").str.to_lowercase())


def hash_signatures(parts: pl.DataFrame) -> pl.Series:
    """Return 32 hex digits of BLAKE2b over signature_title, company_clean_name and signature_location.

    Null without a company: the same title of two unnamed employers is not one job. An unknown place counts as empty.
    """
    joined_parts = parts.select(
        pl.concat_str(
            ["signature_title", "company_clean_name", pl.col("signature_location").fill_null("")],
            separator=SIGNATURE_SEPARATOR,
        )
    ).to_series()
    return map_distinct(joined_parts, _hash_text, pl.String).alias("signature_hash")


def _keep_words(text: pl.Expr) -> pl.Expr:
    """Return letters, digits, "+" and "#" (C++ is not C), separated by single spaces; null when nothing is left."""
    words = text.str.replace_all(r"['\x{2019}]", "").str.replace_all(r"[^\p{L}\p{M}\p{N}+#]+", " ").str.strip_chars()
    return pl.when(words != "").then(words)


def _hash_text(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
