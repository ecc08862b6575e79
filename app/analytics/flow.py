"""Compute how applications move from stage to stage. Whatever enters a node leaves it or rests there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from app.analytics.application_facts import ApplicationFacts

Node = Literal["planned", "applied", "interviewing", "offer", "waiting", "answered", "rejected", "ghosted", "withdrawn"]
# Stages first, then final states.
NODES: tuple[Node, ...] = (
    "planned", "applied", "interviewing", "offer", "answered", "waiting", "rejected", "ghosted", "withdrawn",
)  # fmt: skip

STAGE_NODES: tuple[Node, ...] = ("planned", "applied", "interviewing", "offer")


@dataclass(frozen=True, slots=True)
class Flow:
    """The number of applications that moved between two nodes, started at a node, and are at a node now."""

    links: dict[tuple[Node, Node], int]
    starts: dict[Node, int]
    current: dict[Node, int]

    def count_at(self, node: Node) -> int:
        """Return how many applications were ever at the node."""
        arrivals = sum(count for (_origin, target), count in self.links.items() if target == node)
        return self.starts.get(node, 0) + arrivals


@dataclass(frozen=True, slots=True)
class Funnel:
    """How far applications got. An offer without an interview counts as an interview too."""

    sent: int
    answered: int
    interviewed: int
    offered: int


def trace_path(facts: ApplicationFacts) -> tuple[Node, ...]:
    """Return the nodes an application went through, from its start to where it is now; each once."""
    nodes: list[Node] = []
    if facts.was_planned or facts.applied_at is None:
        nodes.append("planned")
    if facts.applied_at:
        nodes.append("applied")
    if facts.interviewed_at or facts.standing == "interviewing":
        nodes.append("interviewing")
    if facts.offered_at or facts.standing == "offer":
        nodes.append("offer")
    if facts.standing in {"rejected", "ghosted", "withdrawn"}:
        nodes.append(_find_final_node(facts.standing))
    elif nodes[-1] == "applied":
        nodes.append("answered" if facts.standing == "answered" else "waiting")
    return tuple(nodes)


def compute_flow(applications: Iterable[ApplicationFacts]) -> Flow:
    """Return the combined paths of the applications."""
    links: Counter[tuple[Node, Node]] = Counter()
    starts: Counter[Node] = Counter()
    current: Counter[Node] = Counter()
    for application in applications:
        path = trace_path(application)
        starts[path[0]] += 1
        current[path[-1]] += 1
        links.update(pairwise(path))
    return Flow(dict(links), dict(starts), dict(current))


def compute_funnel(applications: Iterable[ApplicationFacts]) -> Funnel:
    """Return how many of the sent applications got how far, at any time."""
    sent = [application for application in applications if application.applied_at]
    paths = [set(trace_path(application)) for application in sent]
    offered = sum("offer" in path for path in paths)
    interviewed_count = sum(bool(path & {"interviewing", "offer"}) for path in paths)
    answered = sum(
        application.responded_at is not None or bool(path & {"interviewing", "offer", "rejected", "answered"})
        for application, path in zip(sent, paths, strict=True)
    )
    return Funnel(len(sent), answered, interviewed_count, offered)


def _find_final_node(standing: str) -> Node:
    return next(node for node in NODES if node == standing)
