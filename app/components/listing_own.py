"""What a signed-in person does with a listing on its own page, and what of theirs is said there."""

from __future__ import annotations

from datetime import datetime, tzinfo
from uuid import UUID

import streamlit as st

from app import formats, own
from app.components import card_actions, pieces
from app.components.saved_list import PRIORITIES
from app.own import ListingView, Session
from app.services import companies
from app.services.listing import Listing
from app.text import escaped
from database.clock import now


def notes(listing: Listing, mine: ListingView, now: datetime, zone: tzinfo) -> str:
    """That one applied already, when it was saved, with which note. Empty where there is nothing to say."""
    html = ""
    if at := (mine.marks.applied or {}).get(listing.card.id):
        words = f"You applied to this on {formats.day(at, zone)}."
        html += pieces.banner("note", words, "Another posting of the same job counts too.")
    if mine.kept:
        priority = f", {PRIORITIES[mine.kept.priority].lower()} priority" if mine.kept.priority else ""
        html += f'<p class="jl-says">Saved {pieces.when(mine.kept.saved_at, now, zone)}{priority}.</p>'
        if mine.kept.note:
            html += f'<p class="jl-note">{escaped(mine.kept.note)}</p>'
    return html


def actions(listing: Listing, mine: ListingView | None) -> None:
    """Save, compare, follow the company; for the signed-out the way in."""
    if mine is None:
        st.html(f'<div class="jl-door">{card_actions.door_link(listing.card.id, "Sign in to save it")}</div>')
        return
    card_actions.save_button(listing.card, mine.marks, "listing", prominent=True)
    card_actions.compare_button(listing.card, mine.marks, "listing", prominent=True)
    if listing.company_id:
        followed = mine.follows_company
        st.button(
            "Following" if followed else "Follow company",
            key="unfollow" if followed else "follow",
            icon=":material/notifications_active:" if followed else ":material/domain_add:",
            on_click=follow if not followed else leave,
            args=(listing.company_id, listing.card.company or "this company"),
        )


def follow(company_id: UUID, name: str) -> None:
    """Follow a company."""

    def work(session: Session) -> str:
        companies.follow(session, company_id, now())
        return f"You follow {name}. New jobs there show on your Dashboard."

    own.act(work, icon=":material/domain_add:")


def leave(company_id: UUID, name: str) -> None:
    """No longer follow a company."""

    def work(session: Session) -> str:
        companies.leave(session, company_id)
        return f"You no longer follow {name}"

    own.act(work, icon=":material/domain_disabled:")
