"""Decide when postings open, change, pause and close: pure functions of seed, slot and time. Knows no content.

A slot's postings are counted by generation. The first generation starts at the epoch.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sandbox.seeded_random import SeededRandom, WeightedOptions, hash_to_int
from sandbox.timestamps import DAY, HOUR

MARKET_EPOCH = 1_704_067_200  # 2024-01-01, a Monday
_PERIOD_DAYS = WeightedOptions((((30, 60), 5), ((90, 200), 50), ((200, 450), 45)))
_FEDERAL_PERIOD_DAYS = WeightedOptions((((40, 70), 40), ((70, 130), 60)))
# A copy of a posting (at another provider, in another city) opens and closes at most this long after it.
_LONGEST_DELAY = 6 * DAY
_EDITS_PER_DAY = 0.0035
_MAXIMUM_EDITS = 3
_TOUCH_INTERVAL = 31 * DAY


@dataclass(frozen=True, slots=True)
class Lifetime:
    """The time for which a slot shows one posting. During `pause` the posting is hidden."""

    generation: int
    opened_at: int
    closed_at: int
    pause: tuple[int, int] | None = None

    def is_open(self, at: int) -> bool:
        """Tell whether the posting is shown at a time."""
        return self.opened_at <= at < self.closed_at and not (self.pause and self.pause[0] <= at < self.pause[1])


@lru_cache(maxsize=1 << 18)
def draw_phase_and_period(seed: int, slot: int, federal: bool) -> tuple[int, int]:  # noqa: FBT001 - a cached function takes it by position
    """Return a slot's phase and period in seconds."""
    rng = SeededRandom(seed, "rhythm", slot)
    low, high = rng.weighted_choice(_FEDERAL_PERIOD_DAYS if federal else _PERIOD_DAYS)
    period = rng.randint(low * DAY, high * DAY)
    return rng.randint(0, period - 1), period


def list_lifetimes(seed: int, slot: int, at: int, *, federal: bool = False) -> list[Lifetime]:
    """Return the lifetimes of a slot that may cover the time, for the slot's own posting or a copy of it."""
    phase, period = draw_phase_and_period(seed, slot, federal)
    generation = (at - MARKET_EPOCH - phase) // period
    lifetime = make_lifetime(seed, slot, generation, federal=federal)
    if at > lifetime.opened_at + _LONGEST_DELAY:
        return [lifetime]
    return [make_lifetime(seed, slot, generation - 1, federal=federal), lifetime]


def make_lifetime(seed: int, slot: int, generation: int, *, federal: bool = False) -> Lifetime:
    """Return the lifetime of one generation of a slot."""
    start, rng = _draw_start(seed, slot, generation, federal)
    next_start, _ = _draw_start(seed, slot, generation + 1, federal)
    period = draw_phase_and_period(seed, slot, federal)[1]
    closed_at = next_start - int(rng.random() * 0.08 * period)
    pause = None
    if federal:
        closed_at = closed_at // DAY * DAY + 5 * HOUR - 1
    elif rng.chance(0.05):
        pause_start = start + (closed_at - start) * 2 // 5
        pause = (pause_start, pause_start + rng.randint(DAY, 6 * DAY))
    return Lifetime(generation, move_to_workday(start), closed_at, pause)


def move_to_workday(at: int) -> int:
    """Return a time in business hours (UTC) of a working day, never earlier than the given time and within a week."""
    days, second = divmod(at - MARKET_EPOCH + DAY, DAY)
    weekday = days % 7
    if weekday > 4:  # noqa: PLR2004 - Saturday and Sunday
        days += 7 - weekday + second % 5
    return MARKET_EPOCH + days * DAY + 7 * HOUR + second * 11 // 24


def draw_edits(seed: int, slot: int, lifetime: Lifetime) -> list[tuple[int, float]]:
    """Return the times at which a posting's content changes, each with a random number that picks the change."""
    rng = SeededRandom(seed, "edits", slot, lifetime.generation)
    length = lifetime.closed_at - lifetime.opened_at
    count = rng.poisson(_EDITS_PER_DAY * length / DAY, _MAXIMUM_EDITS)
    if not count:
        return []
    edits = {lifetime.opened_at + HOUR + int(rng.random() * (length - HOUR)): rng.random() for _ in range(count)}
    return sorted(edits.items())


def find_last_touch(seed: int, slot: int, lifetime: Lifetime, at: int) -> int:
    """Return the last time up to `at` at which only the posting's time stamp changed; 0 if there is none."""
    interval = at // _TOUCH_INTERVAL
    for index in (interval, interval - 1):
        touched_at = index * _TOUCH_INTERVAL + hash_to_int(seed, "touch", slot, index) % _TOUCH_INTERVAL
        if touched_at <= at:
            return touched_at if touched_at > lifetime.opened_at else 0
    return 0


def _draw_start(
    seed: int,
    slot: int,
    generation: int,
    federal: bool,  # noqa: FBT001 - as above
) -> tuple[int, SeededRandom]:
    phase, period = draw_phase_and_period(seed, slot, federal)
    rng = SeededRandom(seed, "life", slot, generation)
    return MARKET_EPOCH + phase + generation * period + int(rng.random() * 0.25 * period), rng


def find_first_generation(seed: int, slot: int, generation: int, *, federal: bool = False) -> int:
    """Return the generation in which the job of this one was first posted: itself, or an earlier one for a repost."""
    while not federal and hash_to_int(seed, "repost", slot, generation) % 100 < 12:  # noqa: PLR2004 - 12 in 100
        generation -= 1
    return generation
