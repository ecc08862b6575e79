"""Market, Openings: how many jobs are open, since when, and what they are."""

from __future__ import annotations

import streamlit as st

from app.kit import formats
from app.market.openings import UNKNOWN, View
from app.market.ui import bars, charts, labels
from app.market.ui.panel import drawing, head

_TOP = 12


def draw(view: View) -> None:
    """Totals, the line over time, what opened and closed, and the mix."""
    st.html(labels.totals(view.totals))
    rows = [(day.day.isoformat(), day.open, day.new, day.reopened, day.closed) for day in view.days]
    turns = ("Opened", "Opened again", "Closed")
    with st.container(key="part-open"):
        says = labels.open_jobs(view.days)
        head("by-day", "Openings over time", says, ("Day (UTC)", "Open at its end", *turns), rows)
        drawing(charts.open_jobs(view.days), says)
    # On the ledger's first day everything is new to it; that bar would hide all others.
    later = view.days[1:]
    if later:
        with st.container(key="part-news"):
            says = labels.news(view.days)
            told = [(day, *turned) for day, _, *turned in rows[1:]]
            head("opened-and-closed", "Opened and closed by day", says, ("Day (UTC)", *turns), told)
            drawing(charts.news(later), says)
    _mix(view)


def _mix(view: View) -> None:
    silent = {UNKNOWN: "Not stated"}
    places, levels = formats.WORKPLACES | silent, formats.LEVELS | silent
    countries = view.by_country[:_TOP]
    parts = (
        ("By source", labels.leading(view.by_source, "source", view.sources), view.by_source, view.sources),
        ("By country", labels.leading(view.by_country, "country", {}, shown=len(countries)), countries, silent),
        ("Where people work", labels.workplaces(view.by_workplace), view.by_workplace, places),
        ("Experience asked for", labels.leading(view.by_level, "level", levels), view.by_level, levels),
    )
    every = (
        ("Source", view.by_source, view.sources), ("Country", view.by_country, silent),
        ("Workplace", view.by_workplace, places), ("Level", view.by_level, levels),
    )  # fmt: skip
    rows = [(what, names.get(one.name, one.name), one.open) for what, shares, names in every for one in shares]
    says = "The same open jobs, parted in four ways."
    with st.container(key="part-mix"):
        head("mix", "What is open", says, ("Parted by", "Value", "Open jobs"), rows)
        made = "".join(
            f'<section><h3 class="jl-part-title">{title}</h3><p class="jl-says">{words}</p>{bars.shares(shares, names)}'
            "</section>"
            for title, words, shares, names in parts
        )
        st.html(f'<div class="jl-mix">{made}</div>')
