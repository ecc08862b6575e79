"""What a person does with a listing from wherever it is shown: save it, compare it. Buttons and what they do."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

import streamlit as st

from app import own
from app.own import Marks, Session
from app.services import comparisons, saved
from app.services.cards import Card
from app.text import escaped
from database.clock import now

REMOVED = "saved-removed"


def save_button(card: Card, marks: Marks, key: str, *, prominent: bool = False) -> None:
    """Save, or no longer save."""
    is_saved = card.id in marks.saved
    st.button(
        "Saved" if is_saved else "Save",
        key=f"{'unsave' if is_saved else 'save'}-{key}",
        icon=":material/bookmark_added:" if is_saved else ":material/bookmark_add:",
        type="secondary" if prominent else "tertiary",
        on_click=_unsave if is_saved else _save,
        args=(card.id, card.title),
    )


def compare_button(card: Card, marks: Marks, key: str, *, prominent: bool = False) -> None:
    """Put into the comparison one works on, or take out of it."""
    is_in = card.id in marks.compared
    st.button(
        "Comparing" if is_in else "Compare",
        key=f"{'uncompare' if is_in else 'compare'}-{key}",
        icon=":material/playlist_add_check:" if is_in else ":material/compare_arrows:",
        type="secondary" if prominent else "tertiary",
        on_click=_take_out if is_in else _compare,
        args=(card.id, card.title),
    )


def door_link(listing_id: UUID, words: str = "Save") -> str:
    """For the signed-out: a way to sign in that comes back to the listing."""
    back = quote(f"/listing?id={listing_id}", safe="")
    return f'<a class="jl-save-door" href="/auth/sign-in?next={escaped(back)}" target="_self">{escaped(words)}</a>'


def _save(listing_id: UUID, title: str) -> None:
    def work(session: Session) -> str:
        saved.save(session, listing_id, now())
        return f"Saved: {title}"

    own.act(work, icon=":material/bookmark_added:")


def _unsave(listing_id: UUID, title: str) -> None:
    def work(session: Session) -> str:
        # A note would be lost with it: Saved Jobs offers to put it back.
        st.session_state[REMOVED] = saved.remove(session, [listing_id])
        return f"No longer saved: {title}. Saved Jobs can put it back."

    own.act(work, icon=":material/bookmark_remove:")


def _compare(listing_id: UUID, title: str) -> None:
    def work(session: Session) -> str:
        chosen = own.current_set(session) or comparisons.make(session, "", now())
        own.look_at(chosen.id)
        if not comparisons.add(session, chosen.id, listing_id, now()):
            return f"“{chosen.title}” holds {comparisons.MOST} jobs already. Start another in Comparisons."
        return f"{title} is in “{chosen.title}” ({chosen.jobs + 1} of {comparisons.MOST})"

    own.act(work, icon=":material/compare_arrows:")


def _take_out(listing_id: UUID, title: str) -> None:
    def work(session: Session) -> str:
        chosen = own.current_set(session)
        if chosen:
            comparisons.take_out(session, chosen.id, listing_id)
        return f"{title} is no longer compared"

    own.act(work, icon=":material/remove:")
