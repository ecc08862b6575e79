"""A listing as a card in a list, one block of HTML from escaped text, with a link that the whole card follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from app.cards.ui import card_actions
from app.kit import formats
from app.kit.ui import widgets
from app.kit.ui.clicks import acting_html
from app.listings.cards import Card
from app.listings.marks import Marks
from app.listings.ui.card import card_html


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


def _applied(card: Card, marks: Marks | None, zone: tzinfo) -> str:
    at = (marks.applied or {}).get(card.id) if marks else None
    return (
        f'<div class="jl-badges">{widgets.badge(f"You applied on {formats.day(at, zone)}", "good")}</div>' if at else ""
    )
