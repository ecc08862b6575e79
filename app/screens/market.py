"""Compose the Market screen: the part of the market and the view are in its address; only that view is loaded."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from markupsafe import Markup

from app.kit.i18n import _
from app.kit.ui import widgets
from app.market.openings import MarketOverview, Scope
from app.market.ui import data_quality, durations, labels, loaders, openings, pay, skills

_STYLESHEET_PATH = Path(__file__).parents[1] / "assets" / "market.css"


def render() -> None:
    """Draw the screen."""
    st.html(_STYLESHEET_PATH)
    lead = _(
        "Openings, pay, skills and time to fill, counted from listings. Every listing links to its stored response."
    )
    st.html(Markup('<h1 class="jl-title">{}</h1><p class="jl-lead">{}</p>').format(_("Market"), lead))
    whole_market = loaders.load_overview(Scope())
    if whole_market is None:
        advice = _("Metrics are computed at the end of each run. Run jobledger build, then reload this page.")
        st.html(widgets.empty(_("No metrics yet"), advice))
        return
    if whole_market.totals.open == 0:
        advice = _("To fetch listings that may be counted, run jobledger run.")
        st.html(widgets.empty(_("No listings to count yet"), advice))
    else:
        _render_view(whole_market)
    st.html(labels.describe_excluded_sources(whole_market.excluded_sources))


def _render_view(whole_market: MarketOverview) -> None:
    scope = _choose_scope(whole_market)
    pay_view, skills_view, durations_view, quality_view = _("Pay"), _("Skills"), _("Time to fill"), _("Data quality")
    views = (_("Openings"), pay_view, skills_view, durations_view, quality_view)
    view = st.segmented_control(
        _("View"),
        views,
        default=views[0],
        required=True,
        key="view",
        bind="query-params",
        label_visibility="collapsed",
    )
    overview = whole_market if scope == Scope() else loaders.load_overview(scope)
    if overview is None or overview.totals.open == 0:
        st.html(widgets.empty(_("No open jobs in this part of the market"), _("Choose another country or source.")))
    elif view == pay_view:
        pay.render(scope)
    elif view == skills_view:
        skills.render(overview, scope)
    elif view == durations_view:
        durations.render(overview, scope)
    elif view == quality_view:
        data_quality.render(scope)
    else:
        openings.render(overview)


def _choose_scope(whole_market: MarketOverview) -> Scope:
    country_column, source_column = st.columns(2)
    country = country_column.selectbox(
        _("Country"),
        whole_market.countries,
        index=None,
        placeholder=_("All countries"),
        key="country",
        bind="query-params",
    )
    source = source_column.selectbox(
        _("Source"),
        list(whole_market.sources),
        index=None,
        placeholder=_("All sources"),
        key="source",
        bind="query-params",
        format_func=lambda code: whole_market.sources.get(code, code),
    )
    return Scope(country, source)
