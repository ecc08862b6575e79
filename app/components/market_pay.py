"""Market, Pay: by title and place, for whoever looks for their own; by level for a country."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app import market_data
from app.components import charts, market_tables, market_words, pieces
from app.components import market_pay_words as words
from app.components.market_figure import drawing, head
from app.services.market import Scope
from app.services.market_pay import PayBand
from app.text import escaped

_SHOWN = 10
_IN_FILE = 500
_HEADS = ("Pay of the middle half", "Half pay less than", "Middle half", "Jobs")


def draw(scope: Scope) -> None:
    """Pay by title, then by level."""
    _by_title(scope)
    _by_level(scope)


def _by_title(scope: Scope) -> None:
    titles = market_data.paid_titles(None)
    with st.container(key="part-titles"):
        if not titles:
            st.html('<h2 class="jl-section">Pay by title and place</h2>')
            _too_few("one title")
            return
        # The heading's file is of what is chosen below it.
        above = st.container(key="above-titles")
        chosen = st.selectbox(
            "Title", titles, index=None, placeholder="Type a title, such as accountant", key="title",
            bind="query-params", format_func=words.title, width=420,
        )  # fmt: skip
        bands = market_data.title_pay(chosen, scope.country, _IN_FILE)
        shown = bands if chosen else bands[:_SHOWN]
        with above:
            if bands:
                says = words.of_title(bands, scope.country) if chosen else words.leading(bands, len(shown))
                says += market_words.beyond(scope, by_country=True)
            else:
                says = f"No title in {escaped(scope.country)} has five jobs that tell their pay."
            head("pay-by-title", "Pay by title and place", says, words.HEADS, words.rows(bands))
        if shown:
            st.html(_table(_sorted(shown, scope), chosen))


def _sorted(bands: Sequence[PayBand], scope: Scope) -> list[PayBand]:
    """The country that was asked for first."""
    return sorted(bands, key=lambda band: band.country != scope.country)


def _table(bands: Sequence[PayBand], chosen: str | None) -> str:
    most = {currency: max(float(b.p75) for b in bands if b.currency == currency) for currency in _currencies(bands)}
    rows = [
        (
            _name(band, chosen),
            market_tables.pay_range(band, most[band.currency] or 1),
            f"<b>{words.money(band.p50, band.currency)}</b>",
            f"{words.money(band.p25, band.currency)} to {words.money(band.p75, band.currency)}",
            str(band.n),
        )
        for band in bands
    ]
    scale = "" if len(most) == 1 else '<p class="jl-quiet jl-small">Bars compare within a currency only.</p>'
    return (
        market_tables.blocks("Pay a year by title and place", ("Place" if chosen else "Title and place", *_HEADS), rows)
        + scale
    )


def _currencies(bands: Sequence[PayBand]) -> set[str]:
    return {band.currency for band in bands}


def _name(band: PayBand, chosen: str | None) -> str:
    """The place; before it the title, where not all are of one."""
    guess = ' <span class="jl-guess">estimated</span>' if band.is_estimated else ""
    place = escaped(words.place(band.country))
    return f"{place}{guess}" if chosen else f"{escaped(words.title(band.name))}{guess}<small>{place}</small>"


def _by_level(scope: Scope) -> None:
    groups = _level_groups(market_data.pay_by_level(), scope)
    with st.container(key="part-levels"):
        if not groups:
            st.html('<h2 class="jl-section">Pay by level</h2>')
            _too_few("one level")
            return
        above = st.container(key="above-levels")
        chosen = st.selectbox("Country and currency", list(groups), format_func=words.group, key="pay", width=420)
        bands = groups[chosen]
        says = words.levels(bands) + market_words.beyond(scope, by_country=True)
        every = [band for group in groups.values() for band in group]
        with above:
            head("pay-by-level", "Pay by level", says, ("Level", *words.HEADS[1:]), words.rows(every, words.LEVELS))
        drawing(charts.pay(bands, words.LEVELS), says)


def _level_groups(bands: Sequence[PayBand], scope: Scope) -> dict[tuple[str, str, bool], list[PayBand]]:
    """Bands by country, currency and whether estimated, levels in their order, the group of most jobs first."""
    groups: dict[tuple[str, str, bool], list[PayBand]] = {}
    for band in bands:
        if scope.country in {None, band.country}:
            groups.setdefault((band.country, band.currency, band.is_estimated), []).append(band)
    order = list(words.LEVELS)
    by_size = sorted(groups.items(), key=lambda item: -sum(band.n for band in item[1]))
    return {key: sorted(group, key=lambda band: order.index(band.name)) for key, group in by_size}


def _too_few(of: str) -> None:
    advice = f"Quartiles are shown for groups of at least five jobs of {of}, country and currency."
    st.html(pieces.empty("Too few jobs state their pay", advice))
