"""Parse workplace, employment type and experience level. High precision: what is not stated stays null.

Each is decided by the provider's own word first, then by the title; the workplace also by places and plain statements
in the text. The patterns are in `vocabulary/job_attributes.toml`.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from ingestion.vocabulary import load_vocabulary

# A Unicode word boundary makes the engine fifteen times slower on text with a single "é" in it.
ASCII_WORD_EDGE_PATTERN = r"(?-u:\b)"
SPECIFIC_EMPLOYMENT_TYPES = ["internship", "temporary", "contract"]


def parse_workplace_type(text: pl.Expr) -> pl.Expr:
    """Return on_site, hybrid or remote from the columns workplace, is_remote, title, `text` (the description) and
    places.

    "Hybrid" in a place's text beats the provider's remote flag, which many employers set for hybrid work, too. Where
    the provider says "not remote", title and text cannot override it.
    """
    remote_flag = pl.col("is_remote")
    value_from_provider = _match_first(_get_patterns("workplace", "provider"), _lowercase(pl.col("workplace")))
    value_from_place = _match_unambiguous(_get_patterns("workplace", "place"), _lowercase(join_place_text()))
    value_from_text = pl.coalesce(
        _match_unambiguous(_get_patterns("workplace", "title"), _lowercase(pl.col("title"))),
        _match_unambiguous(_get_patterns("workplace", "text"), _lowercase(text)),
    )
    is_remote_work_denied = (~remote_flag).fill_null(value=False) & (value_from_text == "remote")
    allowed_value_from_text = pl.when(~is_remote_work_denied).then(value_from_text)
    return pl.coalesce(
        value_from_provider, value_from_place, pl.when(remote_flag).then(pl.lit("remote")), allowed_value_from_text
    )


def join_place_text() -> pl.Expr:
    """Return all words the provider gives for the first place as one text."""
    first = pl.col("places").list.first().struct
    return pl.concat_str([first.field("text"), first.field("city")], separator=" ", ignore_nulls=True)


def parse_employment_type() -> pl.Expr:
    """Return full_time, part_time, contract, temporary or internship from the columns employment and title.

    The more specific word wins, within one text and between the two: a full-time internship is an internship, also
    where the provider says "full-time" and only the title "intern". "Permanent" and "regular" say nothing about hours:
    null.
    """
    value_from_provider = _match_first(_get_patterns("employment", "provider"), _lowercase(pl.col("employment")))
    value_from_title = _match_first(_get_patterns("employment", "title"), _lowercase(pl.col("title")))
    specific_types = [
        pl.when(value.is_in(SPECIFIC_EMPLOYMENT_TYPES)).then(value) for value in (value_from_provider, value_from_title)
    ]
    return pl.coalesce(*specific_types, value_from_provider, value_from_title)


def parse_experience_level() -> pl.Expr:
    """Return intern, entry, mid, senior, lead or executive from the columns level and title.

    A provider's coarse word ("Mid-Senior", "Experienced") gives way to the title. Contradicting words give null. A bare
    "Associate", "Manager", "II" or "III" in a title is no level; a provider's own "Manager" is a lead.
    """
    value_from_provider = _match_first(_get_patterns("level", "provider"), _lowercase(pl.col("level")))
    value_from_title = _match_first(_get_patterns("level", "title"), _lowercase(pl.col("title")))
    title_level = pl.when(value_from_title != "contradiction").then(value_from_title.replace("leads", "lead"))
    return pl.coalesce(
        pl.when(value_from_provider != "coarse").then(value_from_provider),
        title_level,
        pl.when(value_from_provider == "coarse").then(pl.lit("mid")),
    )


def _lowercase(column: pl.Expr) -> pl.Expr:
    return column.str.to_lowercase()


def _match_first(patterns: dict[str, str], text: pl.Expr) -> pl.Expr:
    """Return the first value whose pattern matches after the ignored phrases are removed."""
    if "ignored" in patterns:
        text = text.str.replace_all(patterns["ignored"], " ")
    return pl.coalesce(
        pl.when(text.str.contains(pattern)).then(pl.lit(value))
        for value, pattern in patterns.items()
        if value != "ignored"
    )


def _match_unambiguous(patterns: dict[str, str], text: pl.Expr) -> pl.Expr:
    """Return the only value whose pattern matches; two matches contradict each other: null."""
    matches_by_value = {value: text.str.contains(pattern).fill_null(value=False) for value, pattern in patterns.items()}
    is_only_match = pl.sum_horizontal(is_match.cast(pl.Int8) for is_match in matches_by_value.values()) == 1
    return pl.when(is_only_match).then(
        pl.coalesce(pl.when(is_match).then(pl.lit(value)) for value, is_match in matches_by_value.items())
    )


def _get_patterns(subject: str, field: str) -> dict[str, str]:
    return _load_patterns()[subject][field]


@cache
def _load_patterns() -> dict[str, dict[str, dict[str, str]]]:
    """Return patterns by value: the alternatives of the file joined into one regular expression."""
    return {
        subject: {
            field: {
                value: "|".join(alternatives).replace(r"\b", ASCII_WORD_EDGE_PATTERN)
                for value, alternatives in values.items()
            }
            for field, values in fields.items()
        }
        for subject, fields in load_vocabulary("job_attributes").items()
    }
