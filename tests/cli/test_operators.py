"""Test `jobledger operators`: naming those who manage the sources."""

from __future__ import annotations

import json

import psycopg
import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from tests.database.ledgers import add_person
from tests.database.servers import TestDatabase


@pytest.fixture
def owner(database: TestDatabase) -> psycopg.Connection:
    return psycopg.connect(database.libpq_url("owner"), autocommit=True)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["operators", *words])


def listed() -> list[tuple[str, bool]]:
    return [(row["email"], row["is_able"]) for row in json.loads(run("list", "--json").stdout)]


def test_operators_are_added_listed_and_removed(owner: psycopg.Connection) -> None:
    with owner:
        add_person(owner, "Ada@example.org")
        add_person(owner, "bob@example.org")
        owner.execute("update users set email_verified_at = now() where email like 'Ada%'")
        assert listed() == []
        assert "is an operator now" in run("add", "ada@EXAMPLE.org").stdout
        assert "is an operator already" in run("add", "ada@example.org").stdout
        assert json.loads(run("add", "bob@example.org", "--json").stdout) == {
            "email": "bob@example.org",
            "changed": True,
        }
        assert listed() == [("Ada@example.org", True), ("bob@example.org", False)]
        assert "Ada@example.org" in run("list").stdout
        assert "is no longer an operator" in run("remove", "ada@example.org").stdout
        assert "is not an operator." in run("remove", "ada@example.org").stdout
        assert listed() == [("bob@example.org", False)]


@pytest.mark.parametrize("command", ["add", "remove"])
def test_an_address_without_an_account_is_refused_with_the_way_on(command: str, owner: psycopg.Connection) -> None:
    with owner:
        add_person(owner, "gone@example.org")
        owner.execute("update users set deleted_at = now()")
        for email in ("nobody@example.org", "gone@example.org"):
            result = run(command, email)
            assert result.exit_code == 1
            assert f"no account has the address '{email}'" in " ".join(result.stderr.split())
        assert owner.execute("select count(*) from ops.operators").fetchone() == (0,)


def test_without_an_address_it_is_a_usage_error() -> None:
    assert run("add").exit_code == 2
