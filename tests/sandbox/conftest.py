"""Give each test a small sandbox market: a few hundred postings over all providers."""

from __future__ import annotations

import pytest

from sandbox.app import SandboxApp
from sandbox.world import World

LISTINGS = 240
START = "2026-03-02"


@pytest.fixture
def app() -> SandboxApp:
    return SandboxApp(World(LISTINGS, 7, START))
