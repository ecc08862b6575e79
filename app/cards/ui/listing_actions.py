"""Draw what a user does with a listing on its own page: apply, save, compare, follow the company."""

from __future__ import annotations

from datetime import datetime, tzinfo
from uuid import UUID

import streamlit as st
from markupsafe import Markup

from app.accounts.ui import actions as accounts_actions
from app.accounts.ui.actions import Session
from app.applications.ui import actions as applications_actions
from app.applications.ui.earlier_list import render_earlier_applications
from app.cards.ui import card_actions
from app.cards.ui.loaders import ListingView
from app.kit.i18n import _
from app.kit.text import check_outside_address, escape_markdown
from app.kit.ui import widgets
from app.kit.ui.clicks import clickable_html
from app.listings.queries import Listing
from app.saved import followed_companies
from app.saved.ui.saved_list import PRIORITY_LABELS
from database.clock import now


def format_notes(view: ListingView, now: datetime, zone: tzinfo) -> str:
    """Return the user's earlier applications, when they saved the job, and their note; empty without any."""
    parts = [render_earlier_applications(view.earlier_applications, zone)] if view.earlier_applications else []
    if view.saved_job:
        text = Markup(_("Saved {time}")).format(time=widgets.time_ago(view.saved_job.saved_at, now, zone))
        if view.saved_job.priority:
            priority = _(PRIORITY_LABELS[view.saved_job.priority])
            text = Markup(_("{saved}, priority: {priority}")).format(saved=text, priority=priority.lower())
        parts.append(Markup('<p class="jl-says">{}.</p>').format(text))
        if view.saved_job.note:
            parts.append(Markup('<p class="jl-note">{}</p>').format(view.saved_job.note))
    return "".join(parts)


def render_apply(listing: Listing, payload_hash: str | None, view: ListingView | None) -> None:
    """Draw the link to the job post. For a signed-in user it records an application to the version they see."""
    address = check_outside_address(listing.card.url)
    applications = (
        [application for application in view.earlier_applications if application.relation == "listing"] if view else []
    )
    has_applied = any(application.applied_at for application in applications)
    is_closed = listing.closed_at is not None
    if address is None:
        st.caption(_("The source gives no link to apply."))
    elif view is None or has_applied or is_closed:
        _render_post_link(listing, address, is_primary=not has_applied and not is_closed)
    else:
        link = Markup(
            '<a class="jl-apply" href="{address}" target="_blank" rel="noopener noreferrer" '
            'data-act="apply" data-id="{id}">{label}{icon}</a>'
        ).format(address=address, id=listing.card.id, label=_format_apply(listing), icon=widgets.icon("open_in_new"))
        clickable_html(
            link,
            "apply",
            lambda _action, listing_id: applications_actions.handle_click(
                lambda: _apply(listing_id, listing, payload_hash)
            ),
        )
    if view is not None and not applications and not is_closed:
        st.button(
            _("Plan to apply"),
            key="plan",
            icon=":material/event_upcoming:",
            on_click=applications_actions.handle_click,
            args=(lambda: applications_actions.apply(listing.card.id, payload_hash, is_planned=True),),
        )


def _render_post_link(listing: Listing, address: str, *, is_primary: bool) -> None:
    label = _("View original job post") if listing.closed_at else _("View job post")
    st.link_button(
        escape_markdown(_format_apply(listing)) if is_primary else label,
        address,
        type="primary" if is_primary else "secondary",
        icon=":material/open_in_new:",
        icon_position="right",
    )


def _format_apply(listing: Listing) -> str:
    return _("Apply at {source}").format(source=listing.board.source_name)


def _apply(listing_id: UUID, listing: Listing, payload_hash: str | None) -> bool:
    return listing_id == listing.card.id and applications_actions.apply(listing_id, payload_hash)


def render_actions(listing: Listing, view: ListingView | None) -> None:
    """Draw Save, Compare and Follow; for signed-out visitors a link to sign in."""
    if view is None:
        link = card_actions.format_sign_in_link(listing.card.id, _("Sign in to save"))
        st.html(Markup('<div class="jl-account-nav">{}</div>').format(link))
        return
    card_actions.render_save_button(listing.card, view.marks, "listing", prominent=True)
    card_actions.render_compare_button(listing.card, view.marks, "listing", prominent=True)
    if listing.company_id:
        is_followed = view.follows_company
        st.button(
            _("Following") if is_followed else _("Follow company"),
            key="unfollow" if is_followed else "follow",
            icon=":material/notifications_active:" if is_followed else ":material/domain_add:",
            on_click=unfollow if is_followed else follow,
            args=(listing.company_id, listing.card.company or _("this company")),
        )


def follow(company_id: UUID, name: str) -> None:
    """Follow a company."""

    def apply_change(session: Session) -> str:
        followed_companies.follow(session, company_id, now())
        return _("Following {company}. New jobs appear on your Dashboard.").format(company=name)

    accounts_actions.run_action(apply_change, icon=":material/domain_add:")


def unfollow(company_id: UUID, name: str) -> None:
    """Stop following a company."""

    def apply_change(session: Session) -> str:
        followed_companies.unfollow(session, company_id)
        return _("You no longer follow {company}").format(company=name)

    accounts_actions.run_action(apply_change, icon=":material/domain_disabled:")
