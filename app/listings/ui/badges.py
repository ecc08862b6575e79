"""Draw a listing's pay, badges and source as HTML. Everything from outside is escaped here."""

from __future__ import annotations

from markupsafe import Markup

from app.kit import formats
from app.kit.i18n import _
from app.kit.text import escaped, outside_address
from app.kit.ui.widgets import badge, workplace
from app.listings.cards import Card, Pay, Provider


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


def pay(value: Pay) -> Markup:
    """Return pay with currency and period, "estimated" as a small label of its own; empty when unknown."""
    text = formats.money(value.low, value.high, value.currency, value.period)
    if not text:
        return Markup()
    estimated = Markup()
    if value.is_estimated:
        hint = _("The source estimated this; the job post states no pay.")
        estimated = Markup('<span class="jl-guess" title="{}">{}</span>').format(hint, _("estimated"))
    return Markup('<span class="jl-pay">{}</span>{}').format(text, estimated)


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
