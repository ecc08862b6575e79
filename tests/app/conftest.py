"""Fixtures of the app's tests: a hand-filled ledger in the test's own database, and a session as the app's role."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import psycopg
import pytest
import streamlit as st
from sqlalchemy.orm import Session

from tests.app.ledger import NOW, Ledger
from tests.app.seeded_jobs import ada, bob, jobs, own  # noqa: F401 - fixtures
from tests.app.windows import browser, desk, page  # noqa: F401 - fixtures
from tests.database.servers import TestDatabase


@pytest.fixture(autouse=True)
def own_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's harness puts a screen's script in the place of `__main__` and leaves it there, where it would run
    again in whatever this process spawns later, as dbt is.
    """
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture(autouse=True)
def browser_cookies(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The cookies of the browser that screens are drawn for; Streamlit's harness has none. Put in what is needed."""
    held: dict[str, str] = {}
    line = property(lambda _context: {"Cookie": "; ".join(f"{name}={value}" for name, value in held.items())})
    monkeypatch.setattr(type(st.context), "headers", line)
    return held


@pytest.fixture
def ledger(database: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """An empty ledger to write to, at the tests' own time of day."""
    monkeypatch.setenv("JOBLEDGER_NOW", NOW.isoformat())
    st.cache_data.clear()
    with psycopg.connect(database.libpq_url("owner")) as connection:
        filled = Ledger(connection)
        filled.source("greenhouse", "Greenhouse", base_url="https://boards-api.greenhouse.io/v1/boards")
        filled.source("adzuna", "Adzuna", may_aggregate=False, may_archive=False, attribution="Jobs by Adzuna")
        filled.board("greenhouse", "northwind")
        filled.board("adzuna", "gb")
        yield filled


@pytest.fixture
def session(database: TestDatabase) -> Iterator[Session]:
    """A session with the rights the app has."""
    with Session(database.engine("app")) as app_session:
        yield app_session
