"""The server's roles: created when missing, with limits, and logins with passwords derived from the secret key.

What each of them may do: database/sql/grants. Their names: role_names.py.
"""

from __future__ import annotations

import hashlib

import psycopg
from psycopg import sql

from database import secrets
from database.engine import libpq_url
from database.role_names import FUNCTION_OWNER, LOGIN_ROLES, LoginRole, get_role_name

# What one session of a role may use, as PostgreSQL writes it. A build sorts much and may take hours on a large ledger.
SESSION_LIMITS: dict[LoginRole, dict[str, str]] = {
    "app": {"statement_timeout": "30s", "idle_in_transaction_session_timeout": "1min", "temp_file_limit": "1GB"},
    # A mail server may take minutes to accept an email, whose row stays locked meanwhile.
    "auth": {"statement_timeout": "30s", "idle_in_transaction_session_timeout": "10min", "temp_file_limit": "1GB"},
    "analyst": {"statement_timeout": "5min", "idle_in_transaction_session_timeout": "10min", "temp_file_limit": "10GB"},
    "pipeline": {"statement_timeout": "4h", "idle_in_transaction_session_timeout": "1h", "temp_file_limit": "100GB"},
}
CONNECTION_LIMITS: dict[LoginRole, int] = {"analyst": 10}
_SUPERUSER_SETTINGS = {"temp_file_limit"}
_MARK = "JobLedger "

_SELECT_ROLE = """
select oid, rolconnlimit, coalesce(rolconfig, '{}'), shobj_description(oid, 'pg_authid')
from pg_roles where rolname = %s
"""


class RolesError(RuntimeError):
    """The server's roles cannot be used as they are; the message says what to do."""


