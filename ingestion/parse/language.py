"""Detect the language of a posting (ISO 639-1): from its text where that is clear, else from the provider's word. No
other field.
"""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from ingestion.parse.distinct_values import map_distinct
from ingestion.vocabulary import load_vocabulary

MAX_CHARACTERS_READ = 1500
MIN_STOP_WORD_HITS = 6
MIN_LEAD_FACTOR = 1.5
SCRIPT_PATTERNS = (
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
MIN_SCRIPT_SHARE = 0.2
LANGUAGE_CODE_PATTERN = r"^([a-z]{2})(?:[-_].*|hans|hant)?$"
LANGUAGE_CODE_BY_NAME = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
}


def parse_languages(description: pl.Series, provided_languages: pl.Series) -> pl.Series:
    """Return ISO 639-1 codes. The text goes first, because some providers send the language of their own form instead.

    The text is clear when one language's stop words have at least MIN_STOP_WORD_HITS in the first MAX_CHARACTERS_READ
    and MIN_LEAD_FACTOR times any other's, or when a script that only one language uses makes up MIN_SCRIPT_SHARE of it.
    """
    detected_languages = map_distinct(description.str.slice(0, MAX_CHARACTERS_READ), detect_language, pl.String).alias(
        "detected"
    )
    stated_languages = provided_languages.str.strip_chars().str.to_lowercase()
    code = pl.coalesce(
        pl.col("detected"),
        pl.col("stated").replace_strict(LANGUAGE_CODE_BY_NAME, default=None, return_dtype=pl.String),
        pl.col("stated").str.extract(LANGUAGE_CODE_PATTERN),
    )
    return (
        pl.DataFrame([detected_languages, stated_languages.alias("stated")]).select(code.alias("language")).to_series()
    )


def detect_language(text: str) -> str | None:
    """Return the language a text is clearly in, else None."""
    letter_count = sum(character.isalpha() for character in text) or 1
    for code, script_pattern in SCRIPT_PATTERNS:
        if len(script_pattern.findall(text)) > MIN_SCRIPT_SHARE * letter_count:
            return code
    hits = dict.fromkeys(_load_stop_words(), 0)
    languages = _index_languages_by_word()
    for word in text.lower().split():
        for code in languages.get(word, ()):
            hits[code] += 1
    (best_code, best_hits), (_, next_hits) = sorted(hits.items(), key=lambda item: -item[1])[:2]
    return best_code if best_hits >= MIN_STOP_WORD_HITS and best_hits >= MIN_LEAD_FACTOR * next_hits else None


@cache
def _load_stop_words() -> dict[str, list[str]]:
    words_by_code = load_vocabulary("stop_words")
    return {code: words.split() for code, words in words_by_code.items()}


@cache
def _index_languages_by_word() -> dict[str, list[str]]:
    languages: dict[str, list[str]] = {}
    for code, words in _load_stop_words().items():
        for word in dict.fromkeys(words):
            languages.setdefault(word, []).append(code)
    return languages
