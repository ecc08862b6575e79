"""A listing as a card in a list, one block of HTML from escaped text, with a link that the whole card follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

import streamlit as st

from app.cards.ui import card_actions
from app.cards.ui.loaders import Marks
from app.kit import formats
from app.kit.text import escaped
from app.kit.ui import widgets
from app.kit.ui.clicks import acting_html
from app.listings.cards import END, FOUND, Card
from app.router import page


def card_list(
    cards: Sequence[Card],
    now: datetime,
    zone: tzinfo,
    *,
    prefix: str = "feed",
    marks: Marks | None = None,
    pairs: bool = False,
) -> None:
    """Draw the cards in order, in `pairs` beside each other where there is room. Without marks as for the signed-out.

    `prefix` keeps two lists on one screen apart.
    """
    boxes = "".join(_box(card, marks, now, zone) for card in cards)
    block = f'<div class="jl-cards{" jl-cards-pairs" if pairs else ""}">{boxes}</div>'
    acting_html(block, prefix, card_actions.do)


def _box(card: Card, marks: Marks | None, now: datetime, zone: tzinfo) -> str:
    acts = card_actions.door_link(card.id) if marks is None else card_actions.buttons(card, marks)
    view = (
        f'<a class="jl-view" href="/listing?id={card.id}" target="_self" data-go>View Job'
        f"{widgets.icon('arrow_forward')}</a>"
    )
    return (
        f'<div class="jl-box-card">{card_html(card, now, zone, extra=_applied(card, marks, zone))}'
        f'<div class="jl-card-acts">{acts}{view}</div></div>'
    )


def view_link(card: Card) -> None:
    """The link the whole card follows, where a card is drawn by itself among widgets."""
    st.page_link(
        page("listing"),
        label="View Job",
        icon=":material/arrow_forward:",
        icon_position="right",
        query_params={"id": str(card.id)},
    )


def _applied(card: Card, marks: Marks | None, zone: tzinfo) -> str:
    at = (marks.applied or {}).get(card.id) if marks else None
    return (
        f'<div class="jl-badges">{widgets.badge(f"You applied on {formats.day(at, zone)}", "good")}</div>' if at else ""
    )


def card_html(card: Card, now: datetime, zone: tzinfo, *, extra: str = "", foot: str = "") -> str:
    """The card's HTML; `extra` is HTML above its foot, `foot` within it, everything from outside in both escaped."""
    title, company = escaped(card.title), escaped(card.company or "Company not named")
    where = f"<b>{company}</b>" + (f" · {escaped(card.location)}" if card.location else "")
    pay = widgets.pay(card.pay)
    chips = widgets.chips(card.skills)
    return (
        f'<article class="jl-card">{widgets.monogram(card.company or card.title)}<div>'
        f'<div class="jl-card-head"><h3>{title}</h3><div>{pay}</div></div>'
        f'<div class="jl-where">{where}</div>'
        f'<div class="jl-badges">{widgets.traits(card)}</div>'
        f"{snippet_html(card.snippet)}"
        + (f'<div class="jl-badges" aria-label="Skills">{chips}</div>' if chips else "")
        + extra
        + f'<div class="jl-card-foot"><span>Posted {widgets.when(card.posted_at, now, zone)}</span>'
        f"{foot}{widgets.attribution(card.provider, card.url)}</div></div></article>"
    )


def snippet_html(snippet: str) -> str:
    """The snippet with found words marked."""
    if not snippet:
        return ""
    marked = escaped(snippet).replace(FOUND, "<mark>").replace(END, "</mark>")
    return f'<p class="jl-snippet">{marked}</p>'
