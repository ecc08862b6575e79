"""What a signed-in person does with a listing on its own page, and what of theirs is said there."""

from __future__ import annotations

from datetime import datetime, tzinfo
from uuid import UUID

import streamlit as st

from app.accounts.ui import actions as accounts_actions
from app.accounts.ui.actions import Session
from app.applications.ui import actions as applications_actions
from app.applications.ui.earlier_list import earlier_html
from app.cards.ui import card_actions
from app.cards.ui.loaders import ListingView
from app.kit.text import escaped, literal, outside_address
from app.kit.ui import widgets
from app.kit.ui.clicks import acting_html
from app.listings.queries import Listing
from app.saved import followed_companies
from app.saved.ui.saved_list import PRIORITIES
from database.clock import now


def notes(mine: ListingView, now: datetime, zone: tzinfo) -> str:
    """That one applied already, when it was saved, with which note. Empty where there is nothing to say."""
    html = ""
    if mine.before:
        html += earlier_html(mine.before, zone)
    if mine.kept:
        priority = f", {PRIORITIES[mine.kept.priority].lower()} priority" if mine.kept.priority else ""
        html += f'<p class="jl-says">Saved {widgets.when(mine.kept.saved_at, now, zone)}{priority}.</p>'
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
            f"{widgets.icon('open_in_new')}</a>"
        )
        acting_html(
            link, "apply", lambda _act, own_id: applications_actions.click(lambda: _noted(own_id, listing, version))
        )
    if mine is not None and not here and not listing.closed_at:
        st.button(
            "Plan to apply", key="plan", icon=":material/event_upcoming:", on_click=applications_actions.click,
            args=(lambda: applications_actions.apply(listing.card.id, version, is_planned=True),),
        )  # fmt: skip


def _apply_words(listing: Listing) -> str:
    return f"Apply at {listing.board.source_name}"


def _noted(listing_id: UUID, listing: Listing, version: str | None) -> bool:
    return listing_id == listing.card.id and applications_actions.apply(listing_id, version)


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
        followed_companies.follow(session, company_id, now())
        return f"You follow {name}. New jobs there show on your Dashboard."

    accounts_actions.act(work, icon=":material/domain_add:")


def leave(company_id: UUID, name: str) -> None:
    """No longer follow a company."""

    def work(session: Session) -> str:
        followed_companies.leave(session, company_id)
        return f"You no longer follow {name}"

    accounts_actions.act(work, icon=":material/domain_disabled:")
