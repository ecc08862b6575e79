"""Derive random numbers by hashing: a key gives the same numbers in any process and in any order.

Knows nothing of jobs.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")

_UINT64_MASK = (1 << 64) - 1
_UINT32_RANGE = 1 << 32


def hash_to_int(*key: object) -> int:
    """Return a 64-bit number that depends on every part of the key."""
    return int.from_bytes(blake2b(repr(key).encode(), digest_size=8).digest(), "big")


def hash_to_hex(length: int, *key: object) -> str:
    """Return `length` hexadecimal digits (at most 128) that depend on every part of the key."""
    return blake2b(repr(key).encode(), digest_size=64).hexdigest()[:length]


def hash_to_uuid(*key: object) -> str:
    """Return a UUID (version 4) that depends on every part of the key."""
    digits = hash_to_hex(32, *key)
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


class WeightedOptions(Generic[T]):
    """Options with weights, prepared for `SeededRandom.weighted_choice`."""

    __slots__ = ("cumulative_weights", "options")

    def __init__(self, pairs: Iterable[tuple[T, float]]) -> None:
        options_and_weights = tuple(pairs)
        self.options = tuple(option for option, _ in options_and_weights)
        self.cumulative_weights = list(accumulate(weight for _, weight in options_and_weights))


class SeededRandom:
    """A stream of random numbers that a key starts (a 64-bit linear congruential generator; the top half is used)."""

    __slots__ = ("_state",)

    def __init__(self, *key: object) -> None:
        self._state = hash_to_int(*key)

    def next_bits(self) -> int:
        """Return the next 32 bits."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) & _UINT64_MASK
        return self._state >> 32

    def random(self) -> float:
        """Return a number in [0, 1)."""
        return self.next_bits() / _UINT32_RANGE

    def chance(self, probability: float) -> bool:
        """Return true with the given probability."""
        return self.next_bits() < probability * _UINT32_RANGE

    def randint(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + (self.next_bits() * (high - low + 1) >> 32)

    def choice(self, options: Sequence[T]) -> T:
        """Return one option."""
        return options[self.next_bits() * len(options) >> 32]

    def sample(self, options: Sequence[T], count: int) -> list[T]:
        """Return `count` different options (all of them when there are fewer) in random order."""
        pool = list(options)
        size = len(pool)
        for index in range(min(count, size)):
            other_index = index + (self.next_bits() * (size - index) >> 32)
            pool[index], pool[other_index] = pool[other_index], pool[index]
        return pool[:count]

    def weighted_choice(self, options: WeightedOptions[T]) -> T:
        """Return one option, each as often as its weight says."""
        return options.options[
            bisect_right(options.cumulative_weights, self.next_bits() / _UINT32_RANGE * options.cumulative_weights[-1])
        ]

    def poisson(self, mean: float, maximum: int) -> int:
        """Return a Poisson-distributed count, cut off at `maximum`."""
        floor, product, count = math.exp(-mean), self.random(), 0
        while product > floor and count < maximum:
            product *= self.random()
            count += 1
        return count
