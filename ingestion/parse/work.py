"""How the work is done: workplace, employment type, experience level. High precision; what is not said stays null.

Each is decided by the provider's own word first, then by the title, the workplace also by places and plain statements
in the text. The words are in `vocabulary/work.toml`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import polars as pl

# A word's edge by Unicode's rules makes the engine fifteen times slower on text with a single "é" in it.
ASCII_EDGE = r"(?-u:\b)"
NARROW = ["internship", "temporary", "contract"]
WORDS = Path(__file__).parent.parent / "vocabulary" / "work.toml"


def workplace_type(text: pl.Expr) -> pl.Expr:
    """on_site, hybrid or remote from columns workplace, is_remote, title, `text` (the description) and places.

    "Hybrid" in a place's text beats the provider's remote flag, which many employers set for hybrid work, too. Where
    the provider says "not remote", title and text cannot say otherwise.
    """
    flag = pl.col("is_remote")
    word = _first(_words("workplace", "provider"), _lower(pl.col("workplace")))
    place = _only(_words("workplace", "place"), _lower(place_text()))
    said = pl.coalesce(
        _only(_words("workplace", "title"), _lower(pl.col("title"))),
        _only(_words("workplace", "text"), _lower(text)),
    )
    allowed = pl.when(~((flag == False).fill_null(value=False) & (said == "remote"))).then(said)  # noqa: E712
    return pl.coalesce(word, place, pl.when(flag).then(pl.lit("remote")), allowed)


def place_text() -> pl.Expr:
    """All words the provider gives for the first place, in one text."""
    first = pl.col("places").list.first().struct
    return pl.concat_str([first.field("text"), first.field("city")], separator=" ", ignore_nulls=True)


def employment_type() -> pl.Expr:
    """full_time, part_time, contract, temporary or internship from columns employment and title.

    The narrower word wins, in one text and between the two: a full-time internship is an internship, also where the
    provider says "full-time" and only the title "intern". "Permanent" and "regular" say nothing about hours: null.
    """
    word = _first(_words("employment", "provider"), _lower(pl.col("employment")))
    title = _first(_words("employment", "title"), _lower(pl.col("title")))
    narrow = [pl.when(said.is_in(NARROW)).then(said) for said in (word, title)]
    return pl.coalesce(*narrow, word, title)


def experience_level() -> pl.Expr:
    """intern, entry, mid, senior, lead or executive from columns level and title.

    A provider's coarse word ("Mid-Senior", "Experienced") gives way to the title. Contradicting words: null. A bare
    "Associate", "Manager", "II" or "III" in a title is no level; a provider's own "Manager" is a lead.
    """
    word = _first(_words("level", "provider"), _lower(pl.col("level")))
    title = _first(_words("level", "title"), _lower(pl.col("title")))
    said = pl.when(title != "contradiction").then(title.replace("leads", "lead"))
    return pl.coalesce(pl.when(word != "coarse").then(word), said, pl.when(word == "coarse").then(pl.lit("mid")))


def _lower(column: pl.Expr) -> pl.Expr:
    return column.str.to_lowercase()


def _first(words: dict[str, str], text: pl.Expr) -> pl.Expr:
    """The first value whose pattern is found once the ignored phrases are out."""
    if "ignored" in words:
        text = text.str.replace_all(words["ignored"], " ")
    return pl.coalesce(
        pl.when(text.str.contains(pattern)).then(pl.lit(value))
        for value, pattern in words.items()
        if value != "ignored"
    )


def _only(words: dict[str, str], text: pl.Expr) -> pl.Expr:
    """The one value whose pattern is found; two make a contradiction: null."""
    found = {value: text.str.contains(pattern).fill_null(value=False) for value, pattern in words.items()}
    alone = pl.sum_horizontal(expression.cast(pl.Int8) for expression in found.values()) == 1
    return pl.when(alone).then(
        pl.coalesce(pl.when(expression).then(pl.lit(value)) for value, expression in found.items())
    )


def _words(subject: str, place: str) -> dict[str, str]:
    return _vocabulary()[subject][place]


@cache
def _vocabulary() -> dict[str, dict[str, dict[str, str]]]:
    """Pattern by value: the alternatives of the file joined into one regular expression."""
    return {
        subject: {
            place: {value: "|".join(alternatives).replace(r"\b", ASCII_EDGE) for value, alternatives in values.items()}
            for place, values in places.items()
        }
        for subject, places in tomllib.loads(WORDS.read_text(encoding="utf-8")).items()
    }
