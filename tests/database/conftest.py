"""The fixture of a database per test file and server, for tests that roll back what they write."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.database.servers import TestDatabase, cloned


@pytest.fixture(scope="module", params=["cluster", "older_cluster"], ids=["embedded", "older"])
def module_database(request: pytest.FixtureRequest) -> Iterator[TestDatabase]:
    """Provide a database like `each_database` to all tests of a file, which roll back what they write."""
    with pytest.MonkeyPatch.context() as patch, cloned(request.getfixturevalue(request.param), patch) as database:
        yield database
