"""A server that others administer, where the database's owner is no superuser: rights, passwords, advice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL

from database import engine
from database.address import to_libpq_url
from database.embedded.cluster import Cluster
from database.migrate import list_differences, migrate
from database.role_names import Role, list_logins
from database.roles import RolesError
from database.scratch import scratch_cluster
from tests.database.servers import find_postgres


@pytest.fixture(params=["embedded", "older"])
def bare_server(request: pytest.FixtureRequest) -> Iterator[Cluster]:
    """A server without JobLedger's logins."""
    programs = find_postgres()
    if request.param == "embedded":
        cluster = scratch_cluster()
    elif programs:
        cluster = scratch_cluster(programs, ["--locale=C.UTF-8"])
    else:
        pytest.skip("no PostgreSQL 15 to 17 is installed here; JOBLEDGER_TEST_POSTGRES names the folder of its pg_ctl")
    with cluster as server:
        yield server
        engine.dispose()


def create_owner_and_database(cluster: Cluster, owner: str, *, may_create_roles: bool) -> URL:
    """Create an ordinary login and its database; return the address."""
    rights = "createrole" if may_create_roles else "nocreaterole"
    administer(cluster, f"create role {owner} login {rights} password 'of the owner'")
    administer(cluster, f"create database {owner} owner {owner}")
    return cluster.url(owner).set(username=owner, password="of the owner")


def administer(cluster: Cluster, statements: str) -> None:
    with psycopg.connect(to_libpq_url(cluster.url("postgres")), autocommit=True) as administrator:
        for statement in statements.split(";"):
            if statement.strip():
                administrator.execute(statement)


def assert_all_logins_work() -> None:
    roles: list[Role] = ["owner", *list_logins()]
    for role in roles:
        with psycopg.connect(engine.libpq_url(role)) as connection:
            connection.execute("select 1")


def test_an_owner_that_may_create_roles_needs_no_help(bare_server: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    address = create_owner_and_database(bare_server, "helped", may_create_roles=True)
    monkeypatch.setenv("DATABASE_URL", to_libpq_url(address))
    migrate()
    assert list_differences() == []
    assert_all_logins_work()
    with psycopg.connect(engine.libpq_url("pipeline")) as pipeline:
        pipeline.execute("truncate landing.presence")
    with psycopg.connect(engine.libpq_url("owner")) as owner:
        owner.execute("alter table landing.presence add column extra text")

    # The secret key is changed: the logins still have the passwords of the old one.
    monkeypatch.setenv("JOBLEDGER_SECRET_KEY", "another secret key altogether")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(engine.libpq_url("app"))
    migrate()
    assert_all_logins_work()


def test_an_owner_that_may_not_gets_the_sql_for_an_administrator(
    bare_server: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = create_owner_and_database(bare_server, "plain", may_create_roles=False)
    monkeypatch.setenv("DATABASE_URL", to_libpq_url(address))
    with pytest.raises(RolesError, match="CREATEROLE") as error:
        migrate()
    message = str(error.value)
    assert str(engine.url("app").password) not in message
    administer(bare_server, message.partition(":\n")[2])
    migrate()
    assert list_differences() == []
    assert_all_logins_work()


def test_an_older_server_is_found_by_its_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JOBLEDGER_TEST_POSTGRES", str(tmp_path))
    assert find_postgres() is None
    for program in ("pg_ctl", "initdb"):
        (tmp_path / program).write_text("#!/bin/sh\necho 'pg_ctl (PostgreSQL) 16.4 (Debian 16.4-1)'\n")
        (tmp_path / program).chmod(0o755)
    assert find_postgres() == tmp_path
