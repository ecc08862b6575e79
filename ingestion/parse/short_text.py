"""Clean short texts: titles, names, places. No meaning is read here; long texts are in `description`."""

from __future__ import annotations

import html

import polars as pl

INVISIBLE_CHARACTERS_PATTERN = r"[\u{00AD}\u{200B}\u{202A}-\u{202E}\u{2060}-\u{2069}\u{FEFF}\u{FFF9}-\u{FFFC}]+"
WHITESPACE_PATTERN = r"[\p{Cc}\s\u{2028}\u{2029}]+"
MARKUP_TAG_PATTERN = r"(?i)</?(?:b|strong|i|em|u|br|p|span|div|font)(?:\s[^<>]*)?/?>"


def clean_short_text(column: pl.Expr) -> pl.Expr:
    """Return one line of text: entities resolved, markup and control characters removed, spaces collapsed; null if
    empty.

    Wrongly decoded text ("donâ€™t") stays as it is: undoing it would be a guess.
    """
    unescaped_text = pl.when(column.str.contains("&", literal=True)).then(_unescape_column(column)).otherwise(column)
    text_without_markup = (
        unescaped_text.str.replace_all(MARKUP_TAG_PATTERN, " ")
        .str.replace_all(INVISIBLE_CHARACTERS_PATTERN, "")
        .str.replace_all(WHITESPACE_PATTERN, " ")
    )
    trimmed_text = text_without_markup.str.strip_chars()
    return pl.when(trimmed_text != "").then(trimmed_text)


def _unescape_column(column: pl.Expr) -> pl.Expr:
    return column.map_elements(_unescape_twice, return_dtype=pl.String)


def _unescape_twice(value: str) -> str:
    """Resolve entities twice, as some providers escape what an employer had escaped already."""
    return html.unescape(html.unescape(value)) if "&" in value else value
