"""Clean a posting's text: sanitised HTML to show, plain text to search. No meaning is read here."""

from __future__ import annotations

import html
import re
from functools import cache
from itertools import groupby

import nh3
import polars as pl

from ingestion.parse.distinct_values import map_distinct
from ingestion.parse.short_text import INVISIBLE_CHARACTERS_PATTERN

# Five times the longest real posting seen. Lists nested ten thousand deep take the sanitiser minutes.
MAX_HTML_LENGTH = 100_000
ALLOWED_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "h3", "h4", "h5", "a"}
# An attribute's value may hold ">".
TAG_REST_PATTERN = r"""(?:[\s/](?:[^>"']|"[^"]*"|'[^']*')*)?>"""
BLOCK_TAG_PATTERN = "div|section|article|header|footer|main|aside|table|tr|blockquote|dl|dt|dd|pre|address|figure|form"
TAG_REPLACEMENTS = (
    (rf"(?i)<(/?)(?:{BLOCK_TAG_PATTERN}){TAG_REST_PATTERN}", "<${1}p>"),
    (rf"(?i)<(/?)(?:b){TAG_REST_PATTERN}", "<${1}strong>"),
    (rf"(?i)<(/?)(?:i){TAG_REST_PATTERN}", "<${1}em>"),
    (rf"(?i)<(/?)(?:h1|h2){TAG_REST_PATTERN}", "<${1}h3>"),
    (rf"(?i)<(/?)(?:h6){TAG_REST_PATTERN}", "<${1}h5>"),
    (rf"(?i)</?(?:hr|td|th){TAG_REST_PATTERN}", " "),
)
HTML_TAG_PATTERN = rf"(?i)</?(?:{BLOCK_TAG_PATTERN}|p|br|ul|ol|li|b|strong|i|em|u|a|span|font|h[1-6]){TAG_REST_PATTERN}"
ESCAPED_TAG_PATTERN = r"(?i)&lt;/?(?:p|div|br|ul|ol|li|strong|b|em|i|span|h[1-6]|a)(?:\s|/|&gt;)"
WHITESPACE_PATTERN = r"[\x{00}-\x{1F}\x{7F}-\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}]+"
REPEATED_SPACES_PATTERN = " {2,}"
BLANK_CONTENT_PATTERN = r"(?: |<br>)*"
BULLET_PATTERN = re.compile(r"^\s*[\u2022\u2023\u25aa\u25cf\u25cb\u25e6\u00b7*\u2013\u2014-]\s+")
ENTITY_CHARACTERS = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))


def parse_descriptions(batch: pl.DataFrame) -> pl.DataFrame:
    """Return description and description_html from `html`, or from `text` where there is no html.

    Both are null if nothing is left after cleaning. `description_html` holds ALLOWED_TAGS only; links are http, https
    or mailto. Text beyond MAX_HTML_LENGTH characters is cut off.
    """
    html_column = _unescape_html(pl.col("html"))
    source = pl.coalesce(html_column, _text_to_html(batch.get_column("text")))
    simplified_html = batch.select(_simplify_tags(source.str.slice(0, MAX_HTML_LENGTH)).alias("source")).get_column(
        "source"
    )
    sanitised_html = map_distinct(simplified_html, _build_html_cleaner().clean, pl.String)
    shown_html = _remove_empty_elements(pl.col("source"))
    return (
        pl.DataFrame([sanitised_html])
        .select(shown_html.alias("description_html"))
        .with_columns(html_to_text(pl.col("description_html")).alias("description"))
        .select(
            "description",
            pl.when(pl.col("description").is_not_null()).then(pl.col("description_html")),
        )
    )


@cache
def _build_html_cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=ALLOWED_TAGS,
        attributes={"a": {"href"}, "*": set()},
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        link_rel="nofollow noopener noreferrer",
        clean_content_tags={"script", "style", "title", "noscript", "iframe", "object", "svg", "template"},
    )


