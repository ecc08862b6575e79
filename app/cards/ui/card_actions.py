"""What a person does with a listing from wherever it is shown: save it, compare it. Buttons and what they do."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

import streamlit as st

from app.accounts.ui import actions
from app.accounts.ui.actions import Session
from app.applications.ui import actions as applications_actions
from app.comparisons import queries as comparisons_queries
from app.comparisons import service as comparisons_service
from app.comparisons.ui import loaders as comparisons_loaders
from app.kit.text import escaped, outside_address
from app.kit.ui import widgets
from app.listings.cards import Card, cards
from app.listings.marks import Marks
from app.saved import service as saved_service
from app.saved.ui.saved_list import REMOVED
from database.clock import now

APPLY = "apply"


@dataclass(frozen=True, slots=True)
class _Act:
    words: str
    icon: str


_ACTS = {
    "save": _Act("Save", "bookmark_add"),
    "unsave": _Act("Saved", "bookmark_added"),
    "compare": _Act("Compare", "compare_arrows"),
    "uncompare": _Act("Comparing", "playlist_add_check"),
}


def buttons(card: Card, marks: Marks) -> str:
    """Apply, save and compare as HTML, for lists; `do` does what they say."""
    return _apply_link(card, marks) + "".join(
        f'<button type="button" class="jl-mini jl-{act}" data-act="{act}" data-id="{card.id}">'
        f"{widgets.icon(_ACTS[act].icon)}{_ACTS[act].words}</button>"
        for act in (_save(card, marks), _compare(card, marks))
    )


def save_button(card: Card, marks: Marks, key: str, *, prominent: bool = False) -> None:
    """Save, or no longer save, as a button among widgets."""
    _button(_save(card, marks), card, key, prominent=prominent)


def compare_button(card: Card, marks: Marks, key: str, *, prominent: bool = False) -> None:
    """Put into the comparison one works on, or take out of it, as a button among widgets."""
    _button(_compare(card, marks), card, key, prominent=prominent)


def door_link(listing_id: UUID, words: str = "Save") -> str:
    """For the signed-out: a way to sign in that comes back to the listing."""
    back = quote(f"/listing?id={listing_id}", safe="")
    return f'<a class="jl-save-door" href="/auth/sign-in?next={escaped(back)}" target="_self">{escaped(words)}</a>'


def do(act: str, listing_id: UUID) -> None:
    """Do what a button says, for whoever is signed in now. Another act or an unknown listing changes nothing."""
    if act == APPLY:
        applications_actions.apply(listing_id)
        return
    if act not in _ACTS:
        return

    def work(session: Session) -> str:
        found = cards(session, [listing_id])
        return _done(session, act, found[0]) if found else "This job is not in the ledger. Load the page again."

    actions.act(work, icon=f":material/{_ACTS[act].icon}:")


def _apply_link(card: Card, marks: Marks) -> str:
    """The way to the advertisement, noted as an application; nothing where one applied or it closed."""
    address = outside_address(card.url)
    if address is None or card.closed_at or card.id in (marks.applied or {}):
        return ""
    return (
        f'<a class="jl-mini" href="{escaped(address)}" target="_blank" rel="noopener noreferrer" data-act="{APPLY}" '
        f'data-id="{card.id}">{widgets.icon("send")}Apply</a>'
    )


def _button(act: str, card: Card, key: str, *, prominent: bool) -> None:
    st.button(
        _ACTS[act].words,
        key=f"{act}-{key}",
        icon=f":material/{_ACTS[act].icon}:",
        type="secondary" if prominent else "tertiary",
        on_click=do,
        args=(act, card.id),
    )


def _save(card: Card, marks: Marks) -> str:
    return "unsave" if card.id in marks.saved else "save"


def _compare(card: Card, marks: Marks) -> str:
    return "uncompare" if card.id in marks.compared else "compare"


def _done(session: Session, act: str, card: Card) -> str:
    if act == "save":
        saved_service.save(session, card.id, now())
        return f"Saved: {card.title}"
    if act == "unsave":
        # A note would be lost with it: Saved Jobs offers to put it back.
        st.session_state[REMOVED] = saved_service.remove(session, [card.id])
        return f"No longer saved: {card.title}. Saved Jobs can put it back."
    chosen = comparisons_loaders.current_set(session)
    if act == "uncompare":
        if chosen:
            comparisons_service.take_out(session, chosen.id, card.id)
        return f"{card.title} is no longer compared"
    chosen = chosen or comparisons_service.make(session, "", now())
    comparisons_loaders.look_at(chosen.id)
    if not comparisons_service.add(session, chosen.id, card.id, now()):
        return f"“{chosen.title}” holds {comparisons_queries.MOST} jobs already. Start another in Comparisons."
    return f"{card.title} is in “{chosen.title}” ({chosen.jobs + 1} of {comparisons_queries.MOST})"
