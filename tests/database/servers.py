"""Servers that tests run on, and databases cloned from one migrated template. Which test gets which: conftest.py."""

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

from database import engine, migrate, secrets, server
from database.address import plain
from database.cluster import Cluster
from database.engine import Role
from tests.database.emptying import empty_database

TEMPLATE = "jobledger_template"
# Emptied databases by their server's folder, for the next test of this process.
_SPARE: dict[Path, list[str]] = {}
VERSIONS = range(15, 18)


@dataclass(frozen=True)
class TestDatabase:
    """An empty, migrated database of one test's own. While the test runs, `database.engine` points to it as well."""

    __test__ = False
    owner: URL

    def url(self, role: Role) -> URL:
        if role == "owner":
            return self.owner
        login = engine.LOGINS[role]
        return self.owner.set(username=login, password=secrets.password(login))

    def libpq(self, role: Role) -> str:
        return plain(self.url(role))

    def engine(self, role: Role) -> Engine:
        return engine.engine(role)


@contextmanager
def cloned(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestDatabase]:
    """A clone of the cluster's template, which is made first where it is missing.

    Emptied afterwards for the next test, which takes a tenth of the time of a new clone; dropped when anything but
    rows was changed in it.
    """
    spare = _SPARE.setdefault(cluster.folder, [])
    name = spare.pop() if spare else _clone(cluster)
    try:
        yield TestDatabase(point_to(cluster, name, monkeypatch))
    finally:
        engine.dispose()
        if empty_database(plain(cluster.url(name)), plain(cluster.url(TEMPLATE))):
            spare.append(name)
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
    """A database with nothing in it; dropped at the end."""
    name = f"test_{uuid4().hex[:12]}"
    _administer(cluster, "create database {}", name)
    try:
        yield TestDatabase(point_to(cluster, name, monkeypatch))
    finally:
        engine.dispose()
        _administer(cluster, "drop database {} with (force)", name)


def point_to(cluster: Cluster, name: str, monkeypatch: pytest.MonkeyPatch) -> URL:
    """Make the settings name this database; returns its owner's address."""
    address = cluster.url(name)
    monkeypatch.setenv("DATABASE_URL", plain(address))
    return address


def find_postgres() -> Path | None:
    """The programs of an installed PostgreSQL older than the embedded one, the oldest first; None without one.

    JOBLEDGER_TEST_POSTGRES names them (the folder with pg_ctl).
    """
    named = os.environ.get("JOBLEDGER_TEST_POSTGRES")
    usual = [
        Path(pattern.format(version))
        for version in VERSIONS
        for pattern in ("/usr/lib/postgresql/{}/bin", "/usr/pgsql-{}/bin", "/opt/homebrew/opt/postgresql@{}/bin")
    ]
    on_path = shutil.which("pg_ctl")
    candidates = [Path(named)] if named else [*usual, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in candidates if _version(folder) in VERSIONS), None)


def _version(folder: Path) -> int | None:
    program = folder / "pg_ctl"
    if not program.exists() or not (folder / "initdb").exists():
        return None
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else None


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
    with psycopg.connect(plain(cluster.url("postgres")), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
