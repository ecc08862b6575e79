"""Market, Skills: which skills jobs name now, and how that moves from week to week."""

from __future__ import annotations

import streamlit as st

from app.kit.text import escaped
from app.kit.ui import widgets
from app.market.openings import Scope, View
from app.market.skills import SPAN, Trend
from app.market.ui import bars, labels, loaders, skill_labels, tables
from app.market.ui.panel import head

_SHOWN = 12
_BY_WEEK = 8
_COMPARED = 6
_FILE_HEADS = ("Skill", "Week from (Monday, UTC)", "Opened naming it", "Opened in the week", "Share")


def draw(view: View, scope: Scope) -> None:
    """Skills now, then by week."""
    every = loaders.skills()
    if not every:
        advice = "They are found in the texts of listings, by name; none that is open names one."
        st.html(widgets.empty("No skill is known yet", advice))
        return
    wider = labels.beyond(scope)
    shown = every[:_SHOWN]
    with st.container(key="part-skills"):
        rows = [(one.name, one.open, one.new_30d) for one in every]
        file = ("Skill", "Open jobs", "Opened in 30 days")
        head("skills", "Skills in demand", skill_labels.now(shown) + wider, file, rows)
        st.html(bars.ranked([(one.name, one.open) for one in shown]))
    with st.container(key="part-weeks"):
        above = st.container(key="above-weeks")
        chosen = st.multiselect(
            "Skills to compare", [one.name for one in every], key="skill", bind="query-params",
            max_selections=_COMPARED, placeholder="The leading ones; or type your own, up to six", width=420,
        )  # fmt: skip
        trends = loaders.trends(tuple(chosen), _BY_WEEK)
        with above:
            says = skill_labels.moved(trends) + skill_labels.since(view.days, trends) + wider
            head("skills-by-week", "Skills by week", says, _FILE_HEADS, _rows(trends))
        if trends and trends[0].weeks:
            st.html(_table(trends))


def _rows(trends: tuple[Trend, ...]) -> list[tuple[object, ...]]:
    return [
        (trend.name, week.isoformat(), part.named, part.opened, None if part.share is None else round(part.share, 6))
        for trend in trends
        for week, part in trend.weeks.items()
    ]


def _table(trends: tuple[Trend, ...]) -> str:
    heads = ("Skill", "By week", f"{SPAN} weeks before", f"Last {SPAN} weeks", "Change")
    rows = [
        (
            escaped(trend.name), tables.weeks(trend), skill_labels.part(trend.before), skill_labels.part(trend.latest),
            skill_labels.change(trend),
        )
        for trend in trends
    ]  # fmt: skip
    note = (
        f'<p class="jl-quiet jl-small">Bars are the {skill_labels.span(list(trends[0].weeks))}; shares are of the jobs '
        "that opened in those weeks. Each row of bars has its own height: compare rows by their figures.</p>"
    )
    return tables.blocks("Skills by week", heads, rows) + note
