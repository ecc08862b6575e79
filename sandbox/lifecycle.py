"""When positions open, change, rest and close: pure functions of seed, slot and time. Knows nothing of content."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sandbox.dice import Dice, Odds, number
from sandbox.instants import DAY, HOUR

EPOCH = 1_704_067_200  # 2024-01-01, a Monday: where generations begin to be counted
_PERIODS = Odds((((30, 60), 5), ((90, 200), 50), ((200, 450), 45)))
_FEDERAL_PERIODS = Odds((((40, 70), 40), ((70, 130), 60)))
# The longest by which another posting may follow a slot's life (a second advertisement, a further city).
_LONGEST_DELAY = 6 * DAY
_EDITS_PER_DAY = 0.0035
_MOST_EDITS = 3
_TOUCHED_EVERY = 31 * DAY


@dataclass(frozen=True, slots=True)
class Span:
    """One position's life in a slot: its generation and its instants; `pause` is a rest between."""

    generation: int
    opened: int
    closed: int
    pause: tuple[int, int] | None = None

    def is_open(self, at: int) -> bool:
        """Tell whether it can be seen at an instant."""
        return self.opened <= at < self.closed and not (self.pause and self.pause[0] <= at < self.pause[1])


@lru_cache(maxsize=1 << 18)
def rhythm(seed: int, slot: int, federal: bool) -> tuple[int, int]:  # noqa: FBT001 - a slot is federal or it is not
    """Return a slot's phase and period in seconds."""
    dice = Dice(seed, "rhythm", slot)
    low, high = dice.weighted(_FEDERAL_PERIODS if federal else _PERIODS)
    period = dice.between(low * DAY, high * DAY)
    return dice.between(0, period - 1), period


def spans(seed: int, slot: int, at: int, *, federal: bool = False) -> list[Span]:
    """Return the lives of a slot that may touch the instant, those of postings that follow it included."""
    phase, period = rhythm(seed, slot, federal)
    generation = (at - EPOCH - phase) // period
    current = span(seed, slot, generation, federal=federal)
    if at > current.opened + _LONGEST_DELAY:
        return [current]
    return [span(seed, slot, generation - 1, federal=federal), current]


def span(seed: int, slot: int, generation: int, *, federal: bool = False) -> Span:
    """Return one life of a slot."""
    opened, dice = _start(seed, slot, generation, federal)
    following, _ = _start(seed, slot, generation + 1, federal)
    period = rhythm(seed, slot, federal)[1]
    closed = following - int(dice.unit() * 0.08 * period)
    pause = None
    if federal:
        closed = closed // DAY * DAY + 5 * HOUR - 1
    elif dice.chance(0.05):
        begin = opened + (closed - opened) * 2 // 5
        pause = (begin, begin + dice.between(DAY, 6 * DAY))
    return Span(generation, workday(opened), closed, pause)


def workday(at: int) -> int:
    """Return an instant in business hours (UTC) of a working day within a week; never before the one given."""
    days, second = divmod(at - EPOCH + DAY, DAY)
    weekday = days % 7
    if weekday > 4:  # noqa: PLR2004 - Saturday and Sunday
        days += 7 - weekday + second % 5
    return EPOCH + days * DAY + 7 * HOUR + second * 11 // 24


def edits(seed: int, slot: int, life: Span) -> list[tuple[int, float]]:
    """Return the instants of a life's real changes, in order, each with a roll that decides what changes."""
    dice = Dice(seed, "edits", slot, life.generation)
    return _events(dice, life, _EDITS_PER_DAY, _MOST_EDITS)


def last_touch(seed: int, slot: int, life: Span, at: int) -> int:
    """Return the last instant up to `at` at which only the time stamp was touched; 0 if there is none."""
    cell = at // _TOUCHED_EVERY
    for start in (cell, cell - 1):
        touched = start * _TOUCHED_EVERY + number(seed, "touch", slot, start) % _TOUCHED_EVERY
        if touched <= at:
            return touched if touched > life.opened else 0
    return 0


def _events(dice: Dice, life: Span, per_day: float, most: int) -> list[tuple[int, float]]:
    length = life.closed - life.opened
    count = dice.poisson(per_day * length / DAY, most)
    if not count:
        return []
    rolled = {life.opened + HOUR + int(dice.unit() * (length - HOUR)): dice.unit() for _ in range(count)}
    return sorted(rolled.items())


def _start(seed: int, slot: int, generation: int, federal: bool) -> tuple[int, Dice]:  # noqa: FBT001 - as above
    phase, period = rhythm(seed, slot, federal)
    dice = Dice(seed, "life", slot, generation)
    return EPOCH + phase + generation * period + int(dice.unit() * 0.25 * period), dice


def origin(seed: int, slot: int, generation: int, *, federal: bool = False) -> int:
    """Return the generation whose job this one is: its own, or an earlier one when it is a re-posting."""
    while not federal and number(seed, "repost", slot, generation) % 100 < 12:  # noqa: PLR2004 - 12 in 100
        generation -= 1
    return generation
