"""Servers for tests, and databases cloned from one migrated template. Fixtures are in conftest.py."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, Engine

from database import engine, migrate, secrets
from database.address import to_libpq_url
from database.embedded import server
from database.embedded.cluster import Cluster
from database.role_names import Role, get_role_name
from tests.database.emptying import empty_database

TEMPLATE = "jobledger_template"
# Emptied databases by their server's folder, for the next test of this process.
_EMPTIED: dict[Path, list[str]] = {}
VERSIONS = range(15, 18)


@dataclass(frozen=True)
class TestDatabase:
    """An empty, migrated database for one test. While the test runs, `database.engine` points to it as well."""

    __test__ = False
    owner: URL

    def url(self, role: Role) -> URL:
        if role == "owner":
            return self.owner
        login = get_role_name(role)
        return self.owner.set(username=login, password=secrets.derive_password(login))

    def libpq_url(self, role: Role) -> str:
        return to_libpq_url(self.url(role))

    def engine(self, role: Role) -> Engine:
        return engine.engine(role)


@contextmanager
def cloned(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestDatabase]:
    """Yield a clone of the cluster's template, which is created when it is missing.

    Afterwards it is emptied for the next test, which takes a tenth of the time of a new clone, or dropped when the test
    changed more than rows.
    """
    databases = _EMPTIED.setdefault(cluster.folder, [])
    name = databases.pop() if databases else _clone(cluster)
    try:
        yield TestDatabase(point_to(cluster, name, monkeypatch))
    finally:
        engine.dispose()
        if empty_database(to_libpq_url(cluster.url(name)), to_libpq_url(cluster.url(TEMPLATE))):
            databases.append(name)
        else:
            _administer(cluster, "drop database {} with (force)", name)


def _clone(cluster: Cluster) -> str:
    _ensure_template(cluster)
    name = f"test_{uuid4().hex[:12]}"
    # Copying files takes a tenth of the time of the default, which writes every page to the log.
    _administer(cluster, "create database {} template {} strategy file_copy", name, TEMPLATE)
    return name


@contextmanager
def empty(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestDatabase]:
    """Yield a database without tables; it is dropped at the end."""
    name = f"test_{uuid4().hex[:12]}"
    _administer(cluster, "create database {}", name)
    try:
        yield TestDatabase(point_to(cluster, name, monkeypatch))
    finally:
        engine.dispose()
        _administer(cluster, "drop database {} with (force)", name)


def point_to(cluster: Cluster, name: str, monkeypatch: pytest.MonkeyPatch) -> URL:
    """Set DATABASE_URL to this database and return its owner's address."""
    address = cluster.url(name)
    monkeypatch.setenv("DATABASE_URL", to_libpq_url(address))
    return address


def find_postgres() -> Path | None:
    """Return the programs of the oldest installed PostgreSQL that is older than the embedded one; None without one.

    JOBLEDGER_TEST_POSTGRES names them (the folder with pg_ctl).
    """
    configured = os.environ.get("JOBLEDGER_TEST_POSTGRES")
    usual_folders = [
        Path(pattern.format(version))
        for version in VERSIONS
        for pattern in ("/usr/lib/postgresql/{}/bin", "/usr/pgsql-{}/bin", "/opt/homebrew/opt/postgresql@{}/bin")
    ]
    pg_ctl = shutil.which("pg_ctl")
    candidates = (
        [Path(configured)] if configured else [*usual_folders, *([Path(pg_ctl).resolve().parent] if pg_ctl else [])]
    )
    return next((folder for folder in candidates if _version(folder) in VERSIONS), None)


def _version(folder: Path) -> int | None:
    program = folder / "pg_ctl"
    if not program.exists() or not (folder / "initdb").exists():
        return None
    output = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    match = re.search(r"\) (\d+)", output)
    return int(match[1]) if match else None


def _ensure_template(cluster: Cluster) -> None:
    """Migrate the template once for all processes of a test run."""
    cluster.start()
    with (cluster.folder / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ready = cluster.folder / "template.ready"
        if ready.exists():
            return
        server.create_database(cluster.url("postgres"), TEMPLATE)
        with pytest.MonkeyPatch.context() as patch:
            point_to(cluster, TEMPLATE, patch)
            migrate.migrate()
            engine.dispose()
        ready.touch()


def _administer(cluster: Cluster, statement: str, *names: str) -> None:
    with psycopg.connect(to_libpq_url(cluster.url("postgres")), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
