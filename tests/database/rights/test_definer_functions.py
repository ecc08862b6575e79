"""Check that nothing a role may make in its own session changes what runs with the owner's rights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from database.embedded.cluster import Cluster
from database.migrate import migrate
from database.role_names import Role, list_logins
from tests.database.ledgers import add_all_rows, add_person, open_listing
from tests.database.servers import TestDatabase, empty

# Whoever adds a function that runs as its owner says so here, too.
DEFINER_FUNCTIONS = {
    "ops.alert_created()",
    "ops.alert_health(timestamp with time zone,timestamp with time zone)",
    "ops.alert_queue_health()",
    "ops.applicant_changed()",
    "ops.application_changed()",
    "ops.application_event_changed()",
    "ops.application_source_changed()",
    "ops.company_renamed()",
    "ops.demo_item_changed()",
    "ops.email_sent()",
    "ops.frequency_changed()",
    "ops.is_operator()",
    "ops.queue_report(text,uuid,uuid,text,text,text,jsonb,timestamp with time zone,timestamp with time zone)",
    "ops.search_changed()",
    "ops.search_extras_changed()",
    "ops.set_source_active(uuid,boolean)",
    "ops.source_permitted()",
}
# Views with the rights of their owner, and who may read them.
OWNERS_VIEWS = {
    "ops.account_timezones": {"pipeline"},
    "ops.alert_accounts": {"pipeline", "definer"},
    "ops.alert_frequencies": {"pipeline", "app", "definer"},
    "ops.application_facts": {"pipeline"},
    "ops.due_follow_ups": {"pipeline"},
    "ops.operator_budgets": {"app"},
    "ops.operator_log": {"app"},
    "ops.operator_outbox": {"app"},
    "ops.operator_rejected": {"app"},
}
_OWNERS_VIEWS = """
select c.oid::regclass::text, array(
    select replace(r.rolname, 'jobledger_', '') from pg_roles as r
    where r.rolname like 'jobledger%' and not r.rolsuper and has_any_column_privilege(r.oid, c.oid, 'select')
)
from pg_class as c
where c.relkind = 'v' and c.relnamespace::regnamespace::text in ('public', 'ops')
    and not coalesce(c.reloptions, '{}') && '{security_invoker=true,security_invoker=on}'
"""
_DEFINERS = """
select p.oid::regprocedure::text, p.proconfig, p.prorettype = 'trigger'::regtype,
    exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as a where a.grantee = 0),
    pg_get_userbyid(p.proowner)
