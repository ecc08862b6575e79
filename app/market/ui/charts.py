"""The market's charts as Vega-Lite specifications. The screen has the words, and what are only named counts is
app.market.ui.bars.

Written out rather than made with Altair, whose checks take longer than all queries of the screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.kit import formats
from app.market.durations import Lives, Step
from app.market.openings import Day
from app.market.pay import PayBand

Spec = dict[str, Any]

# Readable on the light and on the dark theme; marks of text do not follow the theme.
_QUIET = "#7f7b9a"
# Clipped, or Vega takes the plot's height away where a step on day 0 seems to reach out of it.
STEPS = {
    "type": "area", "interpolate": "step-after", "line": {"strokeWidth": 2}, "fillOpacity": 0.14, "clip": True,
}  # fmt: skip
_DAY_TIP = {"field": "day", "type": "temporal", "title": "Day", "format": "%-d %b %Y"}


def open_jobs(days: Sequence[Day]) -> Spec:
    """Listings open at the end of each day, as a filled line."""
    return {
        "data": {"values": [{"day": _local(day), "open": day.open} for day in days]},
        "height": 240,
        "mark": {"type": "area", "line": {"strokeWidth": 2}, "fillOpacity": 0.14, "interpolate": "monotone"},
        "encoding": {
            "x": _days(),
            "y": {
                "field": "open", "type": "quantitative", "title": "Open jobs", "axis": {"format": ",d", "tickCount": 5},
            },
            "tooltip": [_DAY_TIP, {"field": "open", "type": "quantitative", "title": "Open", "format": ","}],
        },
    }  # fmt: skip


def news(days: Sequence[Day]) -> Spec:
    """Listings opened and opened again (upwards) and closed (downwards) on each day."""
    values: list[Spec] = []
    for day in days:
        turns = (("Opened", day.new, 1), ("Opened again", day.reopened, 1), ("Closed", day.closed, -1))
        values += [{"day": _local(day), "what": what, "jobs": n, "height": way * n} for what, n, way in turns]
    return {
        "data": {"values": values},
        "height": 250,
        "mark": {"type": "bar"},
        "encoding": {
            "x": _days(),
            "y": {
                "field": "height", "type": "quantitative", "title": "Jobs a day",
                "axis": {"labelExpr": "format(abs(datum.value), ',')"},
            },
            "color": {
                "field": "what", "type": "nominal", "title": None, "sort": ["Opened", "Opened again", "Closed"],
                "legend": {"orient": "top"},
            },
            "tooltip": [
                _DAY_TIP,
                {"field": "what", "type": "nominal", "title": "What"},
                {"field": "jobs", "type": "quantitative", "title": "Jobs", "format": ","},
            ],
        },
    }  # fmt: skip


def pay(bands: Sequence[PayBand], names: Mapping[str, str]) -> Spec:
    """First to third quartile as a bar with the median as a tick, one row per level with its number of jobs."""
    values = [
        {
            "level": f"{names.get(band.name, band.name)} (n = {formats.count(band.n)})",
            "p25": float(band.p25), "p50": float(band.p50), "p75": float(band.p75), "median": f"median {band.p50:,.0f}",
        }
        for band in bands
    ]  # fmt: skip
    first: Spec = {
        "field": "p25", "type": "quantitative", "title": f"{bands[0].currency} a year",
        "axis": {"format": "~s", "tickCount": 6}, "scale": {"zero": False, "nice": True, "padding": 60},
    }  # fmt: skip
    parts = (("p25", "A quarter pay less than"), ("p50", "Half pay less than"), ("p75", "Three quarters pay less than"))
    return {
        "data": {"values": values},
        "height": 36 * len(values) + 30,
        "encoding": {
            "y": {
                "field": "level", "type": "nominal", "sort": None, "title": None,
                "axis": {"labelLimit": 230, "labelPadding": 8, "grid": False, "domain": False, "ticks": False},
            },
            "tooltip": [
                {"field": "level", "type": "nominal", "title": " "},
                *({"field": part, "type": "quantitative", "title": says, "format": ",.0f"} for part, says in parts),
            ],
        },
        "layer": [
            {
                "mark": {"type": "bar", "cornerRadius": 4, "opacity": 0.4, "height": {"band": 0.5}},
                "encoding": {"x": first, "x2": {"field": "p75"}},
            },
            {
                "mark": {"type": "tick", "thickness": 5, "opacity": 1, "height": {"band": 0.72}},
                "encoding": {"x": {"field": "p50", "type": "quantitative"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 8, "fontWeight": 600, "color": _QUIET},
                "encoding": {
                    "x": {"field": "p75", "type": "quantitative"}, "text": {"field": "median", "type": "nominal"},
                },
            },
        ],
    }  # fmt: skip


def survival(lives: Lives, steps: Sequence[Step]) -> Spec:
    """The share of listings still open after so many days, as steps, with a line at the half and the median on it."""
    values = [{"day": 0, "open": 1.0, "left": steps[0].at_risk}]
    values += [{"day": step.day, "open": step.survival, "left": step.at_risk} for step in steps]
    days = {
        "field": "day",
        "type": "quantitative",
        "title": "Days since it opened",
        "axis": {"grid": False, "tickCount": 8},
    }
    share = {
        "field": "open", "type": "quantitative", "title": "Still open", "scale": {"domain": [0, 1]},
        "axis": {"format": ".0%", "tickCount": 4},
    }  # fmt: skip
    curve: Spec = {
        "mark": STEPS,
        "encoding": {
            "x": days,
            "y": share,
            "tooltip": [
                {"field": "day", "type": "quantitative", "title": "After days", "format": ","},
                {"field": "open", "type": "quantitative", "title": "Still open", "format": ".1%"},
                {"field": "left", "type": "quantitative", "title": "Listings seen for so long", "format": ","},
            ],
        },
    }
    half: Spec = {
        "data": {"values": [{}]},
        "mark": {"type": "rule", "aria": False, "strokeDash": [4, 4], "color": _QUIET},
        "encoding": {"y": {"datum": 0.5}},
    }
    median: Spec = {
        "data": {"values": [{"day": lives.p50, "open": 0.5}] if lives.p50 is not None else []},
        "mark": {"type": "point", "aria": False, "filled": True, "size": 90, "opacity": 1},
        "encoding": {"x": days, "y": share},
    }
    return {"data": {"values": values}, "height": 240, "layer": [curve, half, median]}


def _local(day: Day) -> str:
    """With a time of day, or the browser would take the date for one in UTC and name the day before."""
    return f"{day.day.isoformat()}T00:00:00"


def _days() -> Spec:
    return {
        "field": "day", "type": "temporal", "title": None,
        "axis": {"format": "%-d %b", "grid": False, "tickCount": 8, "labelOverlap": True},
    }  # fmt: skip
