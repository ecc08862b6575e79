"""Put the response for a whole board together from cached rows. Each provider renders its own rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any

import orjson

from sandbox.market import PostingVersion, SandboxPosting
from sandbox.responses import SandboxResponse
from sandbox.world import World

RenderRow = Callable[[SandboxPosting, PostingVersion], dict[str, Any]]
GetState = Callable[[SandboxPosting, PostingVersion], int]


def get_version_number(_: SandboxPosting, version: PostingVersion) -> int:
    """Return the version number: the state of a posting whose row changes with its content only."""
    return version.number


def build_board_response(
    world: World,
    key: tuple[Hashable, ...],
    postings: Sequence[SandboxPosting],
    render_row: RenderRow,
    wrap_rows: Callable[[list[orjson.Fragment]], Any],
    get_state: GetState = get_version_number,
) -> SandboxResponse:
    """Return the postings in order, wrapped as the provider does.

    `key` begins with the provider's name and the board. A row is rendered again only if `get_state` returns another
    number than for the cached row.
    """
    posting_states: list[tuple[SandboxPosting, PostingVersion, int]] = []

    def get_board_state() -> Hashable:
        for posting in postings:
            version = world.market.get_version_at(posting, world.now)
            posting_states.append((posting, version, get_state(posting, version)))
        return tuple(
            [(posting.slot_role.slot, posting.lifetime.generation, state) for posting, _, state in posting_states]
        )

    def render_board() -> bytes:
        provider, options = key[0], key[2:]
        rows = [
            world.responses.get_or_render_row(
                (provider, options, posting.slot_role.slot, posting.lifetime.generation, state),
                partial(render_row, posting, version),
            )
            for posting, version, state in posting_states
        ]
        return orjson.dumps(wrap_rows(rows))

    return SandboxResponse(200, world.responses.get_or_render_body(key, world.now, get_board_state, render_board))
