"""Our definitions, loaded when a test first asks: dbt's parse and the graph take twenty seconds of every worker that
collects these tests otherwise.
"""

from __future__ import annotations

import warnings

import dagster as dg
import pytest


@pytest.fixture(scope="session")
def defs() -> dg.Definitions:
    with warnings.catch_warnings():
        # of one of dagster-dbt's own dependencies
        warnings.filterwarnings("ignore", "sqlglotrs is deprecated", DeprecationWarning)
        from orchestration.definitions import defs as ours
    return ours
