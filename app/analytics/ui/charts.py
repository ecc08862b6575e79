"""The charts of a person's own figures as Vega-Lite specifications. The words are app.analytics.ui.labels'.

Written out rather than made with Altair, whose checks take longer than all the figures; these are nobody else's, so
they are not kept either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.analytics.response_times import Curve
from app.kit.ui.chart_styles import STEP_MARK

Spec = dict[str, Any]
_QUIET = "#7f7b9a"


def by_day(days: Mapping[date, int]) -> Spec:
    """Applications sent on each day."""
    # With a time of day, or the browser would take the date for one in UTC.
    values = [{"day": f"{day.isoformat()}T00:00:00", "sent": count} for day, count in days.items()]
    return {
        "data": {"values": values},
        "height": 190,
        "mark": {"type": "bar", "cornerRadiusEnd": 2, "minBandSize": 2, "tooltip": True},
        "encoding": {
            "x": {
                "field": "day", "type": "temporal", "timeUnit": "yearmonthdate", "title": None,
                "axis": {"format": "%-d %b", "grid": False, "tickCount": 8, "labelOverlap": True},
            },
            "y": {"field": "sent", "type": "quantitative", "title": "Sent", "axis": _whole(days.values())},
            "tooltip": [
                {"field": "day", "type": "temporal", "title": "Day", "format": "%-d %b %Y"},
                {"field": "sent", "type": "quantitative", "title": "Sent"},
            ],
        },
    }  # fmt: skip


def by_period(rows: Sequence[tuple[str, int]], what: str) -> Spec:
    """Counts by named period, in the order given."""
    axis = _whole([count for _, count in rows])
    return {
        "data": {"values": [{"period": name, "count": count} for name, count in rows]},
        "height": 190,
        "mark": {"type": "bar", "cornerRadiusEnd": 3, "width": {"band": 0.7}},
        "encoding": {
            "x": {
                "field": "period", "type": "ordinal", "sort": None, "title": None,
                "axis": {"labelAngle": 0, "labelOverlap": True, "grid": False},
            },
            "y": {"field": "count", "type": "quantitative", "title": what, "axis": axis},
            "tooltip": [
                {"field": "period", "type": "ordinal", "title": " "},
                {"field": "count", "type": "quantitative", "title": what},
            ],
        },
    }  # fmt: skip


def waiting(curve: Curve, until: float) -> Spec:
    """The share answered within so many days, as steps, with a line at the half; `until` is where the axis ends."""
    values = [{"days": 0.0, "answered": 0.0}]
    values += [{"days": step.days, "answered": 1 - step.unanswered} for step in curve.steps]
    values.append({"days": max(until, values[-1]["days"]), "answered": values[-1]["answered"]})
    axis = {"field": "days", "type": "quantitative", "title": "Days since applying", "axis": {"grid": False}}
    share = {
        "field": "answered", "type": "quantitative", "title": "Answered", "scale": {"domain": [0, 1]},
        "axis": {"format": ".0%", "tickCount": 4},
    }  # fmt: skip
    line = {
        "mark": STEP_MARK,
        "encoding": {
            "x": axis,
            "y": share,
            "tooltip": [
                {"field": "days", "type": "quantitative", "title": "Within days", "format": ".1f"},
                {"field": "answered", "type": "quantitative", "title": "Answered", "format": ".0%"},
            ],
        },
    }
    half = {"data": {"values": [{}]}, "mark": {"type": "rule", "aria": False, "strokeDash": [4, 4], "color": _QUIET},
        "encoding": {"y": {"datum": 0.5}}}  # fmt: skip
    median = curve.quantile(0.5)
    layers: list[Spec] = [line, half]
    if median is not None:
        layers.append({
            "data": {"values": [{"days": median, "answered": 0.5}]},
            "mark": {"type": "point", "aria": False, "filled": True, "size": 90, "opacity": 1},
            "encoding": {"x": axis, "y": share},
        })  # fmt: skip
    return {"data": {"values": values}, "height": 220, "layer": layers}


def _whole(counts: Any) -> Spec:
    """An axis of whole numbers, without the same one twice."""
    most = max(counts, default=1)
    return {"format": ",d", "tickMinStep": 1, "tickCount": min(5, max(1, most))}
