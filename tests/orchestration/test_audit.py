"""Test that the weekly audit fails where an invariant is violated; tests/test_line.py has one that passes."""

from __future__ import annotations

import dagster as dg
import pytest

from tests.database.servers import TestDatabase


def test_an_audit_that_finds_something_is_a_failed_run(defs: dg.Definitions, database: TestDatabase) -> None:
    audit = defs.get_job_def("audit")
    with pytest.raises(dg.Failure, match="violates an invariant"):
        audit.execute_in_process()  # nothing is built: no test finds its table
