"""Build small pieces of HTML: badges, chips, times, notices. Everything that is not Markup is escaped here.

Not here: whole cards (app.cards.ui.card_list) and anything that calls Streamlit.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo

from markupsafe import Markup

from app.kit import formats


def icon(name: str) -> Markup:
    """Return a symbol of Streamlit's icon font, hidden from screen readers."""
    return Markup('<span class="jl-icon" aria-hidden="true">{}</span>').format(name)


def download_link(label: str, path: str, description: str = "") -> Markup:
    """Return a link drawn as a button that downloads a file; the description is shown on hover."""
    html = Markup('<a class="jl-download" href="{}" target="_self" title="{}">{}{}</a>')
    return html.format(path, description or label, icon("download"), label)


def badge(text: str, kind: str = "plain") -> Markup:
    """Return a small label; kinds are plain, remote, hybrid, closed, warn and good (style.css)."""
    return Markup('<span class="jl-badge jl-badge-{}">{}</span>').format(kind, text)


def chips(names: Iterable[str], limit: int = 8) -> Markup:
    """Return skill chips, those beyond the limit as "+3"."""
    labels = list(names)
    chip = Markup('<span class="jl-chip">{}</span>')
    html = Markup("").join(chip.format(label) for label in labels[:limit])
    if len(labels) > limit:
        html += Markup('<span class="jl-chip jl-more">+{}</span>').format(len(labels) - limit)
    return html


def workplace(value: str | None) -> Markup:
    """Return the workplace badge; empty when the provider does not say."""
    kind = {"remote": "remote", "hybrid": "hybrid"}.get(value or "", "plain")
    return badge(formats.translate_value(value, formats.WORKPLACE_LABELS), kind) if value else Markup()


def time_ago(value: datetime, now: datetime, zone: tzinfo) -> Markup:
    """Return how long ago a time was, with the exact time and its zone on hover."""
    html = Markup('<time datetime="{}" title="{}">{}</time>')
    return html.format(value.isoformat(), formats.moment(value, zone), formats.age(value, now))


def monogram(name: str | None) -> Markup:
    """Return a company's first letter in a tinted square, instead of a logo fetched from outside."""
    letter = next((character for character in name or "" if character.isalnum()), "·")
    return Markup('<span class="jl-monogram" aria-hidden="true">{}</span>').format(letter.upper())


def empty(title: str, advice: str) -> Markup:
    """Return the empty state of a screen or section: what is missing and what to do about it."""
    return Markup('<div class="jl-empty"><strong>{}</strong><p>{}</p></div>').format(title, advice)


def banner(kind: str, title: str, content: str) -> Markup:
    """Return a notice across the screen; kinds are closed, warn and note. The content is text, or Markup."""
    html = Markup('<div class="jl-banner jl-banner-{}" role="note"><strong>{}</strong> {}</div>')
    return html.format(kind, title, content)
