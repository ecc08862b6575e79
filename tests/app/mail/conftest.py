"""Fixtures of the mail tests: a desk to write letters at, and a mail server that SMTP_URL names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.app.mail.desk import Desk
from tests.app.mail.postmaster import Postmaster, serving
from tests.database.servers import TestDatabase

Later = Callable[[timedelta], None]


@pytest.fixture
def desk(database: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The test's own outbox, of a site at https://jobs.example.org."""
    monkeypatch.setenv("PUBLIC_URL", "https://jobs.example.org")
    return Desk(database)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """A clock that stands still until it is told how much later it is."""
    moment = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    def advance(by: timedelta) -> None:
        nonlocal moment
        moment += by
        monkeypatch.setenv("JOBLEDGER_NOW", moment.isoformat())

    advance(timedelta())
    return advance


@pytest.fixture
def postmaster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postmaster]:
    """A plain mail server on this machine."""
    own = Postmaster()
    with serving(own, enable_SMTPUTF8=True) as port:
        monkeypatch.setenv("SMTP_URL", f"smtp://127.0.0.1:{port}")
        yield own
