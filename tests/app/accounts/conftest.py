"""Give every test of accounts its own database, an address of the app, and a clock that can be moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from app.accounts import responses
from tests.database.servers import TestDatabase

START = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(database: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> Callable[..., datetime]:
    """Moves the time on; the first moment is START."""
    monkeypatch.setenv("JOBLEDGER_NOW", START.isoformat())
    monkeypatch.setenv("PUBLIC_URL", "http://jobs.example")
    monkeypatch.setattr(responses, "MAX_DELAY_SECONDS", 0.0)
    moment = START

    def later(**span: float) -> datetime:
        nonlocal moment
        moment += timedelta(**span)
        monkeypatch.setenv("JOBLEDGER_NOW", moment.isoformat())
        return moment

    return later


@pytest.fixture
def owner(database: TestDatabase) -> Iterator[psycopg.Connection]:
    """Connect as the owner, who may see and change everything."""
    with psycopg.connect(database.libpq_url("owner"), autocommit=True) as connection:
        yield connection
