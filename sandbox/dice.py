"""Random numbers derived by hashing: the same key gives the same rolls, in any process and in any order.

Nothing here knows what a job is.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1
_WORD = 1 << 32


def number(*key: object) -> int:
    """Return 64 bits that depend on every part of the key."""
    return int.from_bytes(blake2b(repr(key).encode(), digest_size=8).digest(), "big")


def token(length: int, *key: object) -> str:
    """Return `length` hexadecimal digits (at most 128) that depend on every part of the key."""
    return blake2b(repr(key).encode(), digest_size=64).hexdigest()[:length]


def uuid(*key: object) -> str:
    """Return a text in the form of a random UUID (version 4) that depends on every part of the key."""
    h = token(32, *key)
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-{'89ab'[int(h[16], 16) % 4]}{h[17:20]}-{h[20:]}"


class Odds(Generic[T]):
    """Options with weights, made ready to be rolled for."""

    __slots__ = ("options", "sums")

    def __init__(self, weighted: Iterable[tuple[T, float]]) -> None:
        pairs = tuple(weighted)
        self.options = tuple(option for option, _ in pairs)
        self.sums = list(accumulate(weight for _, weight in pairs))


class Dice:
    """A stream of rolls that begins at a key (a 64-bit linear congruential generator, top half used)."""

    __slots__ = ("_state",)

    def __init__(self, *key: object) -> None:
        self._state = number(*key)

    def word(self) -> int:
        """Return the next 32 bits."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) & _MASK
        return self._state >> 32

    def unit(self) -> float:
        """Return a number in [0, 1)."""
        return self.word() / _WORD

    def chance(self, probability: float) -> bool:
        """Return true with the given probability."""
        return self.word() < probability * _WORD

    def between(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + (self.word() * (high - low + 1) >> 32)

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        return options[self.word() * len(options) >> 32]

    def sample(self, options: Sequence[T], count: int) -> list[T]:
        """Return `count` different options (all of them when there are fewer) in random order."""
        pool = list(options)
        size = len(pool)
        for i in range(min(count, size)):
            j = i + (self.word() * (size - i) >> 32)
            pool[i], pool[j] = pool[j], pool[i]
        return pool[:count]

    def weighted(self, odds: Odds[T]) -> T:
        """Return one option, each as often as its weight says."""
        return odds.options[bisect_right(odds.sums, self.word() / _WORD * odds.sums[-1])]

    def poisson(self, mean: float, most: int) -> int:
        """Return how often something with this mean happens, at most `most` times."""
        floor, product, count = math.exp(-mean), self.unit(), 0
        while product > floor and count < most:
            product *= self.unit()
            count += 1
        return count
