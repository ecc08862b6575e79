"""Migrations: from nothing to models and SQL files, also when two processes migrate at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import CheckConstraint

from database import sql_files
from database.embedded.cluster import Cluster
from database.engine import engine
from database.migrate import MigrationError, list_differences, migrate
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
    with empty(cluster, monkeypatch) as database:
        yield database


def test_migrations_result_in_models_and_sql_files(each_database: TestDatabase) -> None:
    assert list_differences() == []


def test_migrations_result_in_the_models_checks(each_database: TestDatabase) -> None:
    """Alembic compares everything but these."""
    modelled = {
        (table.fullname, str(constraint.name))
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    with psycopg.connect(each_database.libpq_url("owner")) as connection:
        assert set(connection.execute(_CHECKS)) == modelled


def test_a_difference_is_reported(database: TestDatabase) -> None:
    with psycopg.connect(database.libpq_url("owner")) as connection:
        connection.execute("alter table users drop column avatar_url")
        connection.execute("create table public.stray (id int)")
        connection.execute("create table staging.of_dbt (id int)")
    report = " ".join(list_differences())
    assert "avatar_url" in report
    assert "stray" in report
    assert "of_dbt" not in report


def test_sql_objects_that_differ_from_their_files_are_reported(each_database: TestDatabase) -> None:
    with psycopg.connect(each_database.libpq_url("owner")) as connection:
        connection.execute(
            "create or replace function ops.pattern_words(patterns text[]) returns text[]"
            " language sql as 'select patterns'"
        )
        connection.execute("create function ops.stray_function() returns int language sql as 'select 1'")
        connection.execute("create view ops.stray_view as select 1 as n")
        connection.execute("alter policy own_rows on saved_jobs using (true)")
        connection.execute("create policy stray_policy on saved_jobs using (true)")
        connection.execute("drop trigger email_sent on ops.email_outbox")
        connection.execute("revoke insert on saved_jobs from jobledger_app")
        connection.execute("create view staging.stray_view_of_dbt as select 1 as n")
        connection.commit()
        lines = sql_files.list_differences(connection)
        assert sql_files.list_differences(connection) == lines, "comparing changes nothing"
    assert lines == [
        "function ops.stray_function() has no file in database/sql",
        "view ops.stray_view has no file in database/sql",
        "function ops.pattern_words(text[]) differs from its file in database/sql",
        "policy own_rows on public.saved_jobs differs from its file in database/sql",
        "policy stray_policy on public.saved_jobs differs from its file in database/sql",
        "rights on saved_jobs differs from its file in database/sql",
        "trigger email_sent on ops.email_outbox differs from its file in database/sql",
    ]


def test_files_that_make_nothing_of_their_name_are_reported(
    database: TestDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "sql"
    shutil.copytree(sql_files.SQL_FOLDER, folder)
    (folder / "views" / "account_timezones.sql").rename(folder / "views" / "renamed.sql")
    (folder / "functions" / "empty.sql").write_text("-- nothing")
    monkeypatch.setattr(sql_files, "SQL_FOLDER", folder)
    with psycopg.connect(database.libpq_url("owner")) as connection:
        assert sql_files.list_differences(connection) == [
            "database/sql/functions/empty.sql makes nothing of that name",
            "database/sql/views/renamed.sql makes nothing of that name",
        ]


def test_a_changed_file_is_applied_by_the_next_migration(
    database: TestDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "sql"
    shutil.copytree(sql_files.SQL_FOLDER, folder)
    monkeypatch.setattr(sql_files, "SQL_FOLDER", folder)
    (folder / "views" / "a_late_view.sql").write_text(
        "-- requires: an_early_view\ncreate view ops.a_late_view as table ops.an_early_view"
    )
    (folder / "views" / "an_early_view.sql").write_text("create view ops.an_early_view as select 7 as n")
    (folder / "policies" / "saved_jobs.sql").write_text("alter table saved_jobs enable row level security")
    migrate()
    with psycopg.connect(database.libpq_url("owner")) as connection:
        assert connection.execute("table ops.a_late_view").fetchone() == (7,)
        policies = connection.execute("select policyname from pg_policies where tablename = 'saved_jobs'").fetchall()
    assert policies == []


def test_migrating_again_changes_nothing(database: TestDatabase) -> None:
    with psycopg.connect(database.libpq_url("owner")) as connection:
        connection.execute("insert into users (email) values ('ada@example.org')")
    migrate()
    with psycopg.connect(database.libpq_url("owner")) as connection:
        assert connection.execute("select email from users").fetchall() == [("ada@example.org",)]


def test_two_processes_may_migrate_an_empty_database_at_once(empty_database: TestDatabase) -> None:
    command = [sys.executable, "-c", "from database.migrate import migrate; migrate()"]
    migrations = [subprocess.Popen(command, cwd=REPOSITORY, env=os.environ.copy()) for _ in range(2)]
    assert [migration.wait() for migration in migrations] == [0, 0]
    assert list_differences() == []


def test_alembics_own_table_stays_out_of_public(database: TestDatabase) -> None:
    with engine("owner").connect() as connection:
        tables = connection.exec_driver_sql("select schemaname from pg_tables where tablename = 'alembic_version'")
        assert tables.scalars().all() == ["ops"]


def test_a_database_of_an_unknown_version_is_left_as_it_is(database: TestDatabase) -> None:
    with psycopg.connect(database.libpq_url("owner"), autocommit=True) as owner:
        owner.execute("update ops.alembic_version set version_num = '0029'")
        with pytest.raises(MigrationError, match=r"version 0029.*new database"):
            migrate()
        assert owner.execute("select version_num from ops.alembic_version").fetchone() == ("0029",)
        owner.execute("update ops.alembic_version set version_num = '0001'")
