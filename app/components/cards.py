"""A listing as a card in a list: one block of HTML from escaped text, and one link that the whole card follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

import streamlit as st

from app.components import pieces
from app.router import page
from app.services.cards import END, FOUND, Card
from app.text import escaped


def card_list(cards: Sequence[Card], now: datetime, zone: tzinfo, *, prefix: str = "feed") -> None:
    """Draw the cards in order; `prefix` keeps two lists on one screen apart."""
    for number, card in enumerate(cards):
        with st.container(key=f"card-{prefix}-{number}"):
            st.html(card_html(card, now, zone))
            st.page_link(
                page("listing"),
                label="View Job",
                icon=":material/arrow_forward:",
                icon_position="right",
                query_params={"id": str(card.id)},
            )


def card_html(card: Card, now: datetime, zone: tzinfo) -> str:
    """The card's HTML."""
    title, company = escaped(card.title), escaped(card.company or "Company not named")
    where = f"<b>{company}</b>" + (f" · {escaped(card.location)}" if card.location else "")
    pay = pieces.pay(card.pay)
    chips = pieces.chips(card.skills)
    return (
        f'<article class="jl-card">{pieces.monogram(card.company or card.title)}<div>'
        f'<div class="jl-card-head"><h3>{title}</h3><div>{pay}</div></div>'
        f'<div class="jl-where">{where}</div>'
        f'<div class="jl-badges">{pieces.traits(card)}</div>'
        f"{snippet_html(card.snippet)}"
        + (f'<div class="jl-badges" aria-label="Skills">{chips}</div>' if chips else "")
        + f'<div class="jl-card-foot"><span>Posted {pieces.when(card.posted_at, now, zone)}</span>'
        f"{pieces.attribution(card.provider, card.url)}</div></div></article>"
    )


def snippet_html(snippet: str) -> str:
    """The snippet with found words marked."""
    if not snippet:
        return ""
    marked = escaped(snippet).replace(FOUND, "<mark>").replace(END, "</mark>")
    return f'<p class="jl-snippet">{marked}</p>'
