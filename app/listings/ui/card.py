"""Draw a listing as a card: one block of HTML from escaped text. What its buttons do: app.cards."""

from __future__ import annotations

from datetime import datetime, tzinfo

import streamlit as st

from app.kit.text import escaped
from app.kit.ui import widgets
from app.listings.cards import END, FOUND, Card
from app.listings.ui import badges
from app.router import page


def view_link(card: Card) -> None:
    """The link the whole card follows, where a card is drawn by itself among widgets."""
    st.page_link(
        page("listing"),
        label="View Job",
        icon=":material/arrow_forward:",
        icon_position="right",
        query_params={"id": str(card.id)},
    )


def card_html(card: Card, now: datetime, zone: tzinfo, *, extra: str = "", foot: str = "") -> str:
    """The card's HTML; `extra` is HTML above its foot, `foot` within it, everything from outside in both escaped."""
    title, company = escaped(card.title), escaped(card.company or "Company not named")
    where = f"<b>{company}</b>" + (f" · {escaped(card.location)}" if card.location else "")
    pay = badges.pay(card.pay)
    chips = widgets.chips(card.skills)
    return (
        f'<article class="jl-card">{widgets.monogram(card.company or card.title)}<div>'
        f'<div class="jl-card-head"><h3>{title}</h3><div>{pay}</div></div>'
        f'<div class="jl-where">{where}</div>'
        f'<div class="jl-badges">{badges.traits(card)}</div>'
        f"{snippet_html(card.snippet)}"
        + (f'<div class="jl-badges" aria-label="Skills">{chips}</div>' if chips else "")
        + extra
        + f'<div class="jl-card-foot"><span>Posted {widgets.when(card.posted_at, now, zone)}</span>'
        f"{foot}{badges.attribution(card.provider, card.url)}</div></div></article>"
    )


def snippet_html(snippet: str) -> str:
    """The snippet with found words marked."""
    if not snippet:
        return ""
    marked = escaped(snippet).replace(FOUND, "<mark>").replace(END, "</mark>")
    return f'<p class="jl-snippet">{marked}</p>'
