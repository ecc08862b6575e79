"""Count acts that may happen at a certain rate, in this process. Limits that all processes share: app.web.limits."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Allowance:
    """A number of acts that may happen at once, refilled over time (a token bucket)."""

    capacity: float
    per_second: float
    clock: Callable[[], float] = time.monotonic
    _level: float = field(init=False)
    _filled_at: float = field(init=False)

    def __post_init__(self) -> None:
        self._level, self._filled_at = self.capacity, self.clock()

    def take(self) -> float:
        """Take one and return the seconds to wait before the act: 0 while some are left."""
        self._fill()
        self._level -= 1
        return max(0.0, -self._level / self.per_second)

    def take_if_left(self) -> bool:
        """Take one if one is left; return whether it was."""
        self._fill()
        if self._level < 1:
            return False
        self._level -= 1
        return True

    def is_full(self) -> bool:
        """Return whether nothing was taken for so long that all are back."""
        self._fill()
        return self._level >= self.capacity

    def _fill(self) -> None:
        moment = self.clock()
        self._level = min(self.capacity, self._level + (moment - self._filled_at) * self.per_second)
        self._filled_at = moment
