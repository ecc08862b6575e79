"""SQL objects that live as files under `database/sql`: applying them to a database, and comparing it with them.

Functions, views, triggers, policies and grants belong here. Tables, indexes and types do not: migrations make those.
Why files and not migrations: docs/decisions/0060-sql-objects-are-repeatable-files.md.
"""

from __future__ import annotations

import hashlib
from graphlib import TopologicalSorter
from pathlib import Path
from typing import cast

import psycopg
from sqlalchemy import Connection

from database import role_names

SQL_FOLDER = Path(__file__).with_name("sql")
# In the order in which they are applied. Functions come first, with their bodies unchecked, since they may name views.
OBJECT_KINDS = ("functions", "views", "triggers", "policies", "grants")
_SCHEMAS = ["public", "ops", "landing", "staging"]
# dbt keeps views of its own in staging.
_VIEW_SCHEMAS = ["public", "ops"]
# Triggers and policies are made again from their files, so that those whose file is gone go too.
_SELECT_DROP_STATEMENTS = {
    "triggers": """
        select format('drop trigger %%I on %%s', t.tgname, t.tgrelid::regclass)
        from pg_trigger as t join pg_class as c on c.oid = t.tgrelid
        where not t.tgisinternal and c.relnamespace::regnamespace::text = any(%s)
    """,
    "policies": """
        select format('drop policy %%I on %%I.%%I', policyname, schemaname, tablename)
        from pg_policies where schemaname = any(%s)
    """,
}
# Everything the files make, as text. A missing list of rights means the default ones, as after a restored backup.
_SELECT_DEFINITIONS = """
select 'function ' || p.oid::regprocedure, concat_ws(' ', pg_get_userbyid(p.proowner),
    case when p.prokind = 'a' then 'aggregate' else pg_get_functiondef(p.oid) end,
    (select array_agg(a::text order by a::text) from unnest(coalesce(p.proacl, acldefault('f', p.proowner))) as a),
    obj_description(p.oid, 'pg_proc'))
from pg_proc as p where p.pronamespace::regnamespace::text = any(%(schemas)s)
union all
select 'view ' || c.oid::regclass, concat_ws(' ', c.reloptions, pg_get_viewdef(c.oid))
from pg_class as c where c.relkind = 'v' and c.relnamespace::regnamespace::text = any(%(view_schemas)s)
union all
select 'trigger ' || t.tgname || ' on ' || t.tgrelid::regclass, concat_ws(' ', t.tgenabled, pg_get_triggerdef(t.oid))
from pg_trigger as t join pg_class as c on c.oid = t.tgrelid
where not t.tgisinternal and c.relnamespace::regnamespace::text = any(%(schemas)s)
union all
select 'policy ' || policyname || ' on ' || schemaname || '.' || tablename,
    concat_ws(' ', permissive, roles, cmd, qual, with_check)
from pg_policies where schemaname = any(%(schemas)s)
union all
select 'rights on ' || c.oid::regclass, concat_ws(' ', c.relrowsecurity,
    (select array_agg(a::text order by a::text) from unnest(coalesce(
        c.relacl, acldefault(cast(case c.relkind when 'S' then 's' else 'r' end as "char"), c.relowner)
    )) as a),
    (select array_agg(a.attname || ' ' || e order by a.attname, e::text)
        from pg_attribute as a, unnest(a.attacl) as e where a.attrelid = c.oid))
from pg_class as c where c.relkind in ('r', 'v', 'S') and c.relnamespace::regnamespace::text = any(%(view_schemas)s)
union all
select 'rights on schema ' || nspname, (select array_agg(a::text order by a::text) from unnest(nspacl) as a)::text
from pg_namespace where nspname = any(%(schemas)s) or nspname = 'marts'
"""
# Every file makes its object again, so an object that this transaction did not write has no file.
_SELECT_OBJECTS_WITHOUT_FILE = """
select 'function ' || oid::regprocedure from pg_proc
where pronamespace::regnamespace::text = any(%(schemas)s) and xmin <> pg_current_xact_id()::xid
union all
select 'view ' || oid::regclass from pg_class
where relkind = 'v' and relnamespace::regnamespace::text = any(%(view_schemas)s) and xmin <> pg_current_xact_id()::xid
"""
# What files may be called: trigger files after the function they call, policy files after their table.
_SELECT_ALLOWED_FILE_NAMES = """
select 'functions/' || proname from pg_proc where pronamespace::regnamespace::text = any(%(schemas)s)
union select 'views/' || relname from pg_class
where relkind = 'v' and relnamespace::regnamespace::text = any(%(view_schemas)s)
union select 'triggers/' || p.proname from pg_trigger as t join pg_proc as p on p.oid = t.tgfoid
union select 'policies/' || tablename from pg_policies
union select 'grants/' || role from unnest(%(roles)s::text[]) as role
"""
_QUERY_PARAMETERS = {
    "schemas": _SCHEMAS,
    "view_schemas": _VIEW_SCHEMAS,
    "roles": [*role_names.LOGIN_ROLES, role_names.FUNCTION_OWNER],
}
_SELECT_DEFINER_FUNCTIONS = """
select p.oid::regprocedure::text from pg_proc as p
where p.prosecdef and p.pronamespace::regnamespace::text = any(%s) and pg_get_userbyid(p.proowner) <> %s
"""


