"""What each server role may do, by trying it: the table "who writes what" holds on every supported server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from database.role_names import Role
from tests.database.servers import TestDatabase
from tests.database.specification import AGGREGATION, ANALYTICS, APPLICATIONS, IDENTITY, TABLES, WORKSPACE

NOTHING: frozenset[str] = frozenset()
READ = frozenset({"SELECT"})
WRITE = READ | {"INSERT", "UPDATE"}
ALL = WRITE | {"DELETE"}
# Row by row what the design says; a table or role that is not here has no right at all.
EXPECTED: dict[Role, dict[str, frozenset[str]]] = {
    "pipeline": dict.fromkeys([*AGGREGATION, *ANALYTICS, "job_alerts", "job_alert_runs"], WRITE),
    "auth": dict.fromkeys(IDENTITY, ALL) | {"auth_events": READ | {"INSERT"}},
    "app": dict.fromkeys(AGGREGATION, READ)
    | dict.fromkeys([*WORKSPACE, *APPLICATIONS], ALL)
    | {"analytics_snapshots": READ, "job_sources": NOTHING},
    "analyst": dict.fromkeys(AGGREGATION, READ) | {"job_sources": NOTHING},
}
DESTRUCTIVE = (
    "delete from {}",
    "truncate {}",
    "drop table {}",
    "drop table {} cascade",
    "alter table {} add column extra text",
    "alter table {} disable trigger all",
    "create index on {} ((1))",
)
_GRANTED = """
select privilege
from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) as privilege
where has_table_privilege(%s, privilege)
"""


@contextmanager
def refused(connection: psycopg.Connection) -> Iterator[None]:
    """The server refuses what is done inside, for want of a right."""
    with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
        yield


@pytest.mark.parametrize("role", EXPECTED)
def test_every_table_grants_what_the_design_says(module_database: TestDatabase, role: Role) -> None:
    with psycopg.connect(module_database.libpq_url(role)) as connection:
        granted = {table: {right for (right,) in connection.execute(_GRANTED, [f"public.{table}"])} for table in TABLES}
    assert granted == {table: EXPECTED[role].get(table, NOTHING) for table in TABLES}


def test_the_pipeline_cannot_destroy_anything_in_public(module_database: TestDatabase) -> None:
    with psycopg.connect(module_database.libpq_url("pipeline")) as connection:
        for table in TABLES:
            for statement in DESTRUCTIVE:
                with refused(connection):
                    connection.execute(statement.format(f"public.{table}"))


def test_the_pipeline_knows_of_people_their_id_and_time_zone_only(module_database: TestDatabase) -> None:
    with psycopg.connect(module_database.libpq_url("owner")) as owner:
        owner.execute("insert into users (email, timezone) values ('a@example.org', 'Europe/Berlin')")
        owner.execute("insert into users (email, deleted_at) values ('gone@example.org', now())")
    with psycopg.connect(module_database.libpq_url("pipeline")) as connection:
        people = connection.execute("select * from ops.account_timezones")
        assert [column.name for column in people.description or ()] == ["user_id", "timezone"]
        assert [timezone for _, timezone in people] == ["Europe/Berlin"]
        for column in ("recipient", "subject", "text_body", "html_body"):
            with refused(connection):
                connection.execute(f"select {column} from ops.email_outbox")


def test_the_pipeline_owns_its_schemas(module_database: TestDatabase) -> None:
    with psycopg.connect(module_database.libpq_url("pipeline")) as connection:
        for schema in ("landing", "staging", "marts", "dagster"):
            connection.execute(f"create table {schema}.trial (id int)")
            connection.execute(f"drop table {schema}.trial")
        connection.execute(
            "truncate landing.presence, landing.events, landing.inbox, landing.pending, staging.listings"
        )


@pytest.mark.parametrize("role", ["app", "analyst"])
def test_readers_see_sources_without_credentials(module_database: TestDatabase, role: Role) -> None:
    with psycopg.connect(module_database.libpq_url(role)) as connection:
        connection.execute("select code, may_aggregate, attribution from job_sources")
        for columns in ("credentials", "*"):
            with refused(connection):
                connection.execute(f"select {columns} from job_sources")


def test_the_app_reads_a_listings_history_and_nothing_else_of_the_pipelines(module_database: TestDatabase) -> None:
    with psycopg.connect(module_database.libpq_url("app")) as connection:
        for table in ("landing.events", "staging.listings"):
            connection.execute(f"select 1 from {table}")
            with refused(connection):
                connection.execute(f"delete from {table}")
        for table in ("landing.inbox", "landing.presence", "landing.pending"):
            with refused(connection):
                connection.execute(f"select 1 from {table}")


@pytest.mark.parametrize("role", ["app", "analyst"])
def test_readers_see_the_marts_that_the_pipeline_makes(module_database: TestDatabase, role: Role) -> None:
    with psycopg.connect(module_database.libpq_url("pipeline")) as pipeline:
        pipeline.execute("create table if not exists marts.openings as select 3 as open")
    with psycopg.connect(module_database.libpq_url(role)) as connection:
        assert connection.execute("select open from marts.openings").fetchone() == (3,)
        with refused(connection):
            connection.execute("delete from marts.openings")


def test_the_analyst_reads_no_personal_data(module_database: TestDatabase) -> None:
    with psycopg.connect(module_database.libpq_url("analyst")) as connection:
        for table in [*IDENTITY, *WORKSPACE, *APPLICATIONS, *ANALYTICS]:
            with refused(connection):
                connection.execute(f"select 1 from public.{table}")
        for relation in ("ops.account_timezones", "ops.email_outbox", "landing.inbox"):
            with refused(connection):
                connection.execute(f"select 1 from {relation}")


@pytest.mark.parametrize("role", EXPECTED)
def test_nobody_but_the_owner_makes_tables_in_public(module_database: TestDatabase, role: Role) -> None:
    with psycopg.connect(module_database.libpq_url(role)) as connection, refused(connection):
        connection.execute("create table public.trial (id int)")


@pytest.mark.parametrize("role", EXPECTED)
def test_a_day_is_a_utc_day_for_every_role(module_database: TestDatabase, role: Role) -> None:
    with psycopg.connect(module_database.libpq_url(role)) as connection:
        assert connection.execute("show timezone").fetchone() == ("UTC",)
