"""What a slot holds: a position of its own, one city of a requisition, a look-alike, or another source's ad.

Knows who shares a life and a job with whom; makes neither.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from sandbox.boards import Board, layout
from sandbox.dice import Dice, Odds
from sandbox.words.places import COUNTRIES

Kind = Literal["own", "city", "twin", "mirror", "decoy"]

_BLOCK = 4
_CITIES_OF_BLOCKS = 0.10
_TWINS_OF_BLOCKS = 0.07
_MIRRORS = 0.38
_DECOYS = 0.06
_TRIES = 12
_STAY_HOME = {"health": 1.0, "school": 1.0, "public": 1.0, "hospitality": 0.97, "retail": 0.95, "building": 0.95}
_ABROAD = Odds((("US", 30), ("GB", 25), ("DE", 14), ("FR", 8), ("CA", 8), ("IE", 5), ("NL", 5), ("ES", 4)))


@dataclass(frozen=True, slots=True)
class Seat:
    """A slot with its role.

    `leader` is the slot whose life and job it shares: its own, the first of its requisition (`city`, as number
    `member`), the look-alike's model (`twin`), or the slot advertised a second time (`mirror`). A `decoy` has its own
    life and borrows employer and title from `like`.
    """

    slot: int
    board: Board
    kind: Kind
    leader: int
    member: int = 0
    like: int = -1


class Seats:
    """All slots of one market."""

    def __init__(self, seed: int, listings: int) -> None:
        self.seed = seed
        self.boards = layout(seed, listings)
        self._firsts = [board.first for board in self.boards]
        self._at_home = {
            c: [b for b in self.boards if b.country == c and b.provider != "adzuna" and b.size] for c in COUNTRIES
        }
        self._weights = {c: list(accumulate(b.size for b in boards)) for c, boards in self._at_home.items()}
        self.seat = lru_cache(maxsize=1 << 17)(self._seat)

    def board(self, slot: int) -> Board:
        """Return the board a slot belongs to."""
        index = bisect_right(self._firsts, slot) - 1
        while not self.boards[index].size:
            index -= 1
        return self.boards[index]

    def country(self, slot: int) -> str:
        """Return the country of a slot's positions; it never changes."""
        board = self.board(slot)
        if board.employer is None:
            return board.country
        dice = Dice(self.seed, "country", slot)
        if dice.chance(_STAY_HOME.get(board.employer.sector, 0.78)):
            return board.country
        return dice.weighted(_ABROAD)

    def employers(self, country: str) -> list[Board]:
        """Return the boards of employers that are at home in a country."""
        return [board for board in self._at_home[country] if board.employer]

    def _seat(self, slot: int) -> Seat:
        board = self.board(slot)
        if board.provider == "adzuna":
            return self._ad(slot, board)
        if board.employer:
            return self._block(slot, board)
        return Seat(slot, board, "own", slot)

    def _block(self, slot: int, board: Board) -> Seat:
        first = board.first + (slot - board.first) // _BLOCK * _BLOCK
        member = slot - first
        dice = Dice(self.seed, "block", first)
        roll, cities = dice.unit(), dice.between(2, _BLOCK)
        if board.provider == "greenhouse" and roll < _CITIES_OF_BLOCKS:
            if 0 < member < cities:
                return Seat(slot, board, "city", first, member)
        elif roll > 1 - _TWINS_OF_BLOCKS and member == 1:
            return Seat(slot, board, "twin", first)
        return Seat(slot, board, "own", slot)

    def _ad(self, slot: int, board: Board) -> Seat:
        dice = Dice(self.seed, "ad", slot)
        roll = dice.unit()
        source = self._somewhere(dice, board.country) if roll < _MIRRORS + _DECOYS else None
        if source is None:
            return Seat(slot, board, "own", slot)
        if roll < _MIRRORS:
            return Seat(slot, board, "mirror", source)
        return Seat(slot, board, "decoy", slot, like=source)

    def _somewhere(self, dice: Dice, country: str) -> int | None:
        """Return a slot of another provider whose positions are in the country."""
        boards, weights = self._at_home[country], self._weights[country]
        for _ in range(_TRIES if boards else 0):
            place = dice.between(0, weights[-1] - 1)
            index = bisect_right(weights, place)
            slot = boards[index].first + place - (weights[index] - boards[index].size)
            if self.country(self._lead(slot)) == country:
                return slot
        return None

    def _lead(self, slot: int) -> int:
        return self.seat(slot).leader