def _unescape_html(column: pl.Expr) -> pl.Expr:
    """Return HTML, unescaped once more where it holds only escaped tags."""
    is_escaped_html = column.str.contains(ESCAPED_TAG_PATTERN) & ~column.str.contains(HTML_TAG_PATTERN)
    unescaped_html = (
        pl.when(is_escaped_html).then(column.map_batches(_unescape_column, return_dtype=pl.String)).otherwise(column)
    )
    return pl.when(unescaped_html.str.contains(r"\S")).then(unescaped_html)


def _unescape_column(column: pl.Series) -> pl.Series:
    return map_distinct(column, html.unescape, pl.String)


def _simplify_tags(source: pl.Expr) -> pl.Expr:
    """Replace the employer's many tags with the few that are allowed, before the sanitiser drops the rest."""
    for pattern, replacement in TAG_REPLACEMENTS:
        source = source.str.replace_all(pattern, replacement)
    return source.str.replace_all(WHITESPACE_PATTERN, " ").str.replace_all(INVISIBLE_CHARACTERS_PATTERN, "")


def _remove_empty_elements(sanitised_html: pl.Expr) -> pl.Expr:
    """Remove empty elements and outer space. Only whole empty elements go, so safe HTML stays safe."""
    cleaned_html = sanitised_html.str.replace_all("&nbsp;", " ", literal=True).str.replace_all(
        REPEATED_SPACES_PATTERN, " "
    )
    for _ in range(2):
        cleaned_html = cleaned_html.str.replace_all(rf"<(?:strong|em)>{BLANK_CONTENT_PATTERN}</(?:strong|em)>", " ")
        cleaned_html = cleaned_html.str.replace_all(rf"<(?:p|li|h[345])>{BLANK_CONTENT_PATTERN}</(?:p|li|h[345])>", "")
    cleaned_html = cleaned_html.str.strip_chars()
    return pl.when(cleaned_html != "").then(cleaned_html)


def html_to_text(sanitised_html: pl.Expr) -> pl.Expr:
    """Return sanitised HTML as text: blank lines between paragraphs, list items as lines that begin "• "."""
    text = sanitised_html.str.replace_all("<li>(?: |<p>)*", "\n• ").str.replace_all("(?:</p> *)?</li>", "")
    text = text.str.replace_all("</?(?:p|ul|ol|h[345])>", "\n\n").str.replace_all("<br>", "\n", literal=True)
    text = text.str.replace_all(rf"</?(?:strong|em|a){TAG_REST_PATTERN}", "")
    for entity, character in ENTITY_CHARACTERS:
        text = text.str.replace_all(entity, character, literal=True)
    text = text.str.replace_all(HTML_TAG_PATTERN, " ")
    text = text.str.replace_all(REPEATED_SPACES_PATTERN, " ").str.replace_all(r" ?\n ?", "\n")
    text = text.str.replace_all(r"(?m)^•$", "").str.replace_all(r"\n{3,}", "\n\n").str.strip_chars()
    return pl.when(text != "").then(text)


def _text_to_html(column: pl.Series) -> pl.Series:
    return map_distinct(column, _build_html, pl.String)


def _build_html(text: str) -> str:
    """Return plain text as HTML; lines that begin with a bullet become list items; text with tags is already HTML."""
    if re.search(HTML_TAG_PATTERN, text):
        return text
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_build_block_html([line for line in block.split("\n") if line.strip()]) for block in blocks)


def _build_block_html(lines: list[str]) -> str:
    parts = []
    for is_bullet_list, group in groupby(lines, key=lambda line: BULLET_PATTERN.match(line) is not None):
        if is_bullet_list:
            parts.append(
                "<ul>" + "".join(f"<li>{_escape_line(BULLET_PATTERN.sub('', line))}</li>" for line in group) + "</ul>"
            )
        else:
            parts.append("<p>" + "<br>".join(_escape_line(line) for line in group) + "</p>")
    return "".join(parts)


def _escape_line(line: str) -> str:
    """Escape a line after resolving the entities a provider left in its plain text; they would show otherwise."""
    return html.escape(html.unescape(line.strip()), quote=False)
