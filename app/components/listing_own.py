"""What a signed-in person does with a listing on its own page, and what of theirs is said there."""

from __future__ import annotations

from datetime import datetime, tzinfo
from uuid import UUID

import streamlit as st

from app import own
from app.components import applications_acts as acts
from app.components import card_actions, pieces
from app.components.applications_before import before_html
from app.components.clicks import acting_html
from app.components.saved_list import PRIORITIES
from app.own import ListingView, Session
from app.services import companies
from app.services.listing import Listing
from app.text import escaped, literal, outside_address
from database.clock import now


def notes(mine: ListingView, now: datetime, zone: tzinfo) -> str:
    """That one applied already, when it was saved, with which note. Empty where there is nothing to say."""
    html = ""
    if mine.before:
        html += before_html(mine.before, zone)
    if mine.kept:
        priority = f", {PRIORITIES[mine.kept.priority].lower()} priority" if mine.kept.priority else ""
        html += f'<p class="jl-says">Saved {pieces.when(mine.kept.saved_at, now, zone)}{priority}.</p>'
        if mine.kept.note:
            html += f'<p class="jl-note">{escaped(mine.kept.note)}</p>'
    return html


def apply(listing: Listing, version: str | None, mine: ListingView | None) -> None:
    """The way to the advertisement; for the signed-in it is noted as an application, with the version they see."""
    address = outside_address(listing.card.url)
    here = [one for one in mine.before if one.relation == "listing"] if mine else []
    is_done = any(one.applied_at for one in here)
    if address is None:
        st.caption("The source gives no address to apply at.")
    elif mine is None or is_done or listing.closed_at:
        seen = "See the closed advertisement" if listing.closed_at else "See the advertisement"
        is_over = is_done or listing.closed_at is not None
        st.link_button(
            seen if is_over else literal(_apply_words(listing)), address, type="secondary" if is_over else "primary",
            icon=":material/open_in_new:", icon_position="right",
        )  # fmt: skip
    else:
        link = (
            f'<a class="jl-apply" href="{escaped(address)}" target="_blank" rel="noopener noreferrer" '
            f'data-act="apply" data-id="{listing.card.id}">{escaped(_apply_words(listing))}'
            f"{pieces.icon('open_in_new')}</a>"
        )
        acting_html(link, "apply", lambda _act, own_id: acts.click(lambda: _noted(own_id, listing, version)))
    if mine is not None and not here and not listing.closed_at:
        st.button(
            "Plan to apply", key="plan", icon=":material/event_upcoming:", on_click=acts.click,
            args=(lambda: acts.apply(listing.card.id, version, is_planned=True),),
        )  # fmt: skip


def _apply_words(listing: Listing) -> str:
    return f"Apply at {listing.board.source_name}"


def _noted(listing_id: UUID, listing: Listing, version: str | None) -> bool:
    return listing_id == listing.card.id and acts.apply(listing_id, version)


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
