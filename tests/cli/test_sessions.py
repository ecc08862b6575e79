"""Test `jobledger sessions end`: signing out one account or everyone."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from app.accounts import sessions
from cli.main import app
from database.sessions import auth_session
from tests.app.people import person
from tests.database.servers import TestDatabase


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["sessions", "end", *words])


def is_live(token: str) -> bool:
    with auth_session() as session:
        return sessions.find(session, token) is not None


def test_one_account_or_everyone_is_signed_out(database: TestDatabase) -> None:
    ada, bob, cleo = (person(f"{name}@example.org") for name in ("ada", "bob", "cleo"))
    assert run("ADA@example.org").stdout == "Ended 1 session.\n"
    assert [is_live(account.token) for account in (ada, bob, cleo)] == [False, True, True]
    assert json.loads(run("--all", "--json").stdout) == {"ended": 2}
    assert not any(is_live(account.token) for account in (ada, bob, cleo))
    assert run("ada@example.org").stdout == "Ended 0 sessions.\n"


@pytest.mark.parametrize(("words", "status"), [((), 2), (("ada@example.org", "--all"), 2), (("no@example.org",), 1)])
def test_what_it_is_not_told_is_a_mistake(database: TestDatabase, words: tuple[str, ...], status: int) -> None:
    assert run(*words).exit_code == status
