"""How words from outside (titles, companies, provider's text) are made safe to show. Every screen goes through here.

Not here: numbers, money and dates (app.kit.formats), and our own wording.
"""

from __future__ import annotations

import html
import re
from itertools import groupby
from urllib.parse import urlsplit

import nh3

WORD_JOINER = "\u2060"
BULLET = "•"

# Streamlit turns these into emoji, icons and arrows after Markdown's escapes are undone, so a backslash does not stop
# it; an invisible character inside does.
_COLON_OR_ARROW = re.compile(r"[:<>-]")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# The wide forms of the signs count too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - meant as they are
_BLANK = re.compile(r"\s+")

# Text markup only; images are left out because they would tell their host who reads what.
_TEXT = "a abbr b blockquote br caption code dd del div dl dt em hr i ins li mark ol p pre q s small span strong"
_MORE = "sub sup table tbody td tfoot th thead tr u ul h1 h2 h3 h4 h5 h6"
_TAGS = frozenset(f"{_TEXT} {_MORE}".split())
_HEADINGS = re.compile(r"<(/?)h[1-6]>")


def escaped(value: object) -> str:
    """The value as HTML text or attribute, shown letter for letter; None is the empty string."""
    return "" if value is None else html.escape(str(value), quote=True)


def literal(value: str) -> str:
    """The value for a place that reads Markdown (labels, headings), shown letter for letter on one line.

    Invisible word joiners keep `:smile:`, `:material/home:` and `->` from being replaced.
    """
    one_line = _BLANK.sub(" ", value).strip()
    kept_apart = _COLON_OR_ARROW.sub(lambda found: found.group() + WORD_JOINER, one_line)
    return _PUNCTUATION.sub(r"\\\1", kept_apart)


def cell(words: str) -> str:
    """The value for a CSV file: with a ' before what a spreadsheet would take for a formula (OWASP, CSV injection)."""
    return f"'{words}" if words.lstrip(" ").startswith(_FORMULA) else words


def outside_address(value: str | None) -> str | None:
    """The address when it is an http(s) one with a host, else None (javascript:, data:, mailto:, broken)."""
    if not value:
        return None
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return None
    return value.strip() if parts.scheme in {"http", "https"} and parts.hostname else None


def sanitised(markup: str | None) -> str:
    """A listing's HTML with only text markup left: no scripts, styles, images, forms or ids; links open apart.

    Headings are levelled to one size below the screen's own.
    """
    if not markup:
        return ""
    clean = nh3.clean(
        markup,
        tags=set(_TAGS),
        attributes={"a": {"href", "title"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
        strip_comments=True,
    )
    return _HEADINGS.sub(r"<\1h4>", clean)


def paragraphs(plain: str | None) -> str:
    """Plain text as HTML: blank lines part paragraphs, lines that begin with a bullet become lists."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", plain or "") if block.strip()]
    return "".join(_block(block.splitlines()) for block in blocks)


def _block(lines: list[str]) -> str:
    html = ""
    for is_list, group in groupby(lines, key=lambda line: line.lstrip().startswith(BULLET)):
        if is_list:
            items = (escaped(line.strip().removeprefix(BULLET).strip()) for line in group)
            html += f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
        else:
            html += f"<p>{'<br>'.join(escaped(line) for line in group)}</p>"
    return html
