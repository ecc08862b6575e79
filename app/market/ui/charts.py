"""Build the market's charts as Vega-Lite specifications. Bars of named counts are app.market.ui.bars.

The specifications are plain dictionaries: Altair's validation takes longer than all queries of the screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.kit import formats
from app.kit.i18n import _
from app.kit.ui.chart_styles import STEP_MARK
from app.market.durations import CurveStep, DurationQuartiles
from app.market.openings import MarketDay
from app.market.pay import PayBand

Spec = dict[str, Any]

# Readable in the light and the dark theme, which text marks do not follow.
_QUIET_COLOUR = "#7f7b9a"


def chart_open_jobs(days: Sequence[MarketDay]) -> Spec:
    """Return the listings open at the end of each day as a filled line."""
    return {
        "data": {"values": [{"day": _format_local_day(day), "open": day.open} for day in days]},
        "height": 240,
        "mark": {"type": "area", "line": {"strokeWidth": 2}, "fillOpacity": 0.14, "interpolate": "monotone"},
        "encoding": {
            "x": _build_day_axis(),
            "y": {
                "field": "open",
                "type": "quantitative",
                "title": _("Open jobs"),
                "axis": {"format": ",d", "tickCount": 5},
            },
            "tooltip": [
                _build_day_tooltip(),
                {"field": "open", "type": "quantitative", "title": _("Open"), "format": ","},
            ],
        },
    }


def chart_daily_changes(days: Sequence[MarketDay]) -> Spec:
    """Return listings opened and reopened (upwards) and closed (downwards) on each day, as bars."""
    opened_label, reopened_label, closed_label = _("Opened"), _("Reopened"), _("Closed")
    values = [
        {"day": _format_local_day(day), "change": change, "jobs": jobs, "height": sign * jobs}
        for day in days
        for change, jobs, sign in (
            (opened_label, day.new, 1),
            (reopened_label, day.reopened, 1),
            (closed_label, day.closed, -1),
        )
    ]
    return {
        "data": {"values": values},
        "height": 250,
        "mark": {"type": "bar"},
        "encoding": {
            "x": _build_day_axis(),
            "y": {
                "field": "height",
                "type": "quantitative",
                "title": _("Jobs a day"),
                "axis": {"labelExpr": "format(abs(datum.value), ',')"},
            },
            "color": {
                "field": "change",
                "type": "nominal",
                "title": None,
                "sort": [opened_label, reopened_label, closed_label],
                "legend": {"orient": "top"},
            },
            "tooltip": [
                _build_day_tooltip(),
                {"field": "change", "type": "nominal", "title": _("Change")},
                {"field": "jobs", "type": "quantitative", "title": _("Jobs"), "format": ","},
            ],
        },
    }


def chart_pay(bands: Sequence[PayBand], names: Mapping[str, str]) -> Spec:
    """Return the first to third quartile as a bar and the median as a tick, one row per level."""
    values = [
        {
            "level": _("{level} (n = {count})").format(
                level=names.get(band.name, band.name), count=formats.count(band.n)
            ),
            "p25": float(band.p25),
            "p50": float(band.p50),
            "p75": float(band.p75),
            "median": _("median {amount}").format(amount=f"{band.p50:,.0f}"),
        }
        for band in bands
    ]
    pay_range: Spec = {
        "field": "p25",
        "type": "quantitative",
        "title": _("{currency} a year").format(currency=bands[0].currency),
        "axis": {"format": "~s", "tickCount": 6},
        "scale": {"zero": False, "nice": True, "padding": 60},
    }
    quartiles = (("p25", _("First quartile")), ("p50", _("Median")), ("p75", _("Third quartile")))
    return {
        "data": {"values": values},
        "height": 36 * len(values) + 30,
        "encoding": {
            "y": {
                "field": "level",
                "type": "nominal",
                "sort": None,
                "title": None,
                "axis": {"labelLimit": 230, "labelPadding": 8, "grid": False, "domain": False, "ticks": False},
            },
            "tooltip": [
                {"field": "level", "type": "nominal", "title": " "},
                *(
                    {"field": field, "type": "quantitative", "title": title, "format": ",.0f"}
                    for field, title in quartiles
                ),
            ],
        },
        "layer": [
            {
                "mark": {"type": "bar", "cornerRadius": 4, "opacity": 0.4, "height": {"band": 0.5}},
                "encoding": {"x": pay_range, "x2": {"field": "p75"}},
            },
            {
                "mark": {"type": "tick", "thickness": 5, "opacity": 1, "height": {"band": 0.72}},
                "encoding": {"x": {"field": "p50", "type": "quantitative"}},
            },
            {
                "mark": {"type": "text", "align": "at_risk", "dx": 8, "fontWeight": 600, "color": _QUIET_COLOUR},
                "encoding": {
                    "x": {"field": "p75", "type": "quantitative"},
                    "text": {"field": "median", "type": "nominal"},
                },
            },
        ],
    }


def chart_survival(quartiles: DurationQuartiles, steps: Sequence[CurveStep]) -> Spec:
    """Return the share of listings still open by day as steps, with a line at one half and the median on it."""
    values = [{"day": 0, "open": 1.0, "at_risk": steps[0].at_risk}]
    values += [{"day": step.day, "open": step.survival, "at_risk": step.at_risk} for step in steps]
    days = {
        "field": "day",
        "type": "quantitative",
        "title": _("Days since it opened"),
        "axis": {"grid": False, "tickCount": 8},
    }
    share = {
        "field": "open",
        "type": "quantitative",
        "title": _("Still open"),
        "scale": {"domain": [0, 1]},
        "axis": {"format": ".0%", "tickCount": 4},
    }
    curve: Spec = {
        "mark": STEP_MARK,
        "encoding": {
            "x": days,
            "y": share,
            "tooltip": [
                {"field": "day", "type": "quantitative", "title": _("After days"), "format": ","},
                {"field": "open", "type": "quantitative", "title": _("Still open"), "format": ".1%"},
                {"field": "at_risk", "type": "quantitative", "title": _("Listings at risk"), "format": ","},
            ],
        },
    }
    half: Spec = {
        "data": {"values": [{}]},
        "mark": {"type": "rule", "aria": False, "strokeDash": [4, 4], "color": _QUIET_COLOUR},
        "encoding": {"y": {"datum": 0.5}},
    }
    median: Spec = {
        "data": {"values": [{"day": quartiles.p50, "open": 0.5}] if quartiles.p50 is not None else []},
        "mark": {"type": "point", "aria": False, "filled": True, "size": 90, "opacity": 1},
        "encoding": {"x": days, "y": share},
    }
    return {"data": {"values": values}, "height": 240, "layer": [curve, half, median]}


def _format_local_day(day: MarketDay) -> str:
    """Return the day with a time; Vega would read a bare date as UTC and label it with the day before."""
    return f"{day.day.isoformat()}T00:00:00"


def _build_day_tooltip() -> Spec:
    return {"field": "day", "type": "temporal", "title": _("Day"), "format": "%-d %b %Y"}


def _build_day_axis() -> Spec:
    return {
        "field": "day",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%-d %b", "grid": False, "tickCount": 8, "labelOverlap": True},
    }