def apply_all(connection: psycopg.Connection) -> None:
    """Make every object of `database/sql` as its file says, in the transaction of `connection`.

    Existing objects are replaced. A migration must first drop a view whose columns change, and every function or view
    whose file is deleted. Function bodies are not checked, because they may name views that come after them.
    """
    _prepare_transaction(connection, checks_bodies=False)
    for kind in OBJECT_KINDS:
        _apply_kind(connection, kind)
    _give_definer_functions_away(connection)


def apply_files(connection: Connection, *names: str) -> None:
    """Make the objects of these files ("functions/mint") within a migration whose tables build on them.

    An old migration, too, applies the file's newest text, so that text may only name what exists by then.
    """
    psycopg_connection = driver_connection(connection)
    psycopg_connection.execute("set local check_function_bodies = off")
    for name in names:
        psycopg_connection.execute(_read_statements(SQL_FOLDER / f"{name}.sql"))


def driver_connection(connection: Connection) -> psycopg.Connection:
    """Return the psycopg connection behind a SQLAlchemy one: it takes several statements at once and leaves % alone."""
    return cast("psycopg.Connection", connection.connection.driver_connection)


def hash_files() -> str:
    """Return a hash of all files, by which a database knows whether they were applied to it."""
    file_hash = hashlib.sha256()
    for kind in OBJECT_KINDS:
        for path in _list_files_in_order(kind):
            file_hash.update(f"{kind}/{path.name}\0".encode() + _read_statements(path) + b"\0")
    return file_hash.hexdigest()


def list_differences(connection: psycopg.Connection) -> list[str]:
    """Say how the database differs from the files; empty when it does not. Rolls back what it does."""
    with connection.transaction(force_rollback=True):
        live_definitions: dict[str, str] = dict(connection.execute(_SELECT_DEFINITIONS, _QUERY_PARAMETERS).fetchall())
        names_without_file: set[str] = set()
        _prepare_transaction(connection, checks_bodies=True)
        for kind in OBJECT_KINDS:
            if kind == "grants":  # these write every function and view, with or without a file
                names_without_file = {
                    name for (name,) in connection.execute(_SELECT_OBJECTS_WITHOUT_FILE, _QUERY_PARAMETERS)
                }
            _apply_kind(connection, kind)
        _give_definer_functions_away(connection)
        definitions_from_files: dict[str, str] = dict(
            connection.execute(_SELECT_DEFINITIONS, _QUERY_PARAMETERS).fetchall()
        )
        names = {name for (name,) in connection.execute(_SELECT_ALLOWED_FILE_NAMES, _QUERY_PARAMETERS)}
    changed_names = {
        name
        for name in live_definitions.keys() | definitions_from_files.keys()
        if live_definitions.get(name) != definitions_from_files.get(name)
        and name.replace("rights on", "view") not in names_without_file
    }
    files_without_object = [
        f"{kind}/{path.stem}"
        for kind in OBJECT_KINDS
        for path in _list_files_in_order(kind)
        if f"{kind}/{path.stem}" not in names
    ]
    return [
        *(f"{name} has no file in database/sql" for name in sorted(names_without_file)),
        *(f"{name} differs from its file in database/sql" for name in sorted(changed_names)),
        *(f"database/sql/{name}.sql makes nothing of that name" for name in files_without_object),
    ]


def _prepare_transaction(connection: psycopg.Connection, *, checks_bodies: bool) -> None:
    connection.execute("set local search_path = public")
    connection.execute("select set_config('check_function_bodies', %s, true)", ["on" if checks_bodies else "off"])


def _apply_kind(connection: psycopg.Connection, kind: str) -> None:
    if kind in _SELECT_DROP_STATEMENTS:
        for (statement,) in connection.execute(_SELECT_DROP_STATEMENTS[kind], [_SCHEMAS]).fetchall():
            connection.execute(statement)
    for path in _list_files_in_order(kind):
        connection.execute(_read_statements(path))


def _read_statements(path: Path) -> bytes:
    """Return a file's SQL with the names that roles have on this server."""
    return role_names.use_role_names(path.read_text(encoding="utf-8")).encode()


def _give_definer_functions_away(connection: psycopg.Connection) -> None:
    """Give every function that runs as its owner to a role that can do no more than these functions need."""
    owner = role_names.get_role_name(role_names.FUNCTION_OWNER)
    functions = connection.execute(_SELECT_DEFINER_FUNCTIONS, [_SCHEMAS, owner]).fetchall()
    if not functions:
        return
    # A new owner must be allowed to create functions in the schema, at this moment only.
    connection.execute(f"grant create on schema ops to {owner}".encode())
    for (signature,) in functions:
        connection.execute(f"alter function {signature} owner to {owner}".encode())
    connection.execute(f"revoke create on schema ops from {owner}".encode())


def _list_files_in_order(kind: str) -> list[Path]:
    """Return the files of a kind by name, each after those of the same kind that its line `-- requires:` lists."""
    requirements: dict[str, list[str]] = {}
    for path in sorted((SQL_FOLDER / kind).glob("*.sql")):
        lines = path.read_text(encoding="utf-8").splitlines()
        requires_lines = (line.removeprefix("-- requires:") for line in lines if line.startswith("-- requires:"))
        requirements[path.stem] = [name.strip() for line in requires_lines for name in line.split(",")]
    return [SQL_FOLDER / kind / f"{name}.sql" for name in TopologicalSorter(requirements).static_order()]
