"""Make text from outside (titles, companies, providers' HTML) safe to show. Not here: numbers and dates (formats)."""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import groupby
from urllib.parse import urlsplit

import nh3

WORD_JOINER = "\u2060"
BULLET = "•"

# Streamlit turns these into emoji, icons and arrows after it has removed Markdown's escapes. A backslash does not
# prevent that; an invisible character does.
_COLON_OR_ARROW_PATTERN = re.compile(r"[:<>-]")
_PUNCTUATION_PATTERN = re.compile(r"([!-/:-@\[-`{-~])")
# Spreadsheets also accept the full-width signs.
_FORMULA_SIGNS = frozenset("=+-@＝＋－＠")  # noqa: RUF001 - full-width on purpose
_CELL_BREAKS = ("\t", "\r", "\n")
_BLANKS_PATTERN = re.compile(r"\s+")

# Text markup only; images would tell their host who reads what.
_TEXT_TAGS = "a abbr b blockquote br caption code dd del div dl dt em hr i ins li mark ol p pre q s small span strong"
_BLOCK_TAGS = "sub sup table tbody td tfoot th thead tr u ul h1 h2 h3 h4 h5 h6"
_ALLOWED_TAGS = frozenset(f"{_TEXT_TAGS} {_BLOCK_TAGS}".split())
_HEADING_TAG_PATTERN = re.compile(r"<(/?)h[1-6]>")


def escape_html(value: object) -> str:
    """Return the value escaped for HTML text or attributes; None is the empty string."""
    return "" if value is None else html.escape(str(value), quote=True)


def escape_markdown(value: str) -> str:
    """Return the value escaped for Markdown (labels, headings), on one line.

    Invisible word joiners keep `:smile:`, `:material/home:` and `->` from being replaced.
    """
    one_line = _BLANKS_PATTERN.sub(" ", value).strip()
    joined = _COLON_OR_ARROW_PATTERN.sub(lambda match: match.group() + WORD_JOINER, one_line)
    return _PUNCTUATION_PATTERN.sub(r"\\\1", joined)


def escape_csv_cell(text: str) -> str:
    """Return the text for a CSV cell, with a ' before what would be a formula (OWASP, CSV injection).

    Spreadsheets skip blanks and invisible characters (Unicode's separators and controls) before the formula's sign.
    """
    first_visible = next((character for character in text if unicodedata.category(character)[0] not in "CZ"), "")
    is_formula = first_visible in _FORMULA_SIGNS or text.lstrip(" ").startswith(_CELL_BREAKS)
    return f"'{text}" if is_formula else text


def check_outside_address(value: str | None) -> str | None:
    """Return the address if it is http(s) with a host, else None (javascript:, data:, mailto:, malformed)."""
    if not value:
        return None
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return None
    return value.strip() if parts.scheme in {"http", "https"} and parts.hostname else None


def sanitise(markup: str | None) -> str:
    """Return a listing's HTML with text markup only: no scripts, styles, images, forms or ids. Links open a new tab.

    All headings get one level, below the screen's own.
    """
    if not markup:
        return ""
    clean = nh3.clean(
        markup,
        tags=set(_ALLOWED_TAGS),
        attributes={"a": {"href", "title"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
        strip_comments=True,
    )
    return _HEADING_TAG_PATTERN.sub(r"<\1h4>", clean)


def render_paragraphs(plain: str | None) -> str:
    """Return plain text as HTML: blank lines separate paragraphs, and lines that begin with a bullet become lists."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", plain or "") if block.strip()]
    return "".join(_render_block(block.splitlines()) for block in blocks)


def _render_block(lines: list[str]) -> str:
    html = ""
    for is_list, group in groupby(lines, key=lambda line: line.lstrip().startswith(BULLET)):
        if is_list:
            items = (escape_html(line.strip().removeprefix(BULLET).strip()) for line in group)
            html += f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
        else:
            html += f"<p>{'<br>'.join(escape_html(line) for line in group)}</p>"
    return html
