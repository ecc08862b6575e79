"""The live schema is the specification's: every table, column, type, nullability and key; nothing else in public."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from tests.database.servers import TestDatabase
from tests.database.specification import ENUMS, TABLES
from tests.database.specification.form import Column

_COLUMNS = """
select a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull, f.referenced
from pg_attribute as a
left join lateral (
    select c.confrelid::regclass || '.' || k.attname as referenced
    from pg_constraint as c
    join pg_attribute as k on k.attrelid = c.confrelid and k.attnum = c.confkey[1]
    where c.conrelid = a.attrelid and c.contype = 'f' and c.conkey = array[a.attnum]
) as f on true
where a.attrelid = %s::regclass and a.attnum > 0 and not a.attisdropped
"""
_UNIQUE = """
select
    i.indisprimary,
    (
        select string_agg(pg_get_indexdef(i.indexrelid, n, true), ', ' order by n)
        from generate_series(1, i.indnkeyatts) as n
    ) || case when i.indnullsnotdistinct then ' nulls not distinct' else '' end
    || coalesce(' where ' || pg_get_expr(i.indpred, i.indrelid), '')
from pg_index as i
where i.indrelid = %s::regclass and i.indisunique
"""
_ENUMS = """
select t.typname, array_agg(e.enumlabel order by e.enumsortorder)
from pg_enum as e
join pg_type as t on t.oid = e.enumtypid
group by t.typname
"""
_RELATIONS = "select relname, relkind from pg_class where relnamespace = 'public'::regnamespace and relkind <> 'i'"


@pytest.fixture
def connection(module_database: TestDatabase) -> Iterator[psycopg.Connection]:
    with psycopg.connect(module_database.libpq_url("owner")) as connection:
        yield connection


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_as_specified(connection: psycopg.Connection, table: str) -> None:
    live = {Column(*row) for row in connection.execute(_COLUMNS, [f"public.{table}"])}
    specified = {
        Column(column.name, column.type, column.nullable, column.references and f"{column.references}.id")
        for column in TABLES[table].columns
    }
    assert live == specified


@pytest.mark.parametrize("table", TABLES)
def test_keys_are_as_specified(connection: psycopg.Connection, table: str) -> None:
    keys = connection.execute(_UNIQUE, [f"public.{table}"]).fetchall()
    assert [key for primary, key in keys if primary] == [", ".join(TABLES[table].primary_key)]
    assert {key for primary, key in keys if not primary} == TABLES[table].unique


def test_public_holds_the_specified_tables_and_nothing_else(connection: psycopg.Connection) -> None:
    assert set(connection.execute(_RELATIONS)) == {(name, "r") for name in TABLES}
    assert len(TABLES) == 27


def test_enum_types_have_the_specified_values(connection: psycopg.Connection) -> None:
    assert {name: tuple(labels) for name, labels in connection.execute(_ENUMS)} == ENUMS


@pytest.mark.parametrize("status", ["running", "success", "partial", "error"])
def test_a_run_takes_every_agreed_status(connection: psycopg.Connection, status: str) -> None:
    _checks(connection, "ingest_runs", "status", status, refused="done")


@pytest.mark.parametrize(
    "event",
    [
        "login_success",
        "login_failure",
        "password_reset",
        "oauth_linked",
        "logout",
        "email_verified",
        "session_revoked",
        "account_deleted",
    ],
)
def test_a_security_event_takes_every_agreed_name(connection: psycopg.Connection, event: str) -> None:
    _checks(connection, "auth_events", "event", event, refused="dance")


def _checks(connection: psycopg.Connection, table: str, column: str, accepted: str, refused: str) -> None:
    """The check constraint of a column accepts one value and not the other."""
    definition = connection.execute(
        "select pg_get_expr(conbin, conrelid) from pg_constraint where conname = %s", [f"ck_{table}_{column}"]
    ).fetchone()
    assert definition
    test = f"select {definition[0]} from (select %s::text as {column}) as row"
    assert connection.execute(test, [accepted]).fetchone() == (True,)
    assert connection.execute(test, [refused]).fetchone() == (False,)
