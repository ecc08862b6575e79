"""How a whole-board answer is put together from kept rows. What a row looks like is each provider's own."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any

import orjson

from sandbox.market import Opening, Version
from sandbox.wire import Answer
from sandbox.world import World

Render = Callable[[Opening, Version], dict[str, Any]]
Stamp = Callable[[Opening, Version], int]


def version_number(_: Opening, version: Version) -> int:
    """Return the stamp of a posting that only real changes alter."""
    return version.number


def board_page(
    world: World,
    key: tuple[Hashable, ...],
    openings: Sequence[Opening],
    render: Render,
    wrap: Callable[[list[orjson.Fragment]], Any],
    stamp: Stamp = version_number,
) -> Answer:
    """Answer with the postings in order, wrapped as the provider does.

    `key` begins with the provider's name; `stamp` tells one state of a posting from the next, so that only rows that
    differ from those kept are rendered.
    """
    marked: list[tuple[Opening, Version, int]] = []

    def state() -> Hashable:
        for opening in openings:
            version = world.market.version(opening, world.at)
            marked.append((opening, version, stamp(opening, version)))
        return tuple([(o.seat.slot, o.life.generation, mark) for o, _, mark in marked])

    def make() -> bytes:
        options = key[2:]
        rows = [
            world.pages.row((key[0], options, o.seat.slot, o.life.generation, mark), partial(render, o, version))
            for o, version, mark in marked
        ]
        return orjson.dumps(wrap(rows))

    return Answer(200, world.pages.body(key, world.at, state, make))
