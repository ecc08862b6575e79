"""The flow of applications as a drawing (a Sankey diagram) of our own: inline SVG, which Streamlit's HTML would drop.

Bands are as wide as their counts. Only our own words and figures are in it; colours are app/assets/flow.css.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st

from app.analytics.flow import NODES, Flow, Node
from app.kit.text import escaped

NAMES: dict[Node, str] = {
    "planned": "Planned",
    "applied": "Applied",
    "interviewing": "Interviews",
    "offer": "Offer",
    "answered": "In talks",
    "waiting": "Still waiting",
    "rejected": "Rejected",
    "ghosted": "Ghosted",
    "withdrawn": "Withdrawn",
}
_ASSETS = Path(__file__).parents[2] / "assets"
_WAYS: tuple[Node, ...] = ("planned", "applied", "interviewing", "offer")
# From the top: what also comes from interviews first, so that bands cross little.
_ENDS: tuple[Node, ...] = ("rejected", "withdrawn", "answered", "waiting", "ghosted")
_LEAST = 1.5


@dataclass(frozen=True, slots=True)
class Frame:
    """Sizes of a drawing in its own units, which are about pixels. `ends` is the room for words at the right."""

    name: str
    width: float
    height: float
    ends: float
    bar: float
    gap: float
    head: float


WIDE = Frame("wide", 960, 330, 140, 14, 22, 44)
NARROW = Frame("narrow", 350, 330, 92, 9, 20, 36)


@dataclass(frozen=True, slots=True)
class _Box:
    x: float
    y: float
    height: float


def drawing(flow: Flow, says: str) -> None:
    """Draw it, twice: as wide as a desktop and as a phone; only one shows. It is read out as `says`."""
    svgs = "".join(svg(flow, says, frame) for frame in (WIDE, NARROW))
    show = st.components.v2.component("jobledger_flow", css=_asset("flow.css"), js=_asset("flow.js"))
    show(key="flow-drawing", data={"drawing": svgs})


def svg(flow: Flow, says: str, frame: Frame) -> str:
    """The drawing as SVG."""
    scale = _scale(flow, frame)
    boxes = _boxes(flow, frame, scale)
    bands = "".join(_bands(flow, boxes, frame, scale))
    bars = "".join(_bar(flow, node, box, frame) for node, box in boxes.items())
    return (
        f'<svg class="{frame.name}" viewBox="0 0 {frame.width:g} {frame.height:g}" role="img" '
        f'aria-label="{escaped(says)}">{bands}{bars}</svg>'
    )


def _scale(flow: Flow, frame: Frame) -> float:
    """Height per application: the fullest column fills the drawing."""
    ends = [flow.through(node) for node in _ENDS if flow.through(node)]
    room = frame.height - frame.head - 8
    tallest = max((flow.through(node) for node in _WAYS), default=1)
    above = flow.through("interviewing") * 0.35
    return min(room / max(1, tallest), (room - frame.gap * len(ends)) / max(1.0, sum(ends) + above))


def _boxes(flow: Flow, frame: Frame, scale: float) -> dict[Node, _Box]:
    ways = [node for node in _WAYS if flow.through(node)]
    ends = [node for node in _ENDS if flow.through(node)]
    columns = len(ways) + bool(ends)
    step = (frame.width - frame.ends - frame.bar) / max(1, columns - 1)
    found = {
        node: _Box(place * step, frame.head, max(_LEAST, flow.through(node) * scale)) for place, node in enumerate(ways)
    }
    top = frame.head + frame.gap / 2 + flow.through("interviewing") * scale * 0.35
    for node in ends:
        height = max(_LEAST, flow.through(node) * scale)
        found[node] = _Box((columns - 1) * step, top, height)
        top += height + frame.gap
    return found


def _bands(flow: Flow, boxes: dict[Node, _Box], frame: Frame, scale: float) -> list[str]:
    order = [*_WAYS, *_ENDS]
    leaves = {node: box.y for node, box in boxes.items()}
    comes = dict(leaves)
    found = []
    # What comes from further on arrives further up.
    arriving = sorted(flow.links, key=lambda link: (order.index(link[1]), -order.index(link[0])))
    at: dict[tuple[Node, Node], float] = {}
    for origin, to in arriving:
        at[origin, to] = comes[to]
        comes[to] += flow.links[origin, to] * scale
    for origin, to in sorted(flow.links, key=lambda link: (order.index(link[0]), order.index(link[1]))):
        count = flow.links[origin, to]
        thick = max(_LEAST, count * scale)
        x1, x2 = boxes[origin].x + frame.bar, boxes[to].x
        y1, y2, middle = leaves[origin], at[origin, to], (x1 + x2) / 2
        leaves[origin] += count * scale
        found.append(
            f'<path class="band {to}" d="M{x1:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} '
            f"{y2:.1f}v{thick:.1f}C{middle:.1f} {y2 + thick:.1f} {middle:.1f} {y1 + thick:.1f} {x1:.1f} "
            f'{y1 + thick:.1f}z"><title>{NAMES[origin]} to {NAMES[to]}: {count}</title></path>'
        )
    return found


def _bar(flow: Flow, node: Node, box: _Box, frame: Frame) -> str:
    count, now = flow.through(node), flow.rests.get(node, 0)
    rect = (
        f'<rect class="{node}" x="{box.x:.1f}" y="{box.y:.1f}" width="{frame.bar:g}" height="{box.height:.1f}" rx="2">'
        f"<title>{NAMES[node]}: {count}</title></rect>"
    )
    if node in _ENDS:
        x, y = box.x + frame.bar + 7, box.y + box.height / 2
        return f'{rect}<text x="{x:.1f}" y="{y + 4:.1f}"><tspan class="count">{count}</tspan> {NAMES[node]}</text>'
    here = f" ({now} now)" if now and frame is WIDE else ""
    return (
        f'{rect}<text x="{box.x:.1f}" y="{box.y - 22:.1f}">{NAMES[node]}</text>'
        f'<text x="{box.x:.1f}" y="{box.y - 7:.1f}"><tspan class="count">{count}</tspan>{here}</text>'
    )


def rows(flow: Flow) -> list[tuple[str, str, int]]:
    """The drawing as rows: from where, to where, how many; what rests at a stage is told as being there now."""
    found = [
        (NAMES[origin], NAMES[to], flow.links[origin, to])
        for origin in NODES
        for to in NODES
        if (origin, to) in flow.links
    ]
    return found + [(NAMES[node], "There now", flow.rests[node]) for node in _WAYS if flow.rests.get(node)]


@cache
def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")
