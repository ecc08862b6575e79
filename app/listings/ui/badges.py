"""Format a listing's pay, badges and source as HTML. Text from outside is escaped by Markup."""

from __future__ import annotations

from markupsafe import Markup

from app.kit import formats
from app.kit.i18n import _
from app.kit.text import check_outside_address
from app.kit.ui.widgets import badge, workplace
from app.listings.cards import Card, Pay, Provider


def format_traits(card: Card) -> Markup:
    """Return the badges of a job: closed, workplace, employment and level."""
    badges = [badge(_("Closed"), "closed")] if card.closed_at else []
    badges.append(workplace(card.workplace_type))
    if card.employment_type:
        badges.append(badge(formats.translate_value(card.employment_type, formats.EMPLOYMENT_LABELS)))
    if card.experience_level:
        badges.append(badge(formats.translate_value(card.experience_level, formats.LEVEL_LABELS)))
    return Markup("").join(badges)


def format_pay(value: Pay) -> Markup:
    """Return the pay with currency and period, an estimate labelled as one; empty where no pay is stated."""
    text = formats.money(value.low, value.high, value.currency, value.period)
    if not text:
        return Markup()
    html = Markup('<span class="jl-pay">{}</span>').format(text)
    if value.is_estimated:
        estimate_html = Markup('<span class="jl-guess" title="{}">{}</span>')
        html += estimate_html.format(_("Estimated by the source. The job post states no pay."), _("estimated"))
    return html


def format_attribution(provider: Provider, url: str | None) -> Markup:
    """Return the source of a listing, worded and linked as the source's terms require.

    Adzuna's terms require a linked "Jobs by Adzuna" of at least 116 by 23 pixels that leads to the job post.
    """
    address = check_outside_address(url)
    if provider.attribution and address:
        link = Markup('<a class="jl-attribution" href="{}" target="_blank" rel="noopener noreferrer">{}</a>')
        return link.format(address, provider.attribution)
    if provider.attribution:
        return Markup('<span class="jl-attribution">{}</span>').format(provider.attribution)
    return Markup('<span class="jl-source">{}</span>').format(_("via {source}").format(source=provider.name))
