"""Test that the drawn flow of applications stays inside its frame, the outcomes in the last column."""

from __future__ import annotations

import re

import pytest

from app.analytics.flow import Flow
from app.analytics.ui.flow import NARROW_FRAME, WIDE_FRAME, Frame, render_flow_svg

FLOW = Flow(
    links={("applied", "interviewing"): 2, ("applied", "rejected"): 3, ("interviewing", "offer"): 1},
    starts={"applied": 6},
    current={"applied": 1, "interviewing": 1, "offer": 1, "rejected": 3},
)


@pytest.mark.parametrize("frame", [WIDE_FRAME, NARROW_FRAME], ids=["wide", "narrow"])
def test_every_bar_leaves_room_for_its_label(frame: Frame) -> None:
    svg = render_flow_svg(FLOW, "Flow", frame)
    left_edges = [float(number) for number in re.findall(r'<rect[^>]* x="([\d.]+)"', svg)]
    assert len(left_edges) == 4
    assert min(left_edges) == 0
    assert max(left_edges) == pytest.approx(frame.width - frame.label_width - frame.bar_width, abs=0.1)
