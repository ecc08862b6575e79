"""Making a test's database as new: every row out, unless more than rows was changed."""

from __future__ import annotations

from functools import cache

import psycopg
from psycopg import sql

_OURS = "n.nspname !~ '^(pg_|information_schema)'"
# One text of all that is no row: relations, columns, constraints, functions, triggers, policies, rights, settings.
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
    where setdatabase in (0, (select oid from pg_database where datname = current_database()))
) as parts
"""
_FULL = f"""
select n.nspname, c.relname from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and {_OURS} and c.relname <> 'alembic_version'
"""
_OTHERS = (
    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> %s"
)


def emptied(database: str, template: str) -> bool:
    """Take every row out; False, and nothing is done, when the database differs from its template in more than rows."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(_OTHERS, [connection.info.backend_pid])
        if connection.execute(_SHAPE).fetchone() != _shape(template):
            return False
        tables = [sql.Identifier(*name) for name in connection.execute(_FULL).fetchall()]
        probes = sql.SQL(" union all ").join(
            sql.SQL("select {} where exists (select from {})").format(number, table)
            for number, table in enumerate(tables)
        )
        full = [tables[number] for (number,) in connection.execute(probes).fetchall()]
        if full:
            connection.execute(sql.SQL("truncate {} restart identity cascade").format(sql.SQL(", ").join(full)))
    return True


@cache
def _shape(template: str) -> tuple[object, ...] | None:
    with psycopg.connect(template) as connection:
        return connection.execute(_SHAPE).fetchone()
