"""Tests that ledgers of every released version can be upgraded: the dumps in dumps/ are made by dump_ledger.py."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from database import migrate, roles
from database.embedded import server
from database.embedded.cluster import Cluster
from orchestration.dbt import run_dbt
from tests.database.dump_ledger import DUMPS, LISTINGS
from tests.database.ledgers import OWNED_TABLES
from tests.database.servers import TestDatabase, empty

RELEASES = sorted(DUMPS.glob("*.sql.gz"))
_EVENTS = "select count(*) from landing.events"


def restore(path: Path, database: TestDatabase) -> None:
    """Fill an empty database from a dump; the logins must exist before, since grants name them."""
    with psycopg.connect(database.libpq_url("owner"), autocommit=True) as owner:
        roles.ensure_roles(owner)
    command = [str(server.binaries() / "psql"), "--quiet", "--set=ON_ERROR_STOP=1", database.libpq_url("owner")]
    subprocess.run(command, input=gzip.decompress(path.read_bytes()), stdout=subprocess.DEVNULL, check=True)


@pytest.fixture(params=RELEASES, ids=lambda path: path.name.removesuffix(".sql.gz"))
def upgraded(
    request: pytest.FixtureRequest, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestDatabase]:
    """A ledger of an earlier version, migrated to this one."""
    cluster.start()
    with empty(cluster, monkeypatch) as database:
        restore(request.param, database)
        migrate.migrate()
        yield database


def test_there_is_a_dump() -> None:
    assert RELEASES


def test_a_ledger_of_each_version_can_be_upgraded(upgraded: TestDatabase) -> None:
    assert migrate.list_differences() == []
    with psycopg.connect(upgraded.libpq_url("owner")) as owner:
        for table in OWNED_TABLES:
            rows = owner.execute(f"select count(*) from {table}").fetchone()
            assert rows, table
            assert rows[0] >= 1, table
        open_listings = owner.execute("select count(*) from job_listings where closed_at is null").fetchone()
        assert open_listings
        assert open_listings[0] >= LISTINGS // 2
        assert owner.execute("select count(*) from listing_archives").fetchone() != (0,)


@pytest.mark.slow
def test_an_upgraded_ledger_can_be_built(upgraded: TestDatabase) -> None:
    with psycopg.connect(upgraded.libpq_url("owner")) as owner:
        before = owner.execute(_EVENTS).fetchone()
    assert run_dbt("build") == 0
    with psycopg.connect(upgraded.libpq_url("owner")) as owner:
        assert owner.execute(_EVENTS).fetchone() == before
        assert owner.execute("select count(*) from marts.mart_market_overview").fetchone() != (0,)


def test_times_that_a_backlog_or_a_clock_left_wrong_are_mended(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster.start()
    with empty(cluster, monkeypatch) as database:
        restore(DUMPS / "0.2.0.sql.gz", database)
        with psycopg.connect(database.libpq_url("owner")) as owner:
            owner.execute("update landing.presence set changed_at = changed_at - interval '1 hour'")
            owner.execute("update job_listings set ingested_at = now()")
        migrate.migrate()
        with psycopg.connect(database.libpq_url("owner")) as owner:
            wrong = owner.execute(
                "select count(*) filter (where p.changed_at <> e.last_at or l.ingested_at <> e.first_at), count(*)"
                " from (select listing_id, min(occurred_at) as first_at, max(occurred_at) as last_at"
                " from landing.events group by 1) as e join landing.presence as p using (listing_id)"
                " join job_listings as l on l.id = e.listing_id"
            ).fetchone()
    assert wrong
    assert (wrong[0], wrong[1] > 0) == (0, True)
