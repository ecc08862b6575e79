"""Decide what a slot holds: a posting of its own, one city of a requisition, a look-alike, or a copy at Adzuna.

Knows which slots share a lifetime and a job. Makes neither.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from sandbox.boards import JobBoard, lay_out_boards
from sandbox.seeded_random import SeededRandom, WeightedOptions
from sandbox.vocabulary.catalogue import COUNTRIES

SlotRoleKind = Literal["own", "city", "twin", "mirror", "decoy"]

_BLOCK_SIZE = 4
_CITY_BLOCK_SHARE = 0.10
_TWIN_BLOCK_SHARE = 0.07
_MIRROR_SHARE = 0.38
_DECOY_SHARE = 0.06
_MAXIMUM_TRIES = 12
_HOME_COUNTRY_SHARES = {
    "health": 1.0,
    "school": 1.0,
    "public": 1.0,
    "hospitality": 0.97,
    "retail": 0.95,
    "building": 0.95,
}
_FOREIGN_COUNTRIES = WeightedOptions(
    (("US", 30), ("GB", 25), ("DE", 14), ("FR", 8), ("CA", 8), ("IE", 5), ("NL", 5), ("ES", 4))
)


@dataclass(frozen=True, slots=True)
class SlotRole:
    """A slot and what it holds.

    An `own` slot holds a posting of its own. The other kinds follow `leader_slot`: `city` is another city of its
    requisition, `twin` looks like its job but is another one, and `mirror` is a copy of its posting at Adzuna. A
    `decoy` has its own lifetime and borrows employer and title from `model_slot`.
    """

    slot: int
    board: JobBoard
    kind: SlotRoleKind
    leader_slot: int
    city_index: int = 0
    model_slot: int = -1


class SlotRoles:
    """The roles of all slots of one market."""

    def __init__(self, seed: int, listings: int) -> None:
        self.seed = seed
        self.boards = lay_out_boards(seed, listings)
        self._first_slots = [board.first_slot for board in self.boards]
        self._home_boards = {
            country: [
                board for board in self.boards if board.country == country and board.provider != "adzuna" and board.size
            ]
            for country in COUNTRIES
        }
        self._weights = {
            country: list(accumulate(board.size for board in boards)) for country, boards in self._home_boards.items()
        }
        self.get_role = lru_cache(maxsize=1 << 17)(self._make_role)

    def get_board(self, slot: int) -> JobBoard:
        """Return the board a slot belongs to."""
        index = bisect_right(self._first_slots, slot) - 1
        while not self.boards[index].size:
            index -= 1
        return self.boards[index]

    def get_country(self, slot: int) -> str:
        """Return the country of a slot's jobs."""
        board = self.get_board(slot)
        if board.employer is None:
            return board.country
        rng = SeededRandom(self.seed, "country", slot)
        if rng.chance(_HOME_COUNTRY_SHARES.get(board.employer.sector, 0.78)):
            return board.country
        return rng.weighted_choice(_FOREIGN_COUNTRIES)

    def get_employer_boards(self, country: str) -> list[JobBoard]:
        """Return the boards of employers that are at home in a country."""
        return [board for board in self._home_boards[country] if board.employer]

    def _make_role(self, slot: int) -> SlotRole:
        board = self.get_board(slot)
        if board.provider == "adzuna":
            return self._make_adzuna_role(slot, board)
        if board.employer:
            return self._make_block_role(slot, board)
        return SlotRole(slot, board, "own", slot)

    def _make_block_role(self, slot: int, board: JobBoard) -> SlotRole:
        block_start = board.first_slot + (slot - board.first_slot) // _BLOCK_SIZE * _BLOCK_SIZE
        index = slot - block_start
        rng = SeededRandom(self.seed, "block", block_start)
        share, city_count = rng.random(), rng.randint(2, _BLOCK_SIZE)
        if board.provider == "greenhouse" and share < _CITY_BLOCK_SHARE:
            if 0 < index < city_count:
                return SlotRole(slot, board, "city", block_start, index)
        elif share > 1 - _TWIN_BLOCK_SHARE and index == 1:
            return SlotRole(slot, board, "twin", block_start)
        return SlotRole(slot, board, "own", slot)

    def _make_adzuna_role(self, slot: int, board: JobBoard) -> SlotRole:
        rng = SeededRandom(self.seed, "ad", slot)
        share = rng.random()
        source = self._draw_slot(rng, board.country) if share < _MIRROR_SHARE + _DECOY_SHARE else None
        if source is None:
            return SlotRole(slot, board, "own", slot)
        if share < _MIRROR_SHARE:
            return SlotRole(slot, board, "mirror", source)
        return SlotRole(slot, board, "decoy", slot, model_slot=source)

    def _draw_slot(self, rng: SeededRandom, country: str) -> int | None:
        """Return a slot of another provider whose jobs are in the country, or None if none was drawn."""
        boards, weights = self._home_boards[country], self._weights[country]
        for _ in range(_MAXIMUM_TRIES if boards else 0):
            position = rng.randint(0, weights[-1] - 1)
            index = bisect_right(weights, position)
            slot = boards[index].first_slot + position - (weights[index] - boards[index].size)
            if self.get_country(self.get_role(slot).leader_slot) == country:
                return slot
        return None
