"""Two people and a ledger of jobs, for what is someone's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from database.sessions import user_session
from tests.app.ledger import NOW, Job, Key, Ledger, Version
from tests.app.people import Person, person

Acting = Callable[[], AbstractContextManager[Session]]
BEFORE, SAVED, SINCE = NOW - timedelta(days=9), NOW - timedelta(days=5), NOW - timedelta(days=2)


def key(name: str) -> Key:
    """A posting on the one board."""
    return Key("greenhouse", "northwind", name)


@pytest.fixture
def jobs(ledger: Ledger) -> dict[str, UUID]:
    """A steady job, one changed and one closed two days ago, one that closed and opened again, and a well-paid one."""
    job = Job()
    dearer = replace(job, title="Changed", pay=(80_000, 95_000, "EUR", "year"))
    ids = {
        "steady": ledger.listing(key("1"), Version(BEFORE, replace(job, title="Steady"))),
        "changed": ledger.listing(key("2"), Version(BEFORE, replace(job, title="Changed")), Version(SINCE, dearer)),
        "closed": ledger.listing(key("3"), Version(BEFORE, replace(job, title="Closed")), closed=SINCE),
        "reopened": ledger.listing(
            key("4"), Version(BEFORE, replace(job, title="Back")), closed=SINCE, reopened=NOW - timedelta(days=1)
        ),
        "rich": ledger.listing(
            key("5"), Version(BEFORE, replace(job, title="Rich", company="Globex", pay=(100, 120, "USD", "hour")))
        ),
    }
    ledger.commit()
    return ids


@pytest.fixture
def ada(jobs: dict[str, UUID]) -> Person:
    """Someone with an account."""
    return person(name="Ada")


@pytest.fixture
def bob(ada: Person) -> Person:
    """Someone else."""
    return person("bob@example.org", name="Bob")


@pytest.fixture
def own(ada: Person) -> Iterator[Session]:
    """A session that writes as Ada."""
    with user_session(ada.id, writes=True) as session:
        yield session
