"""Migrations: from empty to the models, once, also when two processes want it at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import CheckConstraint

from database.cluster import Cluster
from database.engine import engine
from database.migrate import differences, migrate
from database.models import Base
from database.settings import REPOSITORY
from tests.database.servers import TestDatabase, empty

_CHECKS = """
select c.conrelid::regclass::text, c.conname
from pg_constraint as c
join pg_class as t on t.oid = c.conrelid
where c.contype = 'c' and t.relnamespace::regnamespace::text in ('public', 'landing', 'staging', 'ops')
"""


@pytest.fixture
def empty_database(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestDatabase]:
    with empty(cluster, monkeypatch) as own:
        yield own


def test_migrations_give_what_the_models_say(each_database: TestDatabase) -> None:
    assert differences() == []


def test_migrations_give_the_models_checks(each_database: TestDatabase) -> None:
    """Alembic compares everything but these."""
    modelled = {
        (table.fullname, str(constraint.name))
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    with psycopg.connect(each_database.libpq("owner")) as connection:
        assert set(connection.execute(_CHECKS)) == modelled


def test_a_difference_is_found(database: TestDatabase) -> None:
    with psycopg.connect(database.libpq("owner")) as connection:
        connection.execute("alter table users drop column avatar_url")
        connection.execute("create table public.stray (id int)")
        connection.execute("create table staging.of_dbt (id int)")
    found = " ".join(differences())
    assert "avatar_url" in found
    assert "stray" in found
    assert "of_dbt" not in found


def test_migrating_again_changes_nothing(database: TestDatabase) -> None:
    with psycopg.connect(database.libpq("owner")) as connection:
        connection.execute("insert into users (email) values ('ada@example.org')")
    migrate()
    with psycopg.connect(database.libpq("owner")) as connection:
        assert connection.execute("select email from users").fetchall() == [("ada@example.org",)]


def test_two_processes_may_migrate_an_empty_database_at_once(empty_database: TestDatabase) -> None:
    command = [sys.executable, "-c", "from database.migrate import migrate; migrate()"]
    migrations = [subprocess.Popen(command, cwd=REPOSITORY, env=os.environ.copy()) for _ in range(2)]
    assert [migration.wait() for migration in migrations] == [0, 0]
    assert differences() == []


def test_alembics_own_table_stays_out_of_public(database: TestDatabase) -> None:
    with engine("owner").connect() as connection:
        tables = connection.exec_driver_sql("select schemaname from pg_tables where tablename = 'alembic_version'")
        assert tables.scalars().all() == ["ops"]
