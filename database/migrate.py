"""Bring a database up to date, from empty or any release since 0.2.0, and compare it with models and files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, delete, insert, select, text

from database import roles, sql_files
from database.engine import engine, libpq_url
from database.models import AppliedSql, Base

ALEMBIC_SCHEMA = "ops"
# Every table of these schemas has a model; dbt creates tables of its own in landing and staging.
_MODELLED_SCHEMAS = {"public", ALEMBIC_SCHEMA}
_COMPARED_SCHEMAS = {*_MODELLED_SCHEMAS, "landing", "staging"}
_MIGRATION_LOCK_ID = 4_865_921_307  # any number, as long as nothing else in this database locks it
_ALEMBIC_FILE = Path(__file__).resolve().parents[1] / "alembic.ini"


class MigrationError(RuntimeError):
    """The database cannot be migrated by this version; the message says what to do."""


def migrate() -> None:
    """Bring the database to the newest version: logins, tables, SQL files. Quick when there is nothing to do.

    Migrations and files are applied in one transaction. Safe when two processes run it at once: the second waits.
    Raises MigrationError for a database of an unknown version, `database.roles.RolesError` when the owner may not make
    the logins, psycopg or SQLAlchemy errors when the server refuses something.
    """
    with psycopg.connect(libpq_url("owner"), autocommit=True) as owner:
        owner.execute("select pg_advisory_lock(%s)", [_MIGRATION_LOCK_ID])
        roles.ensure_roles(owner)
        with engine("owner").connect() as connection:
            if (
                _read_version(connection) == _get_newest_revision()
                and _read_applied_digest(connection) == sql_files.hash_files()
            ):
                return
            _ensure_known_version(connection)
            _create_alembic_schema(connection)
            config = Config(_ALEMBIC_FILE)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            sql_files.apply_all(sql_files.driver_connection(connection))
            _record_digest(connection)
            connection.commit()


def list_differences() -> list[str]:
    """Say where the database differs from the models and from the files of database/sql; empty when nowhere."""
    with engine("owner").connect() as connection:
        context = MigrationContext.configure(connection, opts=build_alembic_options())
        model_differences = [
            f"models and migrations differ: {difference!r}" for difference in compare_metadata(context, Base.metadata)
        ]
    with psycopg.connect(libpq_url("owner")) as owner:
        return model_differences + sql_files.list_differences(owner)


def build_alembic_options() -> dict[str, Any]:
    """Return Alembic's options, the same for upgrades, comparisons and new revisions."""
    return {
        "target_metadata": Base.metadata,
        "version_table_schema": ALEMBIC_SCHEMA,
        "include_schemas": True,
        "include_name": _is_compared_name,
        "include_object": _is_compared_object,
        "compare_type": True,
        "compare_server_default": True,
    }


def _is_compared_name(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "schema" or name is None or name in _COMPARED_SCHEMAS


def _is_compared_object(item: Any, _name: str | None, kind: str, reflected: bool, model: object) -> bool:  # noqa: FBT001 - Alembic's signature
    has_no_model = kind == "table" and reflected and model is None
    return not has_no_model or (item.schema or "public") in _MODELLED_SCHEMAS


def _ensure_known_version(connection: Connection) -> None:
    version = _read_version(connection)
    if version is not None and version not in {
        revision.revision for revision in _load_script_directory().walk_revisions()
    }:
        raise MigrationError(
            f"this database has version {version}, which this JobLedger does not know: it is newer, or older than "
            "0.2.0, the first release. Use the JobLedger that made it, or start with a new database"
        )


def _load_script_directory() -> ScriptDirectory:
    return ScriptDirectory.from_config(Config(_ALEMBIC_FILE))


def _get_newest_revision() -> str | None:
    return _load_script_directory().get_current_head()


def _read_version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection, opts=build_alembic_options()).get_current_revision()


def _read_applied_digest(connection: Connection) -> str | None:
    return connection.execute(select(AppliedSql.digest)).scalar()


def _record_digest(connection: Connection) -> None:
    connection.execute(delete(AppliedSql))
    connection.execute(insert(AppliedSql).values(digest=sql_files.hash_files()))


def _create_alembic_schema(connection: Connection) -> None:
    """Create the schema of Alembic's own table, which must exist before the first migration."""
    if not connection.execute(
        text("select 1 from pg_namespace where nspname = :name"), {"name": ALEMBIC_SCHEMA}
    ).first():
        connection.execute(text(f"create schema {ALEMBIC_SCHEMA}"))
