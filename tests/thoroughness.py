"""How thoroughly a property is tried: by some examples in `make test`, by many in `make test-long`."""

from __future__ import annotations

from hypothesis import settings

LONG = "long"
_TIMES = 8


def examples(count: int) -> int:
    """Return how many examples of a property to try: `count`, and several times that in `make test-long`."""
    return count * _TIMES if settings.get_current_profile_name() == LONG else count
