"""Draw Market, Openings: how many jobs are open, how that changed, and how they break down."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app.kit import formats
from app.kit.i18n import _
from app.market.openings import UNKNOWN, MarketOverview
from app.market.ui import bars, charts, labels
from app.market.ui.panel import render_chart, render_heading

_MAX_COUNTRIES = 12


def render(overview: MarketOverview) -> None:
    """Draw the totals, the open jobs over time, the daily changes and the breakdown."""
    st.html(labels.format_totals(overview.totals))
    rows = [(day.day.isoformat(), day.open, day.new, day.reopened, day.closed) for day in overview.days]
    day, changes = _("Day (UTC)"), (_("Opened"), _("Reopened"), _("Closed"))
    with st.container(key="part-open"):
        description = labels.describe_open_jobs(overview.days)
        columns = (day, _("Open at the end"), *changes)
        render_heading("by-day", _("Openings over time"), description, columns, rows)
        render_chart(charts.chart_open_jobs(overview.days), description)
    # On the first day every job is new to the ledger; its bar would dwarf all others.
    later_days = overview.days[1:]
    if later_days:
        with st.container(key="part-news"):
            description = labels.describe_daily_changes(overview.days)
            daily_changes = [(day, *counts) for day, _open, *counts in rows[1:]]
            title = _("Opened and closed by day")
            render_heading("opened-and-closed", title, description, (day, *changes), daily_changes)
            render_chart(charts.chart_daily_changes(later_days), description)
    _render_breakdown(overview)


def _render_breakdown(overview: MarketOverview) -> None:
    unknown_labels = {UNKNOWN: _("Not stated")}
    workplaces, levels = (
        formats.translate_labels(formats.WORKPLACE_LABELS) | unknown_labels,
        formats.translate_labels(formats.LEVEL_LABELS) | unknown_labels,
    )
    countries = overview.by_country[:_MAX_COUNTRIES]
    country_sentence = labels.describe_leader(overview.by_country, _("country"), {}, shown_count=len(countries))
    sections = (
        (
            _("By source"),
            labels.describe_leader(overview.by_source, _("source"), overview.sources),
            bars.render_facet(overview.by_source, overview.sources),
        ),
        (_("By country"), country_sentence, bars.render_facet(countries, unknown_labels)),
        (
            _("By workplace"),
            labels.describe_workplaces(overview.by_workplace),
            bars.render_facet(overview.by_workplace, workplaces),
        ),
        (
            _("By experience level"),
            labels.describe_leader(overview.by_level, _("level"), levels),
            bars.render_facet(overview.by_level, levels),
        ),
    )
    facets = (
        (_("Source"), overview.by_source, overview.sources),
        (_("Country"), overview.by_country, unknown_labels),
        (_("Workplace"), overview.by_workplace, workplaces),
        (_("Level"), overview.by_level, levels),
    )
    rows = [
        (facet, names.get(count.name, count.name), count.open) for facet, counts, names in facets for count in counts
    ]
    with st.container(key="part-mix"):
        description = Markup(_("The same open jobs, broken down four ways."))
        columns = (_("Broken down by"), _("Value"), _("Open jobs"))
        render_heading("mix", _("Open jobs by source, country, workplace and level"), description, columns, rows)
        html = Markup("").join(
            Markup('<section><h3 class="jl-part-title">{}</h3><p class="jl-says">{}</p>{}</section>').format(*section)
            for section in sections
        )
        st.html(Markup('<div class="jl-mix">{}</div>').format(html))
