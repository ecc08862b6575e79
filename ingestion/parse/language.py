"""The language of an advertisement (ISO 639-1): its text where that is clear, else the provider's word, else null."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import polars as pl

from ingestion.parse.distinct import each

STOP_WORDS = Path(__file__).parent.parent / "vocabulary" / "stop_words.toml"
READ = 1500
FEWEST_HITS = 6
LEAD = 1.5
SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
SCRIPT_SHARE = 0.2
CODE = r"^([a-z]{2})(?:[-_].*|hans|hant)?$"
NAMES = {"english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es"}


def language(description: pl.Series, provided: pl.Series) -> pl.Series:
    """ISO 639-1 codes. The text goes first, because some providers send the language of their own form instead.

    The text is clear when one language's stop words are at least FEWEST_HITS of the first READ characters and LEAD
    times any other's, or when a script that one language owns makes up SCRIPT_SHARE of it.
    """
    heard = each(description.str.slice(0, READ), of_text, pl.String).alias("heard")
    told = provided.str.strip_chars().str.to_lowercase()
    code = pl.coalesce(
        pl.col("heard"),
        pl.col("told").replace_strict(NAMES, default=None, return_dtype=pl.String),
        pl.col("told").str.extract(CODE),
    )
    return pl.DataFrame([heard, told.alias("told")]).select(code.alias("language")).to_series()


def of_text(text: str) -> str | None:
    """The language a text is clearly in, else None."""
    letters = sum(character.isalpha() for character in text) or 1
    for code, script in SCRIPTS:
        if len(script.findall(text)) > SCRIPT_SHARE * letters:
            return code
    hits = dict.fromkeys(_stop_words(), 0)
    languages = _languages()
    for word in text.lower().split():
        for code in languages.get(word, ()):
            hits[code] += 1
    (best, most), (_, next_most) = sorted(hits.items(), key=lambda item: -item[1])[:2]
    return best if most >= FEWEST_HITS and most >= LEAD * next_most else None


@cache
def _stop_words() -> dict[str, list[str]]:
    lists = tomllib.loads(STOP_WORDS.read_text(encoding="utf-8"))
    return {code: words.split() for code, words in lists.items()}


@cache
def _languages() -> dict[str, list[str]]:
    languages: dict[str, list[str]] = {}
    for code, words in _stop_words().items():
        for word in dict.fromkeys(words):
            languages.setdefault(word, []).append(code)
    return languages
