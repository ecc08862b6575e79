"""Draw what everyone sees on the dashboard: the numbers, the latest openings and how fresh each source is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from app.accounts.ui.current_user import zone
from app.cards.ui.card_list import render_cards
from app.dashboard.queries import Figures, Freshness
from app.kit import formats
from app.kit.text import escaped
from app.kit.ui import widgets
from app.listings.cards import Card
from app.router import page
from database.clock import now

_STALE = timedelta(days=2)


def figures_html(figures: Figures) -> str:
    """Return the numbers as HTML."""
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


def render_latest(cards: Sequence[Card]) -> None:
    """Draw the latest openings as cards."""
    st.html('<h2 class="jl-section">Latest openings</h2>')
    if not cards:
        st.html(
            widgets.empty(
                "No listings yet",
                "Nothing has been fetched into this ledger so far. Run make up or jobledger run, then load this again.",
            )
        )
        return
    render_cards(cards, now(), zone(), prefix="latest", pairs=True)
    st.page_link(page("feed"), label="See all open jobs", icon=":material/arrow_forward:")


def render_freshness(sources: Sequence[Freshness]) -> None:
    """Draw a table of the sources with their last complete fetch."""
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
