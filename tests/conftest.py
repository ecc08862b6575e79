"""Fixtures for every room: one server per test run, a database of its own for each test that asks, no user's state."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from database.embedded.cluster import Cluster
from database.scratch import build_scratch_cluster, scratch_cluster
from database.settings import Settings
from tests.database.servers import TestDatabase, cloned, find_postgres
from tests.scheduling import SLOW, SharedSetupScheduling, place_in_line
from tests.thoroughness import LONG

_SHARED = "JOBLEDGER_TEST_SERVER"  # tells xdist's workers where the run's one server is
_OPENED = pytest.StashKey[ExitStack]()
_SLOW_FIXTURES = {"browser", "story", "replay", "market", "defs", "older_cluster"}

settings.register_profile(LONG)


def pytest_configure(config: pytest.Config) -> None:
    """Before anything else: no test reads or writes the state of the person who runs it."""
    if hasattr(config, "workerinput"):
        return
    for field in Settings.model_fields.values():
        os.environ.pop(str(field.alias), None)
    stack = config.stash[_OPENED] = ExitStack()
    folder = stack.enter_context(scratch_cluster()).folder.parent
    os.environ[_SHARED] = str(folder)
    os.environ["JOBLEDGER_HOME"] = str(folder / "home")
    os.environ["JOBLEDGER_SECRET_KEY"] = "of the tests, kept from nobody"
    os.environ["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/ask_for_the_fixture_database"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow to start, and put the longest files first."""
    for item in items:
        fixtures = set(item.fixturenames) if isinstance(item, pytest.Function) else set()
        if fixtures & _SLOW_FIXTURES or item.nodeid.startswith(SLOW):
            item.add_marker("slow")
            if "story" in fixtures:
                # The first of these tests runs dbt twenty times, which takes minutes on a busy machine.
                item.add_marker(pytest.mark.timeout(1200))
    items.sort(key=lambda item: place_in_line(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    """Return the scheduler of `--dist loadfile`; xdist has those of the other choices."""
    return SharedSetupScheduling(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the run's server, if any test started it, and remove its folder."""
    if _OPENED in config.stash:
        config.stash[_OPENED].close()


@pytest.fixture(scope="session")
def cluster() -> Cluster:
    """The run's embedded server; starts when first asked for its address."""
    return build_scratch_cluster(Path(os.environ[_SHARED]))


@pytest.fixture(scope="session")
def older_cluster() -> Iterator[Cluster]:
    """A server of an installed PostgreSQL 15 to 17, or a skip that says why there is none."""
    programs = find_postgres()
    if programs is None:
        pytest.skip("no PostgreSQL 15 to 17 is installed here; JOBLEDGER_TEST_POSTGRES names the folder of its pg_ctl")
    with scratch_cluster(programs, ["--locale=C.UTF-8"]) as older:
        yield older


@pytest.fixture
def database(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestDatabase]:
    """An empty, migrated database for this test; settings and `database.engine` point to it while the test runs."""
    with cloned(cluster, monkeypatch) as own:
        yield own


@pytest.fixture(params=["cluster", pytest.param("older_cluster", marks=pytest.mark.slow)], ids=["embedded", "older"])
def each_cluster(request: pytest.FixtureRequest) -> Cluster:
    """The embedded server, then the oldest one that is installed: for what must hold on both."""
    found: Cluster = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def each_database(each_cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestDatabase]:
    """Like `database`, once per server of `each_cluster`."""
    with cloned(each_cluster, monkeypatch) as own:
        yield own
