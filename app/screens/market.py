"""Market: the figures of all open listings as charts, each with a sentence that says what it shows."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app import data, formats
from app.components import bars, charts, market_words, pieces
from app.services.market import UNKNOWN, PayBand, Scope, View

_TOP = 12


def render() -> None:
    """Draw the screen."""
    st.html(
        '<h1 class="jl-title">Market</h1><p class="jl-lead">What the ledger has seen of the job market. Every figure '
        "counts listings, and each listing leads back to the answer it came from.</p>"
    )
    whole = data.market_view(Scope())
    if whole is None:
        st.html(
            pieces.empty(
                "The market's figures are not built yet",
                "They are made at the end of each pass. Run jobledger build (or make up), then load this page again.",
            )
        )
        return
    if whole.totals.open == 0:
        st.html(pieces.empty("No listing is counted yet", "Fetch a source that may be counted: jobledger run."))
        _left_out(whole)
        return
    scope = _scope(whole)
    view = whole if scope == Scope() else data.market_view(scope)
    if view is None or view.totals.open == 0:
        st.html(pieces.empty("Nothing is open in this part of the market", "Choose another country or source."))
        return
    st.html(market_words.totals(view.totals))
    _over_time(view)
    _mix(view)
    _pay(view, scope)
    _skills(view)
    _left_out(view)


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


def _chart(title: str, words: str, chart: charts.Spec) -> None:
    """A heading, the sentence that says what the chart shows, and the chart, which is read out as that sentence."""
    st.html(_head(title, words))
    st.vega_lite_chart(spec=chart, alt=market_words.plain(words))


def _head(title: str, words: str) -> str:
    return f'<h2 class="jl-section">{title}</h2><p class="jl-says">{words}</p>'


def _over_time(view: View) -> None:
    _chart("Openings over time", market_words.open_jobs(view.days), charts.open_jobs(view.days))
    # On the ledger's first day everything is new to it; that bar would hide all others.
    later = view.days[1:]
    if later:
        _chart("Opened and closed by day", market_words.news(view.days), charts.news(later))


def _mix(view: View) -> None:
    silent = {UNKNOWN: "Not stated"}
    places, levels = formats.WORKPLACES | silent, formats.LEVELS | silent
    countries = view.by_country[:_TOP]
    parts = (
        ("By source", market_words.leading(view.by_source, "source", view.sources), view.by_source, view.sources),
        ("By country", market_words.leading(view.by_country, "country", {}, shown=len(countries)), countries, silent),
        ("Where people work", market_words.workplaces(view.by_workplace), view.by_workplace, places),
        ("Experience asked for", market_words.leading(view.by_level, "level", levels), view.by_level, levels),
    )
    made = "".join(
        f"<section>{_head(title, words)}{bars.shares(rows, names)}</section>" for title, words, rows, names in parts
    )
    st.html(f'<div class="jl-mix">{made}</div>')


def _pay(view: View, scope: Scope) -> None:
    groups = _pay_groups(view.pay, scope)
    st.html('<h2 class="jl-section">Pay</h2>')
    if not groups:
        st.html(
            pieces.empty(
                "Too few jobs state their pay",
                "Quartiles are shown for groups of at least five jobs of one level, country and currency.",
            )
        )
        return
    chosen = st.selectbox(
        "Country and currency", list(groups), format_func=market_words.pay_group, key="pay", width=360
    )
    bands = groups[chosen]
    words = market_words.pay(bands)
    st.html(f'<p class="jl-says">{words}</p>')
    st.vega_lite_chart(spec=charts.pay(bands), alt=market_words.plain(words))


def _pay_groups(bands: Sequence[PayBand], scope: Scope) -> dict[tuple[str, str, bool], list[PayBand]]:
    """Bands by country, currency and whether estimated, levels in their order, the group of most jobs first."""
    groups: dict[tuple[str, str, bool], list[PayBand]] = {}
    for band in bands:
        if scope.country in {None, band.country}:
            groups.setdefault((band.country, band.currency, band.is_estimated), []).append(band)
    order = [*formats.LEVELS, "unknown"]
    by_size = sorted(groups.items(), key=lambda item: -sum(band.n for band in item[1]))
    return {key: sorted(group, key=lambda band: order.index(band.level)) for key, group in by_size}


def _skills(view: View) -> None:
    if view.skills:
        rows = [(skill.name, skill.open) for skill in view.skills]
        st.html(_head("Skills in demand", market_words.skills(view.skills)) + bars.ranked(rows))


def _left_out(view: View) -> None:
    st.html(market_words.left_out(view.left_out))
