"""Draw the jobs related to a listing as cards: the same job elsewhere and others of its company."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.accounts.ui.current_user import zone
from app.cards.ui.card_list import card_list
from app.kit import formats
from app.listings.cards import Card
from app.listings.marks import Marks
from app.listings.queries import Listing
from app.listings.relatives import Relative
from app.listings.ui import head
from app.router import page
from app.search.criteria import Criteria
from database.clock import now


def render_same_job(relatives: Sequence[Relative], marks: Marks | None) -> None:
    """Draw other postings of the same job."""
    if not relatives:
        return
    st.html(
        '<h2 class="jl-section">The same job elsewhere</h2><p class="jl-says">Postings with the same requisition on '
        "this board, or with the same title, company and place on any.</p>"
    )
    card_list([relative.card for relative in relatives], now(), zone(), prefix="same", marks=marks, pairs=True)


def render_company_jobs(listing: Listing, others: Sequence[Card], total: int, marks: Marks | None) -> None:
    """Draw the company's other jobs and a link to all of them."""
    if not others:
        return
    company = listing.card.company or ""
    st.html(f'<h2 class="jl-section">{head.company_heading(company, total)}</h2>')
    card_list(others, now(), zone(), prefix="company", marks=marks, pairs=True)
    if total > len(others):
        st.page_link(
            page("feed"),
            label=f"See all {formats.count(total)}",
            icon=":material/arrow_forward:",
            query_params=Criteria(company=company[:200]).address(),
        )
