"""Draw and perform what a user does with a listing in any list: save it, compare it, apply."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

import streamlit as st
from markupsafe import Markup

from app.accounts.ui import actions
from app.accounts.ui.actions import Session
from app.applications.ui import actions as applications_actions
from app.comparisons import queries as comparisons_queries
from app.comparisons import service as comparisons_service
from app.comparisons.ui import loaders as comparisons_loaders
from app.kit.i18n import N_, _
from app.kit.text import check_outside_address
from app.kit.ui import widgets
from app.listings.cards import Card, load_cards
from app.listings.marks import ListingMarks
from app.saved import service as saved_service
from app.saved.ui.saved_list import REMOVED_JOBS_KEY
from database.clock import now

APPLY_ACTION = "apply"


@dataclass(frozen=True, slots=True)
class _Button:
    label: str
    icon: str


_BUTTONS = {
    "save": _Button(N_("Save"), "bookmark_add"),
    "unsave": _Button(N_("Saved"), "bookmark_added"),
    "compare": _Button(N_("Compare"), "compare_arrows"),
    "uncompare": _Button(N_("Comparing"), "playlist_add_check"),
}


def format_buttons(card: Card, marks: ListingMarks) -> Markup:
    """Return Apply, Save and Compare as HTML, for lists; `perform_action` handles their clicks."""
    html = Markup(
        '<button type="button" class="jl-mini jl-{action}" data-act="{action}" data-id="{id}">{icon}{label}</button>'
    )
    buttons = (
        html.format(
            action=action, id=card.id, icon=widgets.icon(_BUTTONS[action].icon), label=_(_BUTTONS[action].label)
        )
        for action in (_choose_save_action(card, marks), _choose_compare_action(card, marks))
    )
    return _format_apply_link(card, marks) + Markup("").join(buttons)


def render_save_button(card: Card, marks: ListingMarks, key: str, *, prominent: bool = False) -> None:
    """Draw Save or Saved as a button among widgets."""
    _render_button(_choose_save_action(card, marks), card, key, prominent=prominent)


def render_compare_button(card: Card, marks: ListingMarks, key: str, *, prominent: bool = False) -> None:
    """Draw Compare or Comparing as a button among widgets."""
    _render_button(_choose_compare_action(card, marks), card, key, prominent=prominent)


def format_sign_in_link(listing_id: UUID, label: str = N_("Save")) -> Markup:
    """Return a link for signed-out visitors that leads to the listing after signing in."""
    address = quote(f"/listing?id={listing_id}", safe="")
    link = Markup('<a class="jl-save-sign-in" href="/auth/sign-in?next={}" target="_self">{}</a>')
    return link.format(address, _(label))


def perform_action(action: str, listing_id: UUID) -> None:
    """Perform the action of a button for the signed-in user. An unknown action or listing changes nothing."""
    if action == APPLY_ACTION:
        applications_actions.apply(listing_id)
        return
    if action not in _BUTTONS:
        return

    def apply_change(session: Session) -> str:
        matches = load_cards(session, [listing_id])
        return _run_action(session, action, matches[0]) if matches else _("Job not found. Reload the page.")

    actions.run_action(apply_change, icon=f":material/{_BUTTONS[action].icon}:")


def _format_apply_link(card: Card, marks: ListingMarks) -> Markup:
    """Return a link to the job post that records an application; empty where the user applied or the job closed."""
    address = check_outside_address(card.url)
    if address is None or card.closed_at or card.id in (marks.applied or {}):
        return Markup()
    return Markup(
        '<a class="jl-mini" href="{address}" target="_blank" rel="noopener noreferrer" data-act="{action}" '
        'data-id="{id}">{icon}{label}</a>'
    ).format(address=address, action=APPLY_ACTION, id=card.id, icon=widgets.icon("send"), label=_("Apply"))


def _render_button(action: str, card: Card, key: str, *, prominent: bool) -> None:
    st.button(
        _(_BUTTONS[action].label),
        key=f"{action}-{key}",
        icon=f":material/{_BUTTONS[action].icon}:",
        type="secondary" if prominent else "tertiary",
        on_click=perform_action,
        args=(action, card.id),
    )


def _choose_save_action(card: Card, marks: ListingMarks) -> str:
    return "unsave" if card.id in marks.saved else "save"


def _choose_compare_action(card: Card, marks: ListingMarks) -> str:
    return "uncompare" if card.id in marks.compared else "compare"


def _run_action(session: Session, action: str, card: Card) -> str:
    """Perform the action and return its message."""
    if action == "save":
        saved_service.save(session, card.id, now())
        return _("Saved {title}").format(title=card.title)
    if action == "unsave":
        # Saved Jobs can restore the job with its note.
        st.session_state[REMOVED_JOBS_KEY] = saved_service.remove(session, [card.id])
        return _("Removed {title} from Saved Jobs. You can undo this there.").format(title=card.title)
    comparison = comparisons_loaders.find_current_set(session)
    if action == "uncompare":
        if comparison:
            comparisons_service.remove_job(session, comparison.id, card.id)
        return _("Removed {title} from the comparison").format(title=card.title)
    comparison = comparison or comparisons_service.create(session, "", now())
    comparisons_loaders.select_set(comparison.id)
    limit = comparisons_queries.MAX_JOBS
    if not comparisons_service.add(session, comparison.id, card.id, now()):
        text = _("“{comparison}” is full ({limit} jobs). Start another in Comparisons.")
        return text.format(comparison=comparison.title, limit=limit)
    text = _("Added {title} to “{comparison}” ({count} of {limit})")
    return text.format(title=card.title, comparison=comparison.title, count=comparison.jobs + 1, limit=limit)
