"""Draw the flow of applications as a Sankey diagram in inline SVG, which Streamlit's HTML would remove.

Bands are as wide as their counts. Only our own labels and numbers are in it; colours are in app/assets/flow.css.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from app.analytics import labels
from app.analytics.flow import STAGE_NODES, Flow, Node
from app.kit.i18n import _

_ASSETS = Path(__file__).parents[2] / "assets"
# From top to bottom, so that bands from interviews cross few others.
_FINAL_NODES: tuple[Node, ...] = ("rejected", "withdrawn", "answered", "waiting", "ghosted")
_MIN_THICKNESS = 1.5


@dataclass(frozen=True, slots=True)
class Frame:
    """Sizes of a diagram in pixels: `label_width` right of the bars, `header` above them."""

    name: str
    width: float
    height: float
    label_width: float
    bar_width: float
    gap: float
    header: float


WIDE_FRAME = Frame("wide", 960, 330, 140, 14, 22, 44)
NARROW_FRAME = Frame("narrow", 350, 330, 92, 9, 20, 36)


@dataclass(frozen=True, slots=True)
class _Box:
    x: float
    y: float
    height: float


def render_flow(flow: Flow, description: str) -> None:
    """Draw the flow for a desktop and for a phone; the stylesheet shows one. Screen readers read `description`."""
    svgs = Markup("").join(render_flow_svg(flow, description, frame) for frame in (WIDE_FRAME, NARROW_FRAME))
    component = st.components.v2.component("jobledger_flow", css=_read_asset("flow.css"), js=_read_asset("flow.js"))
    component(key="flow-drawing", data={"drawing": str(svgs)})


def render_flow_svg(flow: Flow, description: str, frame: Frame) -> Markup:
    """Return the diagram as SVG."""
    scale = _scale_to_frame(flow, frame)
    boxes = _layout_boxes(flow, frame, scale)
    bands = Markup("").join(_render_bands(flow, boxes, frame, scale))
    bars = Markup("").join(_render_bar(flow, node, box, frame) for node, box in boxes.items())
    return Markup('<svg class="{}" viewBox="0 0 {:g} {:g}" role="img" aria-label="{}">{}{}</svg>').format(
        frame.name, frame.width, frame.height, description, bands, bars
    )


def _scale_to_frame(flow: Flow, frame: Frame) -> float:
    """Return the height per application with which the largest column fills the frame."""
    final_counts = [flow.count_at(node) for node in _FINAL_NODES if flow.count_at(node)]
    height = frame.height - frame.header - 8
    max_stage_count = max((flow.count_at(node) for node in STAGE_NODES), default=1)
    offset = flow.count_at("interviewing") * 0.35
    return min(
        height / max(1, max_stage_count),
        (height - frame.gap * len(final_counts)) / max(1.0, sum(final_counts) + offset),
    )


def _layout_boxes(flow: Flow, frame: Frame, scale: float) -> dict[Node, _Box]:
    stages = [node for node in STAGE_NODES if flow.count_at(node)]
    final_nodes = [node for node in _FINAL_NODES if flow.count_at(node)]
    columns = len(stages) + bool(final_nodes)
    step = (frame.width - frame.label_width - frame.bar_width) / max(1, columns - 1)
    boxes = {
        node: _Box(place * step, frame.header, max(_MIN_THICKNESS, flow.count_at(node) * scale))
        for place, node in enumerate(stages)
    }
    top = frame.header + frame.gap / 2 + flow.count_at("interviewing") * scale * 0.35
    for node in final_nodes:
        height = max(_MIN_THICKNESS, flow.count_at(node) * scale)
        boxes[node] = _Box((columns - 1) * step, top, height)
        top += height + frame.gap
    return boxes


def _render_bands(flow: Flow, boxes: dict[Node, _Box], frame: Frame, scale: float) -> list[Markup]:
    order = [*STAGE_NODES, *_FINAL_NODES]
    outgoing_y = {node: box.y for node, box in boxes.items()}
    incoming_y = dict(outgoing_y)
    bands = []
    # Bands from later stages arrive further up, so that fewer cross.
    links_by_target = sorted(flow.links, key=lambda link: (order.index(link[1]), -order.index(link[0])))
    arrival_y: dict[tuple[Node, Node], float] = {}
    for origin, target in links_by_target:
        arrival_y[origin, target] = incoming_y[target]
        incoming_y[target] += flow.links[origin, target] * scale
    for origin, target in sorted(flow.links, key=lambda link: (order.index(link[0]), order.index(link[1]))):
        count = flow.links[origin, target]
        thickness = max(_MIN_THICKNESS, count * scale)
        x1, x2 = boxes[origin].x + frame.bar_width, boxes[target].x
        y1, y2, middle = outgoing_y[origin], arrival_y[origin, target], (x1 + x2) / 2
        outgoing_y[origin] += count * scale
        title = _("{origin} to {target}: {count}").format(
            origin=labels.format_node(origin), target=labels.format_node(target), count=count
        )
        bands.append(
            Markup(
                '<path class="band {target}" d="M{x1:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} '
                "{x2:.1f} {y2:.1f}v{thickness:.1f}C{middle:.1f} {bottom2:.1f} {middle:.1f} {bottom1:.1f} {x1:.1f} "
                '{bottom1:.1f}z"><title>{title}</title></path>'
            ).format(
                target=target,
                x1=x1,
                x2=x2,
                y1=y1,
                y2=y2,
                middle=middle,
                thickness=thickness,
                bottom1=y1 + thickness,
                bottom2=y2 + thickness,
                title=title,
            )
        )
    return bands


def _render_bar(flow: Flow, node: Node, box: _Box, frame: Frame) -> Markup:
    count, current = flow.count_at(node), flow.current.get(node, 0)
    name = labels.format_node(node)
    bar = Markup(
        '<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:g}" height="{:.1f}" rx="2"><title>{}: {}</title></rect>'
    ).format(node, box.x, box.y, frame.bar_width, box.height, name, count)
    if node in _FINAL_NODES:
        x, y = box.x + frame.bar_width + 7, box.y + box.height / 2
        label = Markup('<text x="{:.1f}" y="{:.1f}"><tspan class="count">{}</tspan> {}</text>')
        return bar + label.format(x, y + 4, count, name)
    now = _(" ({count} now)").format(count=current) if current and frame is WIDE_FRAME else ""
    label = Markup(
        '<text x="{:.1f}" y="{:.1f}">{}</text><text x="{:.1f}" y="{:.1f}"><tspan class="count">{}</tspan>{}</text>'
    )
    return bar + label.format(box.x, box.y - 22, name, box.x, box.y - 7, count, now)


@cache
def _read_asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")
