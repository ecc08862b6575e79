"""Market: the figures of all open listings, each with a sentence that says what it shows.

Its address says which part of the market and which figures; only those are asked for.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.kit.ui import widgets
from app.market.openings import Scope, View
from app.market.ui import data_quality, durations, openings, pay, skills
from app.market.ui import labels as market_labels
from app.market.ui import loaders as market_loaders

_LOOK = Path(__file__).parents[1] / "assets" / "market.css"
_VIEWS = ("Openings", "Pay", "Skills", "Time to fill", "How sure")


def render() -> None:
    """Draw the screen."""
    st.html(_LOOK)
    st.html(
        '<h1 class="jl-title">Market</h1><p class="jl-lead">What the ledger has seen of the job market. Every figure '
        "counts listings, and each listing leads back to the answer it came from.</p>"
    )
    whole = market_loaders.view(Scope())
    if whole is None:
        st.html(
            widgets.empty(
                "The market's figures are not built yet",
                "They are made at the end of each pass. Run jobledger build (or make up), then load this page again.",
            )
        )
        return
    if whole.totals.open == 0:
        st.html(widgets.empty("No listing is counted yet", "Fetch a source that may be counted: jobledger run."))
    else:
        _figures(whole)
    st.html(market_labels.left_out(whole.left_out))


def _figures(whole: View) -> None:
    scope = _scope(whole)
    shown = st.segmented_control(
        "Figures", _VIEWS, default=_VIEWS[0], required=True, key="view", bind="query-params",
        label_visibility="collapsed",
    )  # fmt: skip
    view = whole if scope == Scope() else market_loaders.view(scope)
    if view is None or view.totals.open == 0:
        st.html(widgets.empty("Nothing is open in this part of the market", "Choose another country or source."))
    elif shown == "Pay":
        pay.draw(scope)
    elif shown == "Skills":
        skills.draw(view, scope)
    elif shown == "Time to fill":
        durations.draw(view, scope)
    elif shown == "How sure":
        data_quality.draw(scope)
    else:
        openings.draw(view)


def _scope(whole: View) -> Scope:
    country, source = st.columns(2)
    chosen = country.selectbox(
        "Country", whole.countries, index=None, placeholder="All countries", key="country", bind="query-params"
    )
    code = source.selectbox(
        "Source",
        list(whole.sources),
        index=None,
        placeholder="All sources",
        key="source",
        bind="query-params",
        format_func=lambda one: whole.sources.get(one, one),
    )
    return Scope(chosen, code)
