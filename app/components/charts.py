"""The market's charts: Vega-Lite specifications made with Altair from plain figures. The screen has the words, and what
are only named counts is app.components.bars.

Altair checks every part against its schema, which takes longer than all queries of the screen: specifications are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import streamlit as st

from app import formats
from app.services.market import Day, PayBand

Spec = dict[str, Any]

# Readable on the light and on the dark theme; marks of text do not follow the theme.
_FIGURES = "#7f7b9a"


@st.cache_data(max_entries=300, show_spinner=False)
def open_jobs(days: Sequence[Day]) -> Spec:
    """Listings open at the end of each day, as a filled line."""
    rows = [{"day": day.day.isoformat(), "open": day.open} for day in days]
    return _spec(
        alt.Chart(_data(rows), height=240)
        .mark_area(line={"strokeWidth": 2}, fillOpacity=0.14, interpolate="monotone")
        .encode(
            x=_days(),
            y=alt.Y("open:Q", title="Open jobs", axis=alt.Axis(format=",d", tickCount=5)),
            tooltip=[_day_tip(), alt.Tooltip("open:Q", title="Open", format=",")],
        )
    )


@st.cache_data(max_entries=300, show_spinner=False)
def news(days: Sequence[Day]) -> Spec:
    """Listings opened (upwards) and closed (downwards) on each day."""
    rows = []
    for day in days:
        rows.append({"day": day.day.isoformat(), "what": "Opened", "jobs": day.new, "height": day.new})
        rows.append({"day": day.day.isoformat(), "what": "Closed", "jobs": day.closed, "height": -day.closed})
    return _spec(
        alt.Chart(_data(rows), height=250)
        .mark_bar()
        .encode(
            x=_days(),
            y=alt.Y("height:Q", title="Jobs a day", axis=alt.Axis(labelExpr="format(abs(datum.value), ',')")),
            color=alt.Color("what:N", title=None, sort=["Opened", "Closed"], legend=alt.Legend(orient="top")),
            tooltip=[_day_tip(), alt.Tooltip("what:N", title="What"), alt.Tooltip("jobs:Q", title="Jobs", format=",")],
        )
    )


@st.cache_data(max_entries=300, show_spinner=False)
def pay(bands: Sequence[PayBand]) -> Spec:
    """First to third quartile as a bar with the median as a tick, one row per level with its number of jobs."""
    values = [
        {
            "level": f"{formats.word(band.level, formats.LEVELS | {'unknown': 'Level not stated'})} (n = {band.n:,})",
            "p25": float(band.p25),
            "p50": float(band.p50),
            "p75": float(band.p75),
            "median": f"median {band.p50:,.0f}",
        }
        for band in bands
    ]
    money = alt.Axis(format="~s", tickCount=6)
    base = alt.Chart(_data(values), height=36 * max(1, len(values)) + 30).encode(
        y=alt.Y("level:N", sort=None, title=None, axis=_names(230)),
        tooltip=[
            alt.Tooltip("level:N", title=" "),
            alt.Tooltip("p25:Q", title="A quarter earn less than", format=",.0f"),
            alt.Tooltip("p50:Q", title="Half earn less than", format=",.0f"),
            alt.Tooltip("p75:Q", title="Three quarters earn less than", format=",.0f"),
        ],
    )
    title = f"{bands[0].currency} a year" if bands else None
    bars = base.mark_bar(cornerRadius=4, opacity=0.4, height={"band": 0.5}).encode(
        x=alt.X("p25:Q", title=title, axis=money, scale=alt.Scale(zero=False, nice=True, padding=60)), x2="p75:Q"
    )
    ticks = base.mark_tick(thickness=5, opacity=1, height={"band": 0.72}).encode(x="p50:Q")
    figures = base.mark_text(align="left", dx=8, fontWeight=600, color=_FIGURES).encode(x="p75:Q", text="median:N")
    return _spec(alt.layer(bars, ticks, figures))


def _spec(chart: Any) -> Spec:
    """The finished specification. Altair's encoding methods are untyped, so a chart is Any."""
    specification: Spec = chart.to_dict()
    return specification


def _names(width: int) -> alt.Axis:
    """An axis of names without lines, `width` pixels wide at most."""
    return alt.Axis(labelLimit=width, labelPadding=8, grid=False, domain=False, ticks=False)


def _data(rows: list[dict[str, Any]]) -> alt.InlineData:
    return alt.InlineData(values=rows)


def _days() -> alt.X:
    return alt.X("day:T", title=None, axis=alt.Axis(format="%-d %b", grid=False, tickCount=8, labelOverlap=True))


def _day_tip() -> alt.Tooltip:
    return alt.Tooltip("day:T", title="Day", format="%-d %b %Y")
