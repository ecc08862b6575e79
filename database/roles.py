"""The server's logins: created when missing, with passwords derived from the secret key.

What each of them may do: database/sql/grants.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

from database import secrets
from database.engine import LOGINS, libpq_url


class RolesError(RuntimeError):
    """The database's owner may not create the logins; the message has the SQL for an administrator."""


def ensure_logins(owner: psycopg.Connection) -> None:
    """Create missing logins, set their passwords, and make the owner a member of the pipeline role.

    `owner` is an autocommit connection. The membership lets migrations give tables to the pipeline role. Logins that
    work are not changed, so that an administrator can provide them. Raises RolesError.
    """
    try:
        for login in LOGINS.values():
            _ensure_login_exists(owner, login)
        for role, login in LOGINS.items():
            if not _can_connect(libpq_url(role)):
                owner.execute(_build_password_statement(owner, login))
        if not _query_boolean(owner, "select pg_has_role(current_user, %s, 'USAGE')", LOGINS["pipeline"]):
            owner.execute(_build_membership_statement(owner))
        _revoke_temporary_tables(owner)
    except psycopg.errors.InsufficientPrivilege as error:
        raise RolesError(
            "the owner of the database may not create the logins JobLedger needs. Give it CREATEROLE, or have an "
            "administrator of the server run:\n" + build_administrator_sql(owner)
        ) from error


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
        logins = sql.SQL(", ").join([sql.Identifier(LOGINS["pipeline"]), sql.Identifier(LOGINS["analyst"])])
        owner.execute(sql.SQL("grant temporary on database {} to {}").format(database, logins))
        owner.execute(sql.SQL("revoke temporary on database {} from public").format(database))


def build_administrator_sql(owner: psycopg.Connection) -> str:
    """Return the SQL by which an administrator provides the logins. It holds password verifiers, not passwords."""
    statements: list[sql.Composed] = []
    for login in LOGINS.values():
        if not _login_exists(owner, login):
            statements.append(_build_creation_statement(login))
        statements.append(_build_password_statement(owner, login))
    statements.append(_build_membership_statement(owner))
    return "\n".join(f"{statement.as_string(owner)};" for statement in statements)


def _ensure_login_exists(owner: psycopg.Connection, login: str) -> None:
    if _login_exists(owner, login):
        return
    try:
        owner.execute(_build_creation_statement(login))
    except (psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
        return  # another database of this server was migrated at the same moment
    # Days are UTC days whatever the server's own time zone is.
    owner.execute(sql.SQL("alter role {} set timezone to 'UTC'").format(sql.Identifier(login)))


def _login_exists(owner: psycopg.Connection, login: str) -> bool:
    return _query_boolean(owner, "select exists (select 1 from pg_roles where rolname = %s)", login)


def _can_connect(address: str) -> bool:
    try:
        with psycopg.connect(address, connect_timeout=10):
            return True
    except psycopg.OperationalError:
        return False


def _query_boolean(owner: psycopg.Connection, query: str, parameter: str) -> bool:
    row = owner.execute(query, [parameter]).fetchone()
    return bool(row and row[0])


def _build_creation_statement(login: str) -> sql.Composed:
    return sql.SQL("create role {} login").format(sql.Identifier(login))


def _build_password_statement(owner: psycopg.Connection, login: str) -> sql.Composed:
    """Return a statement with the SCRAM verifier, so that no statement and no log holds the password."""
    password = secrets.derive_password(login)
    password_verifier = owner.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
    return sql.SQL("alter role {} login password {}").format(sql.Identifier(login), sql.Literal(password_verifier))


def _build_membership_statement(owner: psycopg.Connection) -> sql.Composed:
    return sql.SQL("grant {} to {}").format(sql.Identifier(LOGINS["pipeline"]), sql.Identifier(owner.info.user))
