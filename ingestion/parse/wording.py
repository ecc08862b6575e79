"""Cleaning of short texts: titles, names, places. No meaning is read here; long texts are in `document`."""

from __future__ import annotations

import html

import polars as pl

INVISIBLE = r"[\u{00AD}\u{200B}\u{202A}-\u{202E}\u{2060}-\u{2069}\u{FEFF}\u{FFF9}-\u{FFFC}]+"
SPACE = r"[\p{Cc}\s\u{2028}\u{2029}]+"
MARKUP = r"(?i)</?(?:b|strong|i|em|u|br|p|span|div|font)(?:\s[^<>]*)?/?>"


def clean(column: pl.Expr) -> pl.Expr:
    """One line of text: entities resolved, markup and control characters gone, spaces collapsed; nothing left: null.

    Wrongly decoded text ("donâ€™t") stays as it came: undoing it would be a guess.
    """
    resolved = pl.when(column.str.contains("&", literal=True)).then(_resolved(column)).otherwise(column)
    spaced = resolved.str.replace_all(MARKUP, " ").str.replace_all(INVISIBLE, "").str.replace_all(SPACE, " ")
    stripped = spaced.str.strip_chars()
    return pl.when(stripped != "").then(stripped)


def _resolved(column: pl.Expr) -> pl.Expr:
    return column.map_elements(_unescaped, return_dtype=pl.String)


def _unescaped(value: str) -> str:
    """Entities resolved twice, as some providers escape what an employer had escaped already."""
    return html.unescape(html.unescape(value)) if "&" in value else value
