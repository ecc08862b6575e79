"""Draw the jobs related to a listing as cards: the same job elsewhere and others of its company."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from app.accounts.ui.current_user import get_zone
from app.cards.ui.card_list import render_cards
from app.kit import formats
from app.kit.i18n import _
from app.listings.cards import Card
from app.listings.marks import ListingMarks
from app.listings.queries import Listing
from app.listings.related_jobs import RelatedPosting
from app.listings.ui import head
from app.router import get_page
from app.search.criteria import Criteria
from database.clock import now

_HEADING_HTML = Markup('<h2 class="jl-section">{}</h2>')


def render_same_job(postings: Sequence[RelatedPosting], marks: ListingMarks | None) -> None:
    """Draw other postings of the same job."""
    if not postings:
        return
    text = _("Posts with the same requisition on this board, or the same title, company and place on any board.")
    st.html(_HEADING_HTML.format(_("Same job elsewhere")) + Markup('<p class="jl-says">{}</p>').format(text))
    render_cards([posting.card for posting in postings], now(), get_zone(), prefix="same", marks=marks, pairs=True)


def render_company_jobs(listing: Listing, jobs: Sequence[Card], total: int, marks: ListingMarks | None) -> None:
    """Draw the company's other jobs and a link to all of them."""
    if not jobs:
        return
    company = listing.card.company or ""
    st.html(_HEADING_HTML.format(head.format_company_heading(company, total)))
    render_cards(jobs, now(), get_zone(), prefix="company", marks=marks, pairs=True)
    if total > len(jobs):
        st.page_link(
            get_page("feed"),
            label=_("See all {count}").format(count=formats.count(total)),
            icon=":material/arrow_forward:",
            query_params=Criteria(company=company[:200]).address(),
        )
