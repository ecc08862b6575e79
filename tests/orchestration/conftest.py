"""Our definitions, loaded when a test first asks: dbt's parse and the graph take twenty seconds of every worker that
collects these tests otherwise.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator

import dagster as dg
import pytest


@pytest.fixture(autouse=True)
def own_environment() -> Iterator[None]:
    """A build leaves dbt's variables in the environment of its process; among them is one to commit without waiting."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def defs() -> dg.Definitions:
    with warnings.catch_warnings():
        # of one of dagster-dbt's own dependencies
        warnings.filterwarnings("ignore", "sqlglotrs is deprecated", DeprecationWarning)
        from orchestration.definitions import defs as ours
    return ours
