"""Dump a small ledger of the current version: `python -m tests.database.dump_ledger`, once for each release.

The ledger holds a sandbox market of a month, built by dbt, and one person with a row in every personal table. What a
later version does with it is tested in test_upgrade.py.
"""

from __future__ import annotations

import gzip
import os
import subprocess
import tempfile
import tomllib
from pathlib import Path

import psycopg

from cli import pipeline_passes, sandbox_market
from database import engine, migrate
from database.address import to_libpq_url
from database.embedded import server
from database.scratch import scratch_cluster
from database.settings import REPOSITORY
from sandbox.server import serve
from tests.database.ledgers import OWNED_TABLES, add_person, add_row

DUMPS = Path(__file__).with_name("dumps")
LISTINGS = 30
NOW = "2026-11-30T12:00:00+00:00"


def dump(path: Path) -> None:
    """Write the dump of a new ledger."""
    with scratch_cluster() as cluster, tempfile.TemporaryDirectory() as home:
        cluster.start()
        server.create_database(cluster.url("postgres"), "ledger")
        address = to_libpq_url(cluster.url("ledger"))
        os.environ |= {"DATABASE_URL": address, "JOBLEDGER_HOME": home, "JOBLEDGER_NOW": NOW}
        migrate.migrate()
        with serve(listings=LISTINGS) as market:
            sandbox_market.register_boards(sandbox_market.choose_origin(live=False), market.url, print)
            sandbox_market.fetch_history(market.url, print)
        if problem := pipeline_passes.build_all():
            raise RuntimeError(problem)
        with psycopg.connect(address) as connection:
            _add_person(connection)
        engine.dispose()
        program = server.binaries() / "pg_dump"
        command = [str(program), "--dbname", address]
        text = subprocess.run(command, check=True, capture_output=True).stdout
    path.write_bytes(gzip.compress(text, mtime=0))
    print(f"{path.name}: {path.stat().st_size:,} bytes")  # noqa: T201 a command line


def _add_person(connection: psycopg.Connection) -> None:
    listing = connection.execute("select id, company_id from job_listings where company_id is not null").fetchone()
    assert listing
    rows = {"user": add_person(connection, "ada@example.org"), "listing": listing[0], "company": listing[1]}
    for table in OWNED_TABLES:
        rows[table] = add_row(connection, table, rows)


if __name__ == "__main__":
    DUMPS.mkdir(exist_ok=True)
    version = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]["version"]
    dump(DUMPS / f"{version}.sql.gz")
