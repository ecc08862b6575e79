"""One database for a module of tests, and a new account in it for each."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy.orm import Session

from database.embedded.cluster import Cluster
from database.sessions import user_session
from tests.app.ledger import NOW, Job, Key, Ledger, Version
from tests.app.people import Person, person
from tests.database.servers import TestDatabase, cloned

STEADY = Key("greenhouse", "northwind", "steady")
REPOST = Key("greenhouse", "northwind", "repost")
ELSEWHERE = Key("adzuna", "gb", "elsewhere")
OTHER = Key("greenhouse", "northwind", "other")
STRANGE = Key("greenhouse", "northwind", "strange")


@pytest.fixture(scope="module")
def shared(cluster: Cluster) -> Iterator[TestDatabase]:
    """A database with a job, its re-post and its twin on another source, another job there and one elsewhere."""
    with pytest.MonkeyPatch.context() as patch, cloned(cluster, patch) as database:
        patch.setenv("JOBLEDGER_NOW", NOW.isoformat())
        patch.setenv("PUBLIC_URL", "http://jobs.example")
        with psycopg.connect(database.libpq_url("owner")) as connection:
            _fill(Ledger(connection))
        yield database


def _fill(ledger: Ledger) -> None:
    ledger.source("greenhouse", "Greenhouse")
    ledger.source("adzuna", "Adzuna", may_aggregate=False, may_archive=False, attribution="Jobs by Adzuna")
    ledger.board("greenhouse", "northwind")
    ledger.board("adzuna", "gb")
    ledger.listing(STEADY, Version(NOW, Job(title="Data Engineer", requisition="R-1")))
    ledger.listing(REPOST, Version(NOW, Job(title="Senior Data Engineer (m/f/d)", requisition="R-1")))
    ledger.listing(ELSEWHERE, Version(NOW, Job(title="Data Engineer")))
    ledger.listing(OTHER, Version(NOW, Job(title="Designer")))
    ledger.listing(STRANGE, Version(NOW, Job(title="Baker", company="Globex")))
    ledger.commit()


@pytest.fixture
def ada(shared: TestDatabase) -> Person:
    """Someone with an account of the test's own."""
    return person(f"ada-{uuid4().hex[:8]}@example.org", name="Ada")


@pytest.fixture
def ada_session(ada: Person) -> Iterator[Session]:
    """A session that writes as Ada."""
    with user_session(ada.id, writes=True) as session:
        yield session