from pg_proc as p where p.prosecdef
"""
_TABLES = """
select n.nspname, c.relname from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
where c.relkind in ('r', 'v') and n.nspname in ('public', 'ops', 'landing', 'staging')
"""
# A view like the table, whose rows come from a function that tells as whom it runs.
_TRAP = """
create function pg_temp.trap_{name}() returns table ({columns}) language plpgsql as $$
begin raise exception '{name} led to a temporary view, as %', current_user; end $$;
create temporary view {table} as select * from pg_temp.trap_{name}();
"""
_COLUMNS = """
select string_agg(format('%%I %%s', attname, format_type(atttypid, atttypmod)), ', ' order by attnum)
from pg_attribute where attrelid = format('%%I.%%I', %s::text, %s::text)::regclass and attnum > 0 and not attisdropped
"""
# What makes each function that runs as its owner run, by the role that does it every day.
ACTS: list[tuple[Role, str]] = [
    ("pipeline", "update public.job_sources set may_aggregate = not may_aggregate"),
    ("pipeline", "update public.companies set name = name || ' Ltd'"),
    ("pipeline", "select * from ops.alert_health(now(), now())"),
    ("pipeline", "select * from ops.alert_queue_health()"),
    ("pipeline", "update public.job_alerts set frequency = 'daily'"),
    (
        "pipeline",
        "select ops.queue_report('alert_report', gen_random_uuid(), user_id, 's', 't', null, null, now(), now())"
        " from ops.account_timezones",
    ),
    ("app", "update public.saved_searches set query = 'other'"),
    ("app", "delete from ops.saved_search_extras"),
    ("app", "update public.job_applications set status = 'applied'"),
    ("app", "update public.application_events set occurred_at = now()"),
    ("app", "select ops.is_operator()"),
    ("app", "select * from ops.alert_health(now(), now())"),
    ("app", "delete from ops.demo_items"),
    ("auth", "update public.users set timezone = 'UTC'"),
    ("auth", "update ops.email_outbox set sent_at = now()"),
]


@pytest.fixture
def owner(database: TestDatabase) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.libpq_url("owner"), autocommit=True) as connection:
        yield connection


def test_functions_that_run_as_their_owner_are_known_and_search_temporary_objects_last(
    owner: psycopg.Connection,
) -> None:
    functions = owner.execute(_DEFINERS).fetchall()
    assert {name for name, *_ in functions} == DEFINER_FUNCTIONS
    assert {tuple(settings or ()) for _, settings, *_ in functions} == {("search_path=pg_catalog, pg_temp",)}
    assert [name for name, _, is_trigger, is_public, _ in functions if is_public and not is_trigger] == []
    assert {function_owner for *_, function_owner in functions} == {"jobledger_definer"}


def test_the_owner_of_these_functions_is_nobody_who_signs_in_and_owns_nothing_else(owner: psycopg.Connection) -> None:
    role = owner.execute(
        "select rolcanlogin, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication from pg_roles"
        " where rolname = 'jobledger_definer'"
    ).fetchone()
    assert role == (False,) * 6
    owned = "select oid from pg_class where relowner = 'jobledger_definer'::regrole"
    assert owner.execute(owned).fetchall() == []
    (may_create,) = owner.execute("select has_schema_privilege('jobledger_definer', 'ops', 'create')").fetchone() or ()
    assert not may_create


def test_views_with_the_rights_of_their_owner_are_known_with_their_readers(owner: psycopg.Connection) -> None:
    views = {name: set(readers) for name, readers in owner.execute(_OWNERS_VIEWS).fetchall()}
    assert views == OWNERS_VIEWS


def test_nobody_but_the_pipeline_queues_reports_and_of_known_kinds_only(database: TestDatabase) -> None:
    call = "select ops.queue_report(%s, gen_random_uuid(), %s, 's', 't', null, null, now(), now())"
    with psycopg.connect(database.libpq_url("owner")) as owner_connection:
        ada, bob, gone = (add_person(owner_connection, f"{name}@example.org") for name in ("ada", "bob", "gone"))
        owner_connection.execute("update users set email_verified_at = now() where id <> %s", [bob])
        owner_connection.execute("update users set deleted_at = now() where id = %s", [gone])
    with psycopg.connect(database.libpq_url("pipeline"), autocommit=True) as pipeline:
        pipeline.execute(call, ["alert_report", ada])
        with pytest.raises(psycopg.errors.InvalidParameterValue, match="no email of the kind"):
            pipeline.execute(call, ["reset_password", ada])
        for nobody in (None, bob, gone, uuid4()):
            with pytest.raises(psycopg.errors.NoDataFound, match="confirmed address"):
                pipeline.execute(call, ["alert_report", nobody])
        with pytest.raises(psycopg.errors.InvalidParameterValue, match="unsubscribing only"):
            pipeline.execute(call.replace("null, null", """null, '{"Bcc": "x@example.org"}'"""), ["alert_report", ada])
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            pipeline.execute(
                "insert into ops.email_outbox (recipient, subject, text_body) values ('x@example.org', 's', 't')"
            )
    for role in ("app", "auth", "analyst"):
        with (
            psycopg.connect(database.libpq_url(role)) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(call, ["alert_report", ada])


@pytest.mark.parametrize(("role", "statement"), ACTS)
def test_temporary_objects_change_nothing_that_runs_as_the_owner(
    database: TestDatabase, owner: psycopg.Connection, role: Role, statement: str
) -> None:
    owner.execute(sql.SQL("grant temporary on database {} to public").format(sql.Identifier(owner.info.dbname)))
    open_listing(owner)
    ada = add_person(owner, "ada@example.org")
    owner.execute("update users set email_verified_at = now()")
    add_all_rows(owner, ada)
    tables: list[tuple[str, str]] = owner.execute(_TABLES).fetchall()
    with psycopg.connect(database.libpq_url(role), autocommit=True) as session:
        session.execute("select set_config('jobledger.user_id', %s, false)", [str(ada)])
        for schema, table in tables:
            columns = owner.execute(_COLUMNS, [schema, table]).fetchone()
            assert columns
            session.execute(_TRAP.format(name=f"{schema}_{table}", table=table, columns=columns[0]).encode())
        session.execute(statement.encode())


def test_only_those_who_need_temporary_tables_may_make_them(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    with empty(cluster, monkeypatch) as database:
        migrate()
        may: dict[str, Any] = {}
        for role in list_logins():
            with psycopg.connect(database.libpq_url(role)) as session:
                try:
                    session.execute("create temporary view job_alerts as select 1")
                    may[role] = True
                except psycopg.errors.InsufficientPrivilege:
                    may[role] = False
    assert may == {"app": False, "auth": False, "pipeline": True, "analyst": True}
