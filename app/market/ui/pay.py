"""Draw Market, Pay: annual pay by title and place, and by level in one country."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from app.kit.i18n import _
from app.kit.ui import widgets
from app.market.openings import Scope
from app.market.pay import PayBand
from app.market.ui import charts, labels, loaders, pay_labels, tables
from app.market.ui.panel import render_chart, render_heading
from app.market.ui.tables import Column

_MAX_ROWS = 10
_MAX_FILE_ROWS = 500


def render(scope: Scope) -> None:
    """Draw pay by title, then by level."""
    _render_by_title(scope)
    _render_by_level(scope)


def _render_by_title(scope: Scope) -> None:
    titles = loaders.load_titles_with_pay(None)
    heading = _("Pay by title and place")
    with st.container(key="part-titles"):
        if not titles:
            st.html(Markup('<h2 class="jl-section">{}</h2>').format(heading))
            _render_too_few(_("Quartiles need at least five jobs with the same title, country and currency."))
            return
        # The heading stands above the choice that decides what its file holds.
        above = st.container(key="above-titles")
        title = st.selectbox(
            _("Title"),
            titles,
            index=None,
            placeholder=_("Type a title, such as accountant"),
            key="title",
            bind="query-params",
            format_func=pay_labels.format_title,
            width=420,
        )
        bands = loaders.load_pay_by_title(title, scope.country, _MAX_FILE_ROWS)
        visible = bands if title else bands[:_MAX_ROWS]
        with above:
            if not bands:
                text = Markup(_("No title in {country} has five jobs that state their pay."))
                description = text.format(country=scope.country)
            elif title:
                description = pay_labels.describe_title(bands, scope.country)
            else:
                description = pay_labels.describe_largest_groups(bands, len(visible))
            if bands:
                description += labels.note_wider_scope(scope, by_country=True)
            columns, rows = pay_labels.list_file_columns(_("Title")), pay_labels.list_file_rows(bands)
            render_heading("pay-by-title", heading, description, columns, rows)
        if visible:
            st.html(_render_title_table(_sort_by_country(visible, scope), title))


def _sort_by_country(bands: Sequence[PayBand], scope: Scope) -> list[PayBand]:
    """Return the bands with the country of the scope first."""
    return sorted(bands, key=lambda band: band.country != scope.country)


def _render_title_table(bands: Sequence[PayBand], title: str | None) -> Markup:
    currencies = {band.currency for band in bands}
    largest = {currency: max(float(band.p75) for band in bands if band.currency == currency) for currency in currencies}
    columns = (
        Column(_("Place") if title else _("Title and place"), is_number=False),
        Column(_("Pay range"), is_number=False),
        Column(_("Median")),
        Column(_("Middle half")),
        Column(_("Jobs")),
    )
    rows = [
        (
            _format_row_name(band, title),
            tables.render_pay_range(band, largest[band.currency] or 1),
            Markup("<b>{}</b>").format(pay_labels.format_money(band.p50, band.currency)),
            pay_labels.format_range(band),
            str(band.n),
        )
        for band in bands
    ]
    table = tables.render_table(_("Annual pay by title and place"), columns, rows)
    if len(currencies) > 1:
        note = _("Bars are comparable within one currency only.")
        table += Markup('<p class="jl-quiet jl-small">{}</p>').format(note)
    return table


def _format_row_name(band: PayBand, title: str | None) -> Markup:
    """Return the place, preceded by the title where the rows have several."""
    place = pay_labels.format_place(band.country)
    badge = Markup(' <span class="jl-guess">{}</span>').format(_("estimated")) if band.is_estimated else Markup("")
    if title:
        return Markup("{}{}").format(place, badge)
    return Markup("{}{}<small>{}</small>").format(pay_labels.format_title(band.name), badge, place)


def _render_by_level(scope: Scope) -> None:
    groups = _group_levels(loaders.load_pay_by_level(), scope)
    heading = _("Pay by level")
    with st.container(key="part-levels"):
        if not groups:
            st.html(Markup('<h2 class="jl-section">{}</h2>').format(heading))
            _render_too_few(_("Quartiles need at least five jobs with the same level, country and currency."))
            return
        above = st.container(key="above-levels")
        group = st.selectbox(
            _("Country and currency"), list(groups), format_func=pay_labels.format_group, key="pay", width=420
        )
        bands, levels = groups[group], pay_labels.translate_level_names()
        description = pay_labels.describe_levels(bands) + labels.note_wider_scope(scope, by_country=True)
        rows = pay_labels.list_file_rows([band for bands in groups.values() for band in bands], levels)
        with above:
            render_heading("pay-by-level", heading, description, pay_labels.list_file_columns(_("Level")), rows)
        render_chart(charts.chart_pay(bands, levels), description)


def _group_levels(bands: Sequence[PayBand], scope: Scope) -> dict[tuple[str, str, bool], list[PayBand]]:
    """Return the bands by country, currency and whether estimated, levels in order, the group with most jobs first."""
    groups: dict[tuple[str, str, bool], list[PayBand]] = {}
    for band in bands:
        if scope.country in {None, band.country}:
            groups.setdefault((band.country, band.currency, band.is_estimated), []).append(band)
    order = list(pay_labels.translate_level_names())
    by_size = sorted(groups.items(), key=lambda item: -sum(band.n for band in item[1]))
    return {key: sorted(group, key=lambda band: order.index(band.name)) for key, group in by_size}


def _render_too_few(advice: str) -> None:
    st.html(widgets.empty(_("Too few jobs state their pay"), advice))
