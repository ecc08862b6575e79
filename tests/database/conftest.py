"""A database per file and server, for tests that leave it as they found it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.database.servers import TestDatabase, cloned


@pytest.fixture(scope="module", params=["cluster", "older_cluster"], ids=["embedded", "older"])
def kept_database(request: pytest.FixtureRequest) -> Iterator[TestDatabase]:
    """Like `each_database`, but one for all tests of a file, which therefore roll back what they write."""
    with pytest.MonkeyPatch.context() as patch, cloned(request.getfixturevalue(request.param), patch) as database:
        yield database
