"""Small pieces of HTML: badges, chips, pay, source labels, notices. Everything from outside is escaped here.

Not here: whole cards (app.cards.ui.card_list) and anything that calls Streamlit.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo

from app.kit import formats
from app.kit.text import escaped, outside_address
from app.listings.cards import Card, Pay, Provider


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


def traits(card: Card) -> str:
    """Badges of what is known about a job: closed, workplace, employment, level."""
    return "".join(
        (
            badge("Closed", "closed") if card.closed_at else "",
            workplace(card.workplace_type),
            badge(formats.word(card.employment_type, formats.EMPLOYMENTS)) if card.employment_type else "",
            badge(formats.word(card.experience_level, formats.LEVELS)) if card.experience_level else "",
        )
    )


def pay(value: Pay) -> str:
    """Pay with currency and period, "estimated" as its own small label; empty when unknown."""
    text = formats.money(value.low, value.high, value.currency, value.period)
    if not text:
        return ""
    guess = (
        '<span class="jl-guess" title="A figure the source estimated; the advertisement gives no pay.">estimated</span>'
        if value.is_estimated
        else ""
    )
    return f'<span class="jl-pay">{escaped(text)}</span>{guess}'


def when(value: datetime, now: datetime, zone: tzinfo) -> str:
    """How long ago, with the exact time and its zone on hover."""
    return (
        f'<time datetime="{value.isoformat()}" title="{escaped(formats.moment(value, zone))}">'
        f"{escaped(formats.age(value, now))}</time>"
    )


def attribution(provider: Provider, url: str | None) -> str:
    """Where a listing comes from, worded and linked as the source's terms ask.

    Adzuna's terms ask for a linked "Jobs by Adzuna" of at least 116 by 23 pixels, leading through the ad's own address.
    """
    address = outside_address(url)
    if provider.attribution and address:
        return (
            f'<a class="jl-attribution" href="{escaped(address)}" target="_blank" rel="noopener noreferrer">'
            f"{escaped(provider.attribution)}</a>"
        )
    if provider.attribution:
        return f'<span class="jl-attribution">{escaped(provider.attribution)}</span>'
    return f'<span class="jl-source">via {escaped(provider.name)}</span>'


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
