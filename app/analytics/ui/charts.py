"""Build the charts of the Analytics screen as Vega-Lite specifications. Sentences are app.analytics.labels'.

The specifications are plain dictionaries: Altair's validation takes longer than computing the metrics.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.analytics.response_times import ResponseCurve
from app.kit.i18n import _
from app.kit.ui.chart_styles import STEP_MARK

Spec = dict[str, Any]
_QUIET_COLOUR = "#7f7b9a"


def chart_days(days: Mapping[date, int]) -> Spec:
    """Return the applications sent on each day as bars."""
    # With a time of day; Vega would read a bare date as UTC.
    values = [{"day": f"{day.isoformat()}T00:00:00", "sent": count} for day, count in days.items()]
    return {
        "data": {"values": values},
        "height": 190,
        "mark": {"type": "bar", "cornerRadiusEnd": 2, "minBandSize": 2, "tooltip": True},
        "encoding": {
            "x": {
                "field": "day",
                "type": "temporal",
                "timeUnit": "yearmonthdate",
                "title": None,
                "axis": {"format": "%-d %b", "grid": False, "tickCount": 8, "labelOverlap": True},
            },
            "y": {
                "field": "sent",
                "type": "quantitative",
                "title": _("Sent"),
                "axis": _build_integer_axis(days.values()),
            },
            "tooltip": [
                {"field": "day", "type": "temporal", "title": _("Day"), "format": "%-d %b %Y"},
                {"field": "sent", "type": "quantitative", "title": _("Sent")},
            ],
        },
    }


def chart_periods(rows: Sequence[tuple[str, int]], title: str) -> Spec:
    """Return counts by named period as bars, in the order given."""
    axis = _build_integer_axis([count for _name, count in rows])
    return {
        "data": {"values": [{"period": name, "count": count} for name, count in rows]},
        "height": 190,
        "mark": {"type": "bar", "cornerRadiusEnd": 3, "width": {"band": 0.7}},
        "encoding": {
            "x": {
                "field": "period",
                "type": "ordinal",
                "sort": None,
                "title": None,
                "axis": {"labelAngle": 0, "labelOverlap": True, "grid": False},
            },
            "y": {"field": "count", "type": "quantitative", "title": title, "axis": axis},
            "tooltip": [
                {"field": "period", "type": "ordinal", "title": " "},
                {"field": "count", "type": "quantitative", "title": title},
            ],
        },
    }


def chart_response_times(curve: ResponseCurve, last_day: float) -> Spec:
    """Return the share answered by day as steps, with a line at one half; the axis ends at `last_day`."""
    values = [{"days": 0.0, "answered": 0.0}]
    values += [{"days": step.days, "answered": 1 - step.unanswered} for step in curve.steps]
    values.append({"days": max(last_day, values[-1]["days"]), "answered": values[-1]["answered"]})
    axis = {"field": "days", "type": "quantitative", "title": _("Days since applying"), "axis": {"grid": False}}
    share = {
        "field": "answered",
        "type": "quantitative",
        "title": _("Answered"),
        "scale": {"domain": [0, 1]},
        "axis": {"format": ".0%", "tickCount": 4},
    }
    line = {
        "mark": STEP_MARK,
        "encoding": {
            "x": axis,
            "y": share,
            "tooltip": [
                {"field": "days", "type": "quantitative", "title": _("Within days"), "format": ".1f"},
                {"field": "answered", "type": "quantitative", "title": _("Answered"), "format": ".0%"},
            ],
        },
    }
    half = {
        "data": {"values": [{}]},
        "mark": {"type": "rule", "aria": False, "strokeDash": [4, 4], "color": _QUIET_COLOUR},
        "encoding": {"y": {"datum": 0.5}},
    }
    median = curve.quantile(0.5)
    layers: list[Spec] = [line, half]
    if median is not None:
        layers.append(
            {
                "data": {"values": [{"days": median, "answered": 0.5}]},
                "mark": {"type": "point", "aria": False, "filled": True, "size": 90, "opacity": 1},
                "encoding": {"x": axis, "y": share},
            }
        )
    return {"data": {"values": values}, "height": 220, "layer": layers}


def _build_integer_axis(counts: Any) -> Spec:
    """Return an axis of whole numbers without repeated labels."""
    largest = max(counts, default=1)
    return {"format": ",d", "tickMinStep": 1, "tickCount": min(5, max(1, largest))}
