"""Share marks and colours between charts."""

from __future__ import annotations

# Clipped: Vega collapses the plot where a step on day 0 seems to reach out of it.
STEP_MARK = {
    "type": "area",
    "interpolate": "step-after",
    "line": {"strokeWidth": 2},
    "fillOpacity": 0.14,
    "clip": True,
}
