"""One database for a module of tests, and a new account in it for each."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from database.embedded.cluster import Cluster
from database.sessions import user_session
from tests.app.ledger import NOW
from tests.app.people import Person, person
from tests.database.servers import TestDatabase, cloned


@pytest.fixture(scope="module")
def shared(cluster: Cluster) -> Iterator[TestDatabase]:
    """A migrated database at the tests' own time."""
    with pytest.MonkeyPatch.context() as patch, cloned(cluster, patch) as database:
        patch.setenv("JOBLEDGER_NOW", NOW.isoformat())
        yield database


@pytest.fixture
def ada(shared: TestDatabase) -> Person:
    """Someone with an account of the test's own."""
    return person(f"ada-{uuid4().hex[:8]}@example.org", name="Ada")


@pytest.fixture
def own(ada: Person) -> Iterator[Session]:
    """A session that writes as Ada."""
    with user_session(ada.id, writes=True) as session:
        yield session
