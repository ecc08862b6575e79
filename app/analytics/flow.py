"""The way of applications from stage to stage. Nothing gets lost: what comes into a node goes on or rests there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from app.analytics.application_facts import Fact

Node = Literal["planned", "applied", "interviewing", "offer", "waiting", "answered", "rejected", "ghosted", "withdrawn"]
# The ways first, then where they end.
NODES: tuple[Node, ...] = (
    "planned", "applied", "interviewing", "offer", "answered", "waiting", "rejected", "ghosted", "withdrawn",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flow:
    """How many went from node to node, how many began at a node, and how many are there now."""

    links: dict[tuple[Node, Node], int]
    began: dict[Node, int]
    rests: dict[Node, int]

    def through(self, node: Node) -> int:
        """How many ever were at a node."""
        return self.began.get(node, 0) + sum(count for (_, to), count in self.links.items() if to == node)


@dataclass(frozen=True, slots=True)
class Funnel:
    """How far applications got. An offer without an interview counts as both: it is as far."""

    sent: int
    answered: int
    interviewed: int
    offered: int


def path(fact: Fact) -> tuple[Node, ...]:
    """The nodes an application went through, from where it began to where it is now; each once."""
    found: list[Node] = []
    if fact.was_planned or fact.applied_at is None:
        found.append("planned")
    if fact.applied_at:
        found.append("applied")
    if fact.interviewed_at or fact.standing == "interviewing":
        found.append("interviewing")
    if fact.offered_at or fact.standing == "offer":
        found.append("offer")
    if fact.standing in {"rejected", "ghosted", "withdrawn"}:
        found.append(_end(fact.standing))
    elif found[-1] == "applied":
        found.append("answered" if fact.standing == "answered" else "waiting")
    return tuple(found)


def flow(facts: Iterable[Fact]) -> Flow:
    """The ways of all of them together."""
    links: Counter[tuple[Node, Node]] = Counter()
    began: Counter[Node] = Counter()
    rests: Counter[Node] = Counter()
    for one in facts:
        way = path(one)
        began[way[0]] += 1
        rests[way[-1]] += 1
        links.update(pairwise(way))
    return Flow(dict(links), dict(began), dict(rests))


def funnel(facts: Iterable[Fact]) -> Funnel:
    """How many of those sent got how far, at any time."""
    sent = [one for one in facts if one.applied_at]
    ways = [set(path(one)) for one in sent]
    offered = sum("offer" in way for way in ways)
    interviewed = sum(bool(way & {"interviewing", "offer"}) for way in ways)
    answered = sum(
        one.responded_at is not None or bool(way & {"interviewing", "offer", "rejected", "answered"})
        for one, way in zip(sent, ways, strict=True)
    )
    return Funnel(len(sent), answered, interviewed, offered)


def _end(standing: str) -> Node:
    return next(node for node in NODES if node == standing)