def ensure_roles(owner: psycopg.Connection) -> None:
    """Create missing roles, set passwords and limits, and make the owner a member of those it gives objects to.

    `owner` is an autocommit connection. Whatever is right already is not changed, so that an administrator can provide
    it. Raises RolesError where the roles are another installation's, or where the owner may not do what is missing.
    """
    _refuse_roles_of_others(owner)
    _refuse_other_names(owner)
    try:
        # One transaction: nobody else sees a role that is not marked as ours yet.
        with owner.transaction():
            for statement in _list_statements(owner):
                owner.execute(statement)
            _revoke_temporary_tables(owner)
    except (psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
        ensure_roles(owner)  # another database of this server was migrated at the same moment
    except psycopg.errors.InsufficientPrivilege as error:
        raise RolesError(
            "the owner of the database may not create the roles JobLedger needs. Give it CREATEROLE, or have an "
            "administrator of the server run:\n" + build_administrator_sql(owner)
        ) from error


def build_administrator_sql(owner: psycopg.Connection) -> str:
    """Return the SQL by which an administrator provides the roles. It holds password verifiers, not passwords."""
    statements = _list_statements(owner, as_superuser=True)
    return "\n".join(f"{statement.as_string(owner)};" for statement in statements)


def _list_statements(owner: psycopg.Connection, *, as_superuser: bool | None = None) -> list[sql.Composed]:
    """Return what is missing of the roles, in order."""
    if as_superuser is None:
        as_superuser = _query_boolean(owner, "select rolsuper from pg_roles where rolname = %s", owner.info.user)
    statements = _list_role_statements(owner, get_role_name(FUNCTION_OWNER), "nologin")
    for role in LOGIN_ROLES:
        name = get_role_name(role)
        statements += _list_role_statements(owner, name, "login")
        if not _can_connect(libpq_url(role)):
            statements.append(_build_password_statement(owner, name))
        statements += _list_limit_statements(owner, role, as_superuser=as_superuser)
    given_to = [get_role_name("pipeline"), get_role_name(FUNCTION_OWNER)]  # they own tables or functions
    user = sql.Identifier(owner.info.user)
    return statements + [_format("grant {} to {}", name, user) for name in given_to if not _is_member(owner, name)]


def _list_role_statements(owner: psycopg.Connection, name: str, login: str) -> list[sql.Composed]:
    """Return what creates the role and marks it as this installation's."""
    row = owner.execute(_SELECT_ROLE, [name]).fetchone()
    statements = [] if row else [_format(f"create role {{}} {login}", name)]
    if row is None or not str(row[3]).startswith(_MARK + _get_fingerprint()):
        mark = f"{_MARK}{_get_fingerprint()} of {owner.info.dbname}"
        statements.append(_format("comment on role {} is {}", name, sql.Literal(mark)))
    return statements


def _list_limit_statements(owner: psycopg.Connection, role: LoginRole, *, as_superuser: bool) -> list[sql.Composed]:
    name = get_role_name(role)
    _oid, connection_limit, configuration, _ = owner.execute(_SELECT_ROLE, [name]).fetchone() or (None, -1, [], None)
    # Days are UTC days whatever the server's own time zone is.
    parameters = {"TimeZone": "UTC"} | SESSION_LIMITS[role]
    statements = [
        _format(f"alter role {{}} set {parameter} to {{}}", name, sql.Literal(value))
        for parameter, value in parameters.items()
        if f"{parameter}={value}" not in configuration and (as_superuser or parameter not in _SUPERUSER_SETTINGS)
    ]
    if connection_limit != CONNECTION_LIMITS.get(role, -1):
        statements.append(_format(f"alter role {{}} connection limit {CONNECTION_LIMITS[role]}", name))
    return statements


def _refuse_roles_of_others(owner: psycopg.Connection) -> None:
    """Raise RolesError when another installation on this server made the roles: it would be locked out.

    Roles without a mark are from a version before 0.3; they are ours if their passwords are, or if this database is.
    """
    row = owner.execute(_SELECT_ROLE, [get_role_name("app")]).fetchone()
    if row is None:
        return
    mark = str(row[3] or "")
    if mark.startswith(_MARK):
        fingerprint, _, database = mark.removeprefix(_MARK).partition(" of ")
        is_ours = fingerprint == _get_fingerprint() or database == owner.info.dbname
        is_ours = is_ours or not _query_boolean(
            owner, "select exists (select from pg_database where datname = %s)", database
        )
    else:
        is_ours = _can_connect(libpq_url("app")) or _query_boolean(
            owner, "select to_regclass(%s) is not null", "ops.alembic_version"
        )
    if not is_ours:
        raise RolesError(
            f"the role {get_role_name('app')} of this server belongs to another JobLedger, which would be locked out. "
            "Set JOBLEDGER_INSTALLATION to a name for this one (lower-case letters and digits), then run it again."
        )


def _refuse_other_names(owner: psycopg.Connection) -> None:
    """Raise RolesError when this database was set up with roles of another name."""
    row = owner.execute("select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'landing'").fetchone()
    if row and row[0] != get_role_name("pipeline"):
        raise RolesError(
            f"this database belongs to the role {row[0]}, so JOBLEDGER_INSTALLATION is not what it was when it was set "
            "up. Set it as it was; a name can be given to a new database only."
        )


def _get_fingerprint() -> str:
    """Return what tells installations apart: a hash of what the secret key derives, which does not reveal it."""
    return hashlib.sha256(secrets.derive_password("installation").encode()).hexdigest()[:16]


def _revoke_temporary_tables(owner: psycopg.Connection) -> None:
    """Let no login but the pipeline's and the analyst's make temporary tables in this database.

    PostgreSQL looks for an unqualified name among a session's temporary objects first, so that they are how a login
    could give other meanings to names in what runs with more rights than its own. Only the database's owner can do it.
    """
    query = (
        "select exists (select from pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) as a"
        " where datname = %s and a.grantee = 0 and a.privilege_type = 'TEMPORARY')"
    )
    if _query_boolean(owner, query, owner.info.dbname):
        database = sql.Identifier(owner.info.dbname)
        logins = sql.SQL(", ").join(
            [sql.Identifier(get_role_name("pipeline")), sql.Identifier(get_role_name("analyst"))]
        )
        owner.execute(sql.SQL("grant temporary on database {} to {}").format(database, logins))
        owner.execute(sql.SQL("revoke temporary on database {} from public").format(database))


def _format(statement: str, role: str, *values: sql.Composable) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(role), *values)


def _build_password_statement(owner: psycopg.Connection, login: str) -> sql.Composed:
    """Return a statement with the SCRAM verifier, so that no statement and no log holds the password."""
    password = secrets.derive_password(login)
    password_verifier = owner.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
    return _format("alter role {} login password {}", login, sql.Literal(password_verifier))


def _can_connect(address: str) -> bool:
    try:
        with psycopg.connect(address, connect_timeout=10):
            return True
    except psycopg.OperationalError:
        return False


def _is_member(owner: psycopg.Connection, role: str) -> bool:
    """Return whether the owner may give objects to the role; False while the role is missing."""
    query = "select exists (select from pg_roles where rolname = %s and pg_has_role(current_user, oid, 'USAGE'))"
    return _query_boolean(owner, query, role)


def _query_boolean(owner: psycopg.Connection, query: str, parameter: str) -> bool:
    row = owner.execute(query, [parameter]).fetchone()
    return bool(row and row[0])
