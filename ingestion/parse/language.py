"""Detect the language of a posting (ISO 639-1): from its text where that is clear, else from the provider's word. No
other field.
"""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from ingestion.parse.distinct_values import map_distinct
from ingestion.vocabulary import load_vocabulary

READ_CHARACTERS = 1500
MIN_HITS = 6
MIN_LEAD = 1.5
SCRIPT_PATTERNS = (
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
MIN_SCRIPT_SHARE = 0.2
CODE_PATTERN = r"^([a-z]{2})(?:[-_].*|hans|hant)?$"
CODE_BY_NAME = {"english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es"}


def parse_languages(description: pl.Series, provided: pl.Series) -> pl.Series:
    """Return ISO 639-1 codes. The text goes first, because some providers send the language of their own form instead.

    The text is clear when one language's stop words have at least MIN_HITS in the first READ_CHARACTERS and MIN_LEAD
    times any other's, or when a script that only one language uses makes up MIN_SCRIPT_SHARE of it.
    """
    detected = map_distinct(description.str.slice(0, READ_CHARACTERS), detect_language, pl.String).alias("detected")
    stated = provided.str.strip_chars().str.to_lowercase()
    code = pl.coalesce(
        pl.col("detected"),
        pl.col("stated").replace_strict(CODE_BY_NAME, default=None, return_dtype=pl.String),
        pl.col("stated").str.extract(CODE_PATTERN),
    )
    return pl.DataFrame([detected, stated.alias("stated")]).select(code.alias("language")).to_series()


def detect_language(text: str) -> str | None:
    """Return the language a text is clearly in, else None."""
    letter_count = sum(character.isalpha() for character in text) or 1
    for code, script in SCRIPT_PATTERNS:
        if len(script.findall(text)) > MIN_SCRIPT_SHARE * letter_count:
            return code
    hits = dict.fromkeys(_stop_words(), 0)
    languages = _languages_by_word()
    for word in text.lower().split():
        for code in languages.get(word, ()):
            hits[code] += 1
    (best_code, best_hits), (_, next_hits) = sorted(hits.items(), key=lambda item: -item[1])[:2]
    return best_code if best_hits >= MIN_HITS and best_hits >= MIN_LEAD * next_hits else None


@cache
def _stop_words() -> dict[str, list[str]]:
    words_by_code = load_vocabulary("stop_words")
    return {code: words.split() for code, words in words_by_code.items()}


@cache
def _languages_by_word() -> dict[str, list[str]]:
    languages: dict[str, list[str]] = {}
    for code, words in _stop_words().items():
        for word in dict.fromkeys(words):
            languages.setdefault(word, []).append(code)
    return languages
