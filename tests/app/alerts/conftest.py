"""Fixtures of the alerts' tests: a clock that can be set, and the outbox as the owner sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

At = Callable[[datetime], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Set the clock."""
    return lambda moment: monkeypatch.setenv("JOBLEDGER_NOW", moment.isoformat())
