"""Dashboard: for the signed-out what JobLedger is, three figures, newest openings and freshness; else one's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from app.accounts.ui import current_user
from app.accounts.ui.current_user import zone
from app.cards.ui.card_list import card_list
from app.dashboard.queries import Figures, Freshness
from app.dashboard.ui import loaders as dashboard_loaders
from app.dashboard.ui.personal import dashboard
from app.kit import formats
from app.kit.text import escaped
from app.kit.ui import widgets
from app.listings.cards import Card
from app.router import page
from database.clock import now

_STALE = timedelta(days=2)


def render() -> None:
    """Draw the screen."""
    figures, latest, sources = dashboard_loaders.front()
    person = current_user.current()
    if person:
        dashboard(person, dashboard_loaders.dashboard_view(person), figures, now(), zone(person))
        return
    st.html(
        '<h1 class="jl-title">The job market, kept as a ledger</h1>'
        '<p class="jl-lead">JobLedger collects openings from job boards and public services, keeps every version word '
        "for word, and lets you search them, see what changed, and trace each figure back to the answer it came "
        "from.</p>"
    )
    st.html(_figures(figures))
    with st.container(horizontal=True):
        st.page_link(page("feed"), label="Search jobs", icon=":material/search:")
        st.page_link(page("market"), label="See the market", icon=":material/query_stats:")
    _latest(latest)
    _freshness(sources)


def _figures(figures: Figures) -> str:
    shown = (
        ("Open jobs", figures.open_jobs, "on every board at its last complete fetch"),
        ("Companies hiring", figures.companies, "with at least one open job"),
        ("New this week", figures.new_this_week, "seen for the first time in the last 7 days"),
    )
    cards = "".join(
        f'<div class="jl-figure"><dt>{name}</dt><dd>{formats.count(value)}</dd>'
        f'<dd class="jl-meaning">{meaning}</dd></div>'
        for name, value, meaning in shown
    )
    return f'<dl class="jl-figures">{cards}</dl>'


def _latest(cards: Sequence[Card]) -> None:
    st.html('<h2 class="jl-section">Latest openings</h2>')
    if not cards:
        st.html(
            widgets.empty(
                "No listings yet",
                "Nothing has been fetched into this ledger so far. Run make up or jobledger run, then load this again.",
            )
        )
        return
    card_list(cards, now(), zone(), prefix="latest", pairs=True)
    st.page_link(page("feed"), label="See all open jobs", icon=":material/arrow_forward:")


def _freshness(sources: Sequence[Freshness]) -> None:
    if not sources:
        return
    st.html(
        '<h2 class="jl-section">How fresh this is</h2>'
        '<p class="jl-says">A listing counts as open until a complete answer of its board no longer has it.</p>'
        '<div class="jl-scroll"><table class="jl-table"><thead><tr><th>Source</th><th class="jl-number">Open jobs</th>'
        '<th class="jl-number">Boards</th><th>Last complete fetch</th><th>State</th></tr></thead>'
        f"<tbody>{''.join(_row(source) for source in sources)}</tbody></table></div>"
    )


def _row(source: Freshness) -> str:
    fetched = widgets.when(source.newest, now(), zone()) if source.newest else "never"
    if source.newest is None:
        state = widgets.badge("Waiting for its first fetch", "warn")
    elif source.failing:
        state = widgets.badge(f"{formats.counted(source.failing, 'board')} failed last time", "warn")
    elif now() - source.newest > _STALE:
        state = widgets.badge("Not fetched lately", "warn")
    else:
        state = widgets.badge("Up to date", "good")
    return (
        f'<tr><td>{escaped(source.name)}</td><td class="jl-number">{formats.count(source.open_jobs)}</td>'
        f'<td class="jl-number">{formats.count(source.boards)}</td><td>{fetched}</td><td>{state}</td></tr>'
    )
