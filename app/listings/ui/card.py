"""Format a listing as a card, one block of HTML. Not here: what its buttons do (app.cards)."""

from __future__ import annotations

from datetime import datetime, tzinfo

import streamlit as st
from markupsafe import Markup, escape

from app.kit.i18n import _
from app.kit.ui import widgets
from app.listings.cards import MARK_END, MARK_START, Card
from app.listings.ui import badges
from app.router import get_page

_CARD_HTML = Markup(
    '<article class="jl-card">{monogram}<div>'
    '<div class="jl-card-head"><h3>{title}</h3><div>{pay}</div></div>'
    '<div class="jl-where">{where}</div>'
    '<div class="jl-badges">{traits}</div>'
    "{snippet}{skills}{extra}"
    '<div class="jl-card-foot"><span>{posted}</span>{foot}{attribution}</div></div></article>'
)


def render_view_link(card: Card) -> None:
    """Draw the link that the whole card follows, where a card is drawn by itself among widgets."""
    st.page_link(
        get_page("listing"),
        label=_("View job"),
        icon=":material/arrow_forward:",
        icon_position="right",
        query_params={"id": str(card.id)},
    )


def format_card(
    card: Card, now: datetime, zone: tzinfo, *, extra: Markup | None = None, foot: Markup | None = None
) -> Markup:
    """Return the card; `extra` is drawn above its foot, `foot` within it."""
    skills = widgets.chips(card.skills)
    return _CARD_HTML.format(
        monogram=widgets.monogram(card.company or card.title),
        title=card.title,
        pay=badges.format_pay(card.pay),
        where=format_employer(card),
        traits=badges.format_traits(card),
        snippet=format_snippet(card.snippet),
        skills=Markup('<div class="jl-badges" aria-label="{}">{}</div>').format(_("Skills"), skills) if skills else "",
        extra=extra or "",
        posted=Markup(_("Posted {time}")).format(time=widgets.time_ago(card.posted_at, now, zone)),
        foot=foot or "",
        attribution=badges.format_attribution(card.provider, card.url),
    )


def format_employer(card: Card) -> Markup:
    """Return the company and the place on one line."""
    company = Markup("<b>{}</b>").format(card.company or _("Company not stated"))
    return Markup("{} · {}").format(company, card.location) if card.location else company


def format_snippet(snippet: str) -> Markup:
    """Return the snippet with its matching words marked."""
    if not snippet:
        return Markup()
    text = escape(snippet).replace(MARK_START, Markup("<mark>")).replace(MARK_END, Markup("</mark>"))
    return Markup('<p class="jl-snippet">{}</p>').format(text)
