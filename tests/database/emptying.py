"""Makes a test's database as new by deleting its rows, unless the test changed more than rows."""

from __future__ import annotations

from functools import cache

import psycopg
from psycopg import sql

_OURS = "n.nspname !~ '^(pg_|information_schema)'"
# A hash of everything but rows: relations, columns, constraints, functions, triggers, policies, rights, settings.
# Settings of roles in all databases belong to the server, where a test beside this one may have made other roles.
_SHAPE = f"""
select md5(string_agg(part, e'\\n' order by part)) from (
    select concat_ws(' ', 'relation', c.oid::regclass, c.relkind, c.relowner::regrole, c.relacl, c.relrowsecurity,
        c.relforcerowsecurity, c.reloptions) as part
    from pg_class as c join pg_namespace as n on n.oid = c.relnamespace where {_OURS}
    union all
    select concat_ws(' ', 'column', c.oid::regclass, a.attnum, a.attname, a.atttypid, a.attnotnull, a.attacl,
        pg_get_expr(d.adbin, d.adrelid))
    from pg_attribute as a join pg_class as c on c.oid = a.attrelid join pg_namespace as n on n.oid = c.relnamespace
    left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attnum > 0 and {_OURS}
    union all
    select concat_ws(' ', 'constraint', t.conrelid::regclass, t.conname, t.convalidated, pg_get_constraintdef(t.oid))
    from pg_constraint as t join pg_namespace as n on n.oid = t.connamespace where {_OURS}
    union all
    select concat_ws(' ', 'function', p.oid::regprocedure, p.proacl, md5(pg_get_functiondef(p.oid)))
    from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace where p.prokind <> 'a' and {_OURS}
    union all
    select concat_ws(' ', 'trigger', tgrelid::regclass, tgname, tgenabled) from pg_trigger where not tgisinternal
    union all
    select concat_ws(' ', 'policy', polrelid::regclass, polname, polcmd, polroles, pg_get_expr(polqual, polrelid))
    from pg_policy
    union all
    select concat_ws(' ', 'schema', n.nspname, n.nspowner::regrole, n.nspacl) from pg_namespace as n where {_OURS}
    union all
    select concat_ws(' ', 'default', defaclrole::regrole, defaclnamespace::regnamespace, defaclacl) from pg_default_acl
    union all
    select concat_ws(' ', 'setting', setrole::regrole, setconfig) from pg_db_role_setting
    where setdatabase = (select oid from pg_database where datname = current_database())
) as parts
"""
_TABLES = f"""
select n.nspname, c.relname from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and {_OURS} and c.relname <> 'alembic_version'
"""
_OTHER_CONNECTIONS = (
    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> %s"
)
_RESTART_SEQUENCES = """
select setval(format('%I.%I', schemaname, sequencename), start_value, false) from pg_sequences
where last_value is not null
"""
# Deleted rows stay in a table's file. A database with more of them than this is not worth handing on.
_LARGEST_BYTES = 16 * 2**20


def empty_database(database: str, template: str) -> bool:
    """Delete every row of a database; returns False, doing nothing, when more than its rows differs from its template.

    Rows are deleted, not truncated: a truncation makes a new file for each table that refers to the table, which takes
    a hundred times as long as deleting the few rows of a test.
    """
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(_OTHER_CONNECTIONS, [connection.info.backend_pid])
        shape, probe = _template_shape(template)
        if connection.execute(_SHAPE).fetchone() != shape:
            return False
        filled_tables = connection.execute(probe).fetchall()
        if sum(size for _, _, size in filled_tables) > _LARGEST_BYTES:
            return False
        if filled_tables:
            with connection.transaction():
                # Without triggers, which guard references between the rows and count what changes.
                connection.execute("set local session_replication_role = replica")
                for schema, table, _ in filled_tables:
                    connection.execute(sql.SQL("delete from {}").format(sql.Identifier(schema, table)))
        connection.execute(_RESTART_SEQUENCES)
    return True


@cache
def _template_shape(template: str) -> tuple[tuple[object, ...] | None, str]:
    """Return the shape of the template, and a query for those of its tables that have rows, with their sizes."""
    with psycopg.connect(template) as connection:
        probes = [
            sql.SQL(
                "select {schema}, {table}, pg_total_relation_size({name}) where exists (select from {identifier})"
            ).format(schema=schema, table=table, name=f'"{schema}"."{table}"', identifier=sql.Identifier(schema, table))
            for schema, table in connection.execute(_TABLES).fetchall()
        ]
        return connection.execute(_SHAPE).fetchone(), sql.SQL(" union all ").join(probes).as_string(connection)
