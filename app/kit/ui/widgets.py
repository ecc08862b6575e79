"""Small pieces of HTML: badges, chips, pay, source labels, notices. Everything from outside is escaped here.

Not here: whole cards (app.cards.ui.card_list) and anything that calls Streamlit.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo

from app.kit import formats
from app.kit.text import escaped


def icon(name: str) -> str:
    """A sign of the icon font Streamlit brings; for the eye only."""
    return f'<span class="jl-icon" aria-hidden="true">{name}</span>'


def badge(text: str, kind: str = "plain") -> str:
    """A small label; kinds are plain, remote, hybrid, closed and good (style.css)."""
    return f'<span class="jl-badge jl-badge-{kind}">{escaped(text)}</span>'


def chips(names: Iterable[str], limit: int = 8) -> str:
    """Skill chips, the surplus as "+3"."""
    shown = list(names)
    more = f'<span class="jl-chip jl-more">+{len(shown) - limit}</span>' if len(shown) > limit else ""
    return "".join(f'<span class="jl-chip">{escaped(name)}</span>' for name in shown[:limit]) + more


def workplace(value: str | None) -> str:
    """The workplace badge, or nothing when the provider does not say."""
    kind = {"remote": "remote", "hybrid": "hybrid"}.get(value or "", "plain")
    return badge(formats.word(value, formats.WORKPLACES), kind) if value else ""


def when(value: datetime, now: datetime, zone: tzinfo) -> str:
    """How long ago, with the exact time and its zone on hover."""
    return (
        f'<time datetime="{value.isoformat()}" title="{escaped(formats.moment(value, zone))}">'
        f"{escaped(formats.age(value, now))}</time>"
    )


def monogram(name: str | None) -> str:
    """A company's first letter in a tinted square, where others show a logo fetched from outside."""
    letter = next((character for character in name or "" if character.isalnum()), "·")
    return f'<span class="jl-monogram" aria-hidden="true">{escaped(letter.upper())}</span>'


def empty(title: str, advice: str) -> str:
    """A screen's or section's empty state: what is missing and what to do about it. Our own words only."""
    return f'<div class="jl-empty"><strong>{escaped(title)}</strong><p>{escaped(advice)}</p></div>'


def banner(kind: str, title: str, words: str) -> str:
    """A notice across the screen; kinds are closed, warn and note."""
    return notice(title, escaped(words), kind)


def notice(title: str, html: str, kind: str = "note") -> str:
    """The same with words that are HTML already, everything from outside in them escaped."""
    return f'<div class="jl-banner jl-banner-{kind}" role="note"><strong>{escaped(title)}</strong> {html}</div>'
