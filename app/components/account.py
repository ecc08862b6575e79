"""The screen of a feature that needs an account, while accounts are not open: says so, and what it will do."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.router import page
from app.text import escaped


def account_needed(title: str, promise: str, abilities: Sequence[str]) -> None:
    """Draw the honest placeholder: `promise` in a sentence, `abilities` as a list, and where to go instead."""
    will = "".join(f"<li>{escaped(ability)}</li>" for ability in abilities)
    st.html(
        f'<section class="jl-account"><h1>{escaped(title)}</h1><p class="jl-lead">{escaped(promise)}</p>'
        f"<h2>What you will be able to do here</h2><ul>{will}</ul>"
        '<div class="jl-banner jl-banner-note" role="note"><strong>This needs an account.</strong> '
        "Accounts are not open on this installation yet, so there is nothing to sign in to today. "
        "Searching jobs, reading listings with their history, and the market figures work without one.</div></section>"
    )
    with st.container(horizontal=True):
        st.page_link(page("feed"), label="Search jobs", icon=":material/work:")
        st.page_link(page("market"), label="See the market", icon=":material/query_stats:")
