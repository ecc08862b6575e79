"""Draw listings as a list of cards, one block of HTML, in which each card is a link to its job."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from markupsafe import Markup

from app.cards.ui import card_actions
from app.kit import formats
from app.kit.i18n import _
from app.kit.ui import widgets
from app.kit.ui.clicks import clickable_html
from app.listings.cards import Card
from app.listings.marks import ListingMarks
from app.listings.ui.card import format_card

_BOX_HTML = Markup(
    '<div class="jl-box-card">{card}<div class="jl-card-acts">{buttons}'
    '<a class="jl-view" href="/listing?id={id}" target="_self" data-go>{view}{icon}</a></div></div>'
)


def render_cards(
    cards: Sequence[Card],
    now: datetime,
    zone: tzinfo,
    *,
    prefix: str = "feed",
    marks: ListingMarks | None = None,
    pairs: bool = False,
) -> None:
    """Draw the cards in order, with `pairs` in two columns on a wide screen. `marks` is None for signed-out visitors.

    `prefix` distinguishes two lists on one screen.
    """
    boxes = Markup("").join(_format_box(card, marks, now, zone) for card in cards)
    block = Markup('<div class="jl-cards{}">{}</div>').format(" jl-cards-pairs" if pairs else "", boxes)
    clickable_html(block, prefix, card_actions.perform_action)


def _format_box(card: Card, marks: ListingMarks | None, now: datetime, zone: tzinfo) -> Markup:
    return _BOX_HTML.format(
        card=format_card(card, now, zone, extra=_format_applied(card, marks, zone)),
        buttons=card_actions.format_sign_in_link(card.id)
        if marks is None
        else card_actions.format_buttons(card, marks),
        id=card.id,
        view=_("View job"),
        icon=widgets.icon("arrow_forward"),
    )


def _format_applied(card: Card, marks: ListingMarks | None, zone: tzinfo) -> Markup:
    applied_at = (marks.applied or {}).get(card.id) if marks else None
    if applied_at is None:
        return Markup()
    text = _("You applied on {day}").format(day=formats.day(applied_at, zone))
    return Markup('<div class="jl-badges">{}</div>').format(widgets.badge(text, "good"))
