"""A small practice market for each test: a few hundred postings on every provider."""

from __future__ import annotations

import pytest

from sandbox.app import App
from sandbox.world import World

LISTINGS = 240
AT = "2026-03-02"


@pytest.fixture
def app() -> App:
    return App(World(LISTINGS, 7, AT))
