"""Test the server's roles: their limits, and that a second JobLedger on a server leaves the first one's roles alone."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from database import engine, migrate
from database.embedded.cluster import Cluster
from database.role_names import LOGIN_ROLES, LoginRole, get_role_name, use_role_names
from database.roles import SESSION_LIMITS, RolesError
from tests.database.servers import TestDatabase, empty


@pytest.mark.parametrize("role", LOGIN_ROLES)
def test_a_session_has_the_limits_of_its_role(database: TestDatabase, role: LoginRole) -> None:
    with psycopg.connect(database.libpq_url(role)) as connection:
        limits = {
            name: value
            for name in SESSION_LIMITS[role]
            for (value,) in connection.execute("select current_setting(%s)", [name]).fetchall()
        }
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("set temp_file_limit = -1")
    assert limits == SESSION_LIMITS[role]


def test_only_some_analysts_connect_at_once(database: TestDatabase) -> None:
    connections = [psycopg.connect(database.libpq_url("analyst")) for _ in range(10)]
    with pytest.raises(psycopg.OperationalError, match="too many connections for role"):
        psycopg.connect(database.libpq_url("analyst"))
    for connection in connections:
        connection.close()


def test_roles_in_sql_files_carry_the_installations_name(monkeypatch: pytest.MonkeyPatch) -> None:
    statement = "grant select on jobledger_apps to jobledger_app, jobledger_definer"
    assert use_role_names(statement) == statement
    monkeypatch.setenv("JOBLEDGER_INSTALLATION", "acme")
    assert use_role_names(statement) == "grant select on jobledger_apps to jobledger_acme_app, jobledger_acme_definer"


def assert_all_connect() -> None:
    for role in LOGIN_ROLES:
        psycopg.connect(engine.libpq_url(role)).close()


def test_a_second_installation_is_refused_the_roles_of_the_first_and_has_its_own(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    with empty(cluster, monkeypatch):
        migrate.migrate()
        first_app = engine.libpq_url("app")
        assert_all_connect()
        with pytest.MonkeyPatch.context() as patch, empty(cluster, patch):
            patch.setenv("JOBLEDGER_SECRET_KEY", "the secret key of another JobLedger")
            with pytest.raises(RolesError, match="JOBLEDGER_INSTALLATION"):
                migrate.migrate()
            psycopg.connect(first_app).close()
            patch.setenv("JOBLEDGER_INSTALLATION", "second")
            migrate.migrate()
            migrate.migrate()
            assert migrate.list_differences() == []
            assert_all_connect()
            with psycopg.connect(engine.libpq_url("owner"), autocommit=True) as owner:
                granted = owner.execute(
                    "select has_table_privilege(%s, 'public.users', 'select'),"
                    " has_table_privilege(%s, 'public.users', 'select')",
                    [get_role_name("auth"), "jobledger_auth"],
                ).fetchone()
            assert granted == (True, False)
            psycopg.connect(first_app).close()
            _drop_roles(patch)
        assert_all_connect()


def test_a_database_keeps_the_name_it_was_set_up_with(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    with empty(cluster, monkeypatch):
        migrate.migrate()
        monkeypatch.setenv("JOBLEDGER_INSTALLATION", "renamed")
        with pytest.raises(RolesError, match="belongs to the role jobledger_pipeline"):
            migrate.migrate()


def _drop_roles(patch: pytest.MonkeyPatch) -> None:
    """Drop the second installation's roles with what they own, so that the server is as before."""
    with psycopg.connect(engine.libpq_url("owner"), autocommit=True) as owner:
        for role in (*LOGIN_ROLES, "definer"):
            name = get_role_name(role)  # type: ignore[arg-type]
            owner.execute(f"drop owned by {name} cascade".encode())
            owner.execute(f"drop role {name}".encode())
    patch.delenv("JOBLEDGER_INSTALLATION")


def test_a_process_without_the_owners_password_works_as_the_others(
    database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = engine.url_without_owner()
    assert str(database.owner.password) not in address
    assert "@" not in address
    monkeypatch.setenv("DATABASE_URL", address)
    assert_all_connect()
    with pytest.raises(OperationalError):
        engine.engine("owner").connect()
