"""Draw what everyone sees on the dashboard: three metrics, the latest openings and how fresh each source is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st
from markupsafe import Markup

from app.accounts.ui.current_user import get_zone
from app.cards.ui.card_list import render_cards
from app.dashboard.queries import MarketMetrics, SourceFreshness
from app.kit import formats
from app.kit.i18n import _, ngettext
from app.kit.ui import widgets
from app.listings.cards import Card
from app.router import get_page
from database.clock import now

_STALE_AFTER = timedelta(days=2)
_HEADING_HTML = Markup('<h2 class="jl-section">{}</h2>')


def format_metrics(metrics: MarketMetrics) -> Markup:
    """Return the three metrics as cards."""
    cards = (
        (_("Open jobs"), metrics.open_jobs, _("as of each board's last complete fetch")),
        (_("Companies hiring"), metrics.companies, _("with at least one open job")),
        (_("New this week"), metrics.new_listings, _("first seen in the last 7 days")),
    )
    html = Markup("").join(
        Markup('<div class="jl-figure"><dt>{}</dt><dd>{}</dd><dd class="jl-meaning">{}</dd></div>').format(
            name, formats.count(value), meaning
        )
        for name, value, meaning in cards
    )
    return Markup('<dl class="jl-figures">{}</dl>').format(html)


def render_latest(cards: Sequence[Card]) -> None:
    """Draw the latest openings as cards."""
    st.html(_HEADING_HTML.format(_("Latest openings")))
    if not cards:
        advice = _("Nothing has been fetched yet. Run make up or jobledger run, then reload this page.")
        st.html(widgets.empty(_("No listings yet"), advice))
        return
    render_cards(cards, now(), get_zone(), prefix="latest", pairs=True)
    st.page_link(get_page("feed"), label=_("See all open jobs"), icon=":material/arrow_forward:")


def render_freshness(sources: Sequence[SourceFreshness]) -> None:
    """Draw a table of the sources with their last complete fetch."""
    if not sources:
        return
    st.html(
        Markup(
            '{}<p class="jl-says">{}</p><div class="jl-scroll"><table class="jl-table"><thead><tr><th>{}</th>'
            '<th class="jl-number">{}</th><th class="jl-number">{}</th><th>{}</th><th>{}</th></tr></thead>'
            "<tbody>{}</tbody></table></div>"
        ).format(
            _HEADING_HTML.format(_("Data freshness")),
            _("A listing counts as open until a complete fetch of its board no longer contains it."),
            _("Source"),
            _("Open jobs"),
            _("Boards"),
            _("Last complete fetch"),
            _("Status"),
            Markup("").join(_format_row(source) for source in sources),
        )
    )


def _format_row(source: SourceFreshness) -> Markup:
    fetched = widgets.time_ago(source.newest, now(), get_zone()) if source.newest else _("never")
    if source.newest is None:
        status = widgets.badge(_("Waiting for its first fetch"), "warn")
    elif source.failing:
        failures = ngettext("{count} board failed last", "{count} boards failed last", source.failing)
        status = widgets.badge(failures.format(count=formats.count(source.failing)), "warn")
    elif now() - source.newest > _STALE_AFTER:
        status = widgets.badge(_("Not fetched recently"), "warn")
    else:
        status = widgets.badge(_("Up to date"), "good")
    return Markup(
        '<tr><td>{}</td><td class="jl-number">{}</td><td class="jl-number">{}</td><td>{}</td><td>{}</td></tr>'
    ).format(source.name, formats.count(source.open_jobs), formats.count(source.boards), fetched, status)
