"""Test that what operators do is in their log, which shows no secret and which nobody but the owner can change."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import psycopg
import pytest
from typer.testing import CliRunner

from app.sources import queries
from cli.main import app
from database.role_names import Role
from database.sessions import user_session
from tests.app.people import another_session, person
from tests.database.servers import TestDatabase


def run(*words: str, stdin: str = "") -> None:
    result = CliRunner().invoke(app, words, input=stdin)
    assert result.exit_code == 0, result.output


def list_acts(database: TestDatabase) -> list[tuple[Any, ...]]:
    with psycopg.connect(database.libpq_url("owner")) as owner:
        query = "select act, subject, details, is_on_screen, user_id from ops.operator_acts order by occurred_at"
        return owner.execute(query).fetchall()


def test_what_the_command_line_changes_is_recorded_without_secrets(database: TestDatabase) -> None:
    ada = person("ada@example.org")
    another_session(ada)
    run("sources", "set", "adzuna", "--inactive", "--credential", "app_key", stdin="s3cret\n")
    run("boards", "add", "greenhouse", "acme", "globex")
    run("boards", "add", "greenhouse", "acme")
    for _time in range(2):
        run("operators", "add", "ada@example.org")
    run("operators", "remove", "ada@example.org")
    run("sessions", "end", "ada@example.org")
    run("sessions", "end", "--all")
    acts = list_acts(database)
    assert [act[:3] for act in acts] == [
        ("source_changed", "adzuna", {"is_active": False, "credentials": ["app_key"]}),
        ("boards_added", "greenhouse", {"boards": ["acme", "globex"]}),
        ("operator_added", "a…@example.org", {}),
        ("operator_removed", "a…@example.org", {}),
        ("sessions_ended", "a…@example.org", {"sessions": 2}),
        ("sessions_ended", None, {"sessions": 0}),
    ]
    assert {act[3:] for act in acts} == {(False, None)}
    assert "s3cret" not in str(acts)


def test_only_operators_read_it(database: TestDatabase) -> None:
    run("boards", "add", "greenhouse", "acme")
    with user_session(person("op@example.org", operator=True).id) as session:
        assert [act.act for act in queries.list_operator_acts(session, 10)] == ["boards_added"]
    with user_session(person("ada@example.org").id) as session:
        with pytest.raises(queries.NotAnOperator):
            queries.list_operator_acts(session, 10)
        assert session.connection().exec_driver_sql("select count(*) from ops.operator_log").scalar() == 0


@pytest.mark.parametrize("role", ["app", "auth", "pipeline", "analyst"])
def test_no_role_reads_changes_or_forges_an_entry(database: TestDatabase, role: Role) -> None:
    run("boards", "add", "greenhouse", "acme")
    forged = f"insert into ops.operator_acts (act, user_id, is_on_screen) values ('boards_added', '{uuid4()}', true)"
    with psycopg.connect(database.libpq_url(role), autocommit=True) as connection:
        for statement in (
            "select act from ops.operator_acts",
            "update ops.operator_acts set act = 'source_paused'",
            "delete from ops.operator_acts",
            "truncate ops.operator_acts",
            forged,
            "insert into ops.operator_acts (act, occurred_at) values ('boards_added', '2020-01-01')",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
    assert len(list_acts(database)) == 1
