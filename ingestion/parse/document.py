"""The advertisement's text: sanitised HTML to show, clean plain text to search. No meaning is read here."""

from __future__ import annotations

import html
import re
from functools import cache
from itertools import groupby

import nh3
import polars as pl

from ingestion.parse.distinct import each
from ingestion.parse.wording import INVISIBLE

# Five times the longest real advertisement seen. Lists nested by the ten thousand take the sanitiser minutes.
LONGEST = 100_000
TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "h3", "h4", "h5", "a"}
# An attribute's value may hold ">".
REST = r"""(?:[\s/](?:[^>"']|"[^"]*"|'[^']*')*)?>"""
BLOCKS = "div|section|article|header|footer|main|aside|table|tr|blockquote|dl|dt|dd|pre|address|figure|form"
RENAMED = (
    (rf"(?i)<(/?)(?:{BLOCKS}){REST}", "<${1}p>"),
    (rf"(?i)<(/?)(?:b){REST}", "<${1}strong>"),
    (rf"(?i)<(/?)(?:i){REST}", "<${1}em>"),
    (rf"(?i)<(/?)(?:h1|h2){REST}", "<${1}h3>"),
    (rf"(?i)<(/?)(?:h6){REST}", "<${1}h5>"),
    (rf"(?i)</?(?:hr|td|th){REST}", " "),
)
REAL_TAG = rf"(?i)</?(?:{BLOCKS}|p|br|ul|ol|li|b|strong|i|em|u|a|span|font|h[1-6]){REST}"
ESCAPED_TAG = r"(?i)&lt;/?(?:p|div|br|ul|ol|li|strong|b|em|i|span|h[1-6]|a)(?:\s|/|&gt;)"
SPACE = r"[\x{00}-\x{1F}\x{7F}-\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}]+"
SPACES = " {2,}"
BLANK = r"(?: |<br>)*"
BULLET = re.compile(r"^\s*[\u2022\u2023\u25aa\u25cf\u25cb\u25e6\u00b7*\u2013\u2014-]\s+")
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))


def documents(batch: pl.DataFrame) -> pl.DataFrame:
    """Columns description and description_html from `html`, or from `text` where there is no html.

    Nothing left after cleaning: both null. `description_html` holds TAGS only; links are http, https or mailto. What
    goes beyond LONGEST characters is cut off.
    """
    marked_up = _marked_up(pl.col("html"))
    source = pl.coalesce(marked_up, _from_text(batch.get_column("text")))
    prepared = batch.select(_prepared(source.str.slice(0, LONGEST)).alias("source")).get_column("source")
    safe = each(prepared, _cleaner().clean, pl.String)
    shown = _tidied(pl.col("source"))
    return (
        pl.DataFrame([safe])
        .select(shown.alias("description_html"))
        .with_columns(plain(pl.col("description_html")).alias("description"))
        .select(
            "description",
            pl.when(pl.col("description").is_not_null()).then(pl.col("description_html")),
        )
    )


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        attributes={"a": {"href"}, "*": set()},
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        link_rel="nofollow noopener noreferrer",
        clean_content_tags={"script", "style", "title", "noscript", "iframe", "object", "svg", "template"},
    )


def _marked_up(column: pl.Expr) -> pl.Expr:
    """HTML, unescaped once more where it holds no tag but escaped ones."""
    escaped = column.str.contains(ESCAPED_TAG) & ~column.str.contains(REAL_TAG)
    found = pl.when(escaped).then(column.map_batches(_unescaped, return_dtype=pl.String)).otherwise(column)
    return pl.when(found.str.contains(r"\S")).then(found)


def _unescaped(column: pl.Series) -> pl.Series:
    return each(column, html.unescape, pl.String)


def _prepared(source: pl.Expr) -> pl.Expr:
    """Tell the employer's many tags in the few that are shown, before the sanitiser drops the rest."""
    for pattern, replacement in RENAMED:
        source = source.str.replace_all(pattern, replacement)
    return source.str.replace_all(SPACE, " ").str.replace_all(INVISIBLE, "")


def _tidied(safe: pl.Expr) -> pl.Expr:
    """Drop empty elements and outer space. Only whole empty elements go, so safe HTML stays safe."""
    tidied = safe.str.replace_all("&nbsp;", " ", literal=True).str.replace_all(SPACES, " ")
    for _ in range(2):
        tidied = tidied.str.replace_all(rf"<(?:strong|em)>{BLANK}</(?:strong|em)>", " ")
        tidied = tidied.str.replace_all(rf"<(?:p|li|h[345])>{BLANK}</(?:p|li|h[345])>", "")
    tidied = tidied.str.strip_chars()
    return pl.when(tidied != "").then(tidied)


def plain(safe: pl.Expr) -> pl.Expr:
    """Text of sanitised, tidied HTML: blank lines between paragraphs, list items as lines that begin "• "."""
    text = safe.str.replace_all("<li>(?: |<p>)*", "\n• ").str.replace_all("(?:</p> *)?</li>", "")
    text = text.str.replace_all("</?(?:p|ul|ol|h[345])>", "\n\n").str.replace_all("<br>", "\n", literal=True)
    text = text.str.replace_all(rf"</?(?:strong|em|a){REST}", "")
    for entity, character in ENTITIES:
        text = text.str.replace_all(entity, character, literal=True)
    text = text.str.replace_all(REAL_TAG, " ")
    text = text.str.replace_all(SPACES, " ").str.replace_all(r" ?\n ?", "\n")
    text = text.str.replace_all(r"(?m)^•$", "").str.replace_all(r"\n{3,}", "\n\n").str.strip_chars()
    return pl.when(text != "").then(text)


def _from_text(column: pl.Series) -> pl.Series:
    return each(column, _paragraphs, pl.String)


def _paragraphs(text: str) -> str:
    """Plain text as HTML; lines that begin with a bullet become list items; text with tags is HTML."""
    if re.search(REAL_TAG, text):
        return text
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_block([line for line in block.split("\n") if line.strip()]) for block in blocks)


def _block(lines: list[str]) -> str:
    parts = []
    for listed, run in groupby(lines, key=lambda line: BULLET.match(line) is not None):
        if listed:
            parts.append("<ul>" + "".join(f"<li>{_escaped(BULLET.sub('', line))}</li>" for line in run) + "</ul>")
        else:
            parts.append("<p>" + "<br>".join(_escaped(line) for line in run) + "</p>")
    return "".join(parts)


def _escaped(line: str) -> str:
    """Entities a provider left in its plain text are resolved first, or they would show."""
    return html.escape(html.unescape(line.strip()), quote=False)
