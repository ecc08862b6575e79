"""Market, Pay: by title and place, for whoever looks for their own; by level for a country."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.kit.text import escaped
from app.kit.ui import widgets
from app.market.openings import Scope
from app.market.pay import PayBand
from app.market.ui import charts, labels, loaders, pay_labels, tables
from app.market.ui.panel import drawing, head

_SHOWN = 10
_IN_FILE = 500
_HEADS = ("Pay of the middle half", "Half pay less than", "Middle half", "Jobs")


def draw(scope: Scope) -> None:
    """Pay by title, then by level."""
    _by_title(scope)
    _by_level(scope)


def _by_title(scope: Scope) -> None:
    titles = loaders.paid_titles(None)
    with st.container(key="part-titles"):
        if not titles:
            st.html('<h2 class="jl-section">Pay by title and place</h2>')
            _too_few("one title")
            return
        # The heading's file is of what is chosen below it.
        above = st.container(key="above-titles")
        chosen = st.selectbox(
            "Title", titles, index=None, placeholder="Type a title, such as accountant", key="title",
            bind="query-params", format_func=pay_labels.title, width=420,
        )  # fmt: skip
        bands = loaders.title_pay(chosen, scope.country, _IN_FILE)
        shown = bands if chosen else bands[:_SHOWN]
        with above:
            if bands:
                says = pay_labels.of_title(bands, scope.country) if chosen else pay_labels.leading(bands, len(shown))
                says += labels.beyond(scope, by_country=True)
            else:
                says = f"No title in {escaped(scope.country)} has five jobs that tell their pay."
            head("pay-by-title", "Pay by title and place", says, pay_labels.HEADS, pay_labels.rows(bands))
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
            tables.pay_range(band, most[band.currency] or 1),
            f"<b>{pay_labels.money(band.p50, band.currency)}</b>",
            f"{pay_labels.money(band.p25, band.currency)} to {pay_labels.money(band.p75, band.currency)}",
            str(band.n),
        )
        for band in bands
    ]
    scale = "" if len(most) == 1 else '<p class="jl-quiet jl-small">Bars compare within a currency only.</p>'
    return (
        tables.blocks("Pay a year by title and place", ("Place" if chosen else "Title and place", *_HEADS), rows)
        + scale
    )


def _currencies(bands: Sequence[PayBand]) -> set[str]:
    return {band.currency for band in bands}


def _name(band: PayBand, chosen: str | None) -> str:
    """The place; before it the title, where not all are of one."""
    guess = ' <span class="jl-guess">estimated</span>' if band.is_estimated else ""
    place = escaped(pay_labels.place(band.country))
    return f"{place}{guess}" if chosen else f"{escaped(pay_labels.title(band.name))}{guess}<small>{place}</small>"


def _by_level(scope: Scope) -> None:
    groups = _level_groups(loaders.pay_by_level(), scope)
    with st.container(key="part-levels"):
        if not groups:
            st.html('<h2 class="jl-section">Pay by level</h2>')
            _too_few("one level")
            return
        above = st.container(key="above-levels")
        chosen = st.selectbox("Country and currency", list(groups), format_func=pay_labels.group, key="pay", width=420)
        bands = groups[chosen]
        says = pay_labels.levels(bands) + labels.beyond(scope, by_country=True)
        every = [band for group in groups.values() for band in group]
        with above:
            head(
                "pay-by-level",
                "Pay by level",
                says,
                ("Level", *pay_labels.HEADS[1:]),
                pay_labels.rows(every, pay_labels.LEVELS),
            )
        drawing(charts.pay(bands, pay_labels.LEVELS), says)


def _level_groups(bands: Sequence[PayBand], scope: Scope) -> dict[tuple[str, str, bool], list[PayBand]]:
    """Bands by country, currency and whether estimated, levels in their order, the group of most jobs first."""
    groups: dict[tuple[str, str, bool], list[PayBand]] = {}
    for band in bands:
        if scope.country in {None, band.country}:
            groups.setdefault((band.country, band.currency, band.is_estimated), []).append(band)
    order = list(pay_labels.LEVELS)
    by_size = sorted(groups.items(), key=lambda item: -sum(band.n for band in item[1]))
    return {key: sorted(group, key=lambda band: order.index(band.name)) for key, group in by_size}


def _too_few(of: str) -> None:
    advice = f"Quartiles are shown for groups of at least five jobs of {of}, country and currency."
    st.html(widgets.empty("Too few jobs state their pay", advice))
