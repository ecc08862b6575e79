"""Accounts: one address one account, and nothing of a person stays behind when the account is removed."""

from __future__ import annotations

import psycopg
import pytest

from tests.database.ledgers import OWNED_TABLES, add_person, open_listing, own_everything
from tests.database.servers import TestDatabase


def test_removing_an_account_removes_all_that_is_its_own(database: TestDatabase) -> None:
    with psycopg.connect(database.libpq("owner")) as owner:
        open_listing(owner)
        ada, bob = add_person(owner, "ada@example.org"), add_person(owner, "bob@example.org")
        own_everything(owner, ada)
        own_everything(owner, bob)
    with psycopg.connect(database.libpq("auth")) as auth:
        auth.execute("insert into auth_events (user_id, event) values (%s, 'login_success')", [ada])
        auth.execute("delete from users where id = %s", [ada])
        assert auth.execute("select user_id, event from auth_events").fetchall() == [(None, "login_success")]
    with psycopg.connect(database.libpq("owner")) as owner:
        left = {table: owner.execute(f"select count(*) from {table}").fetchone() for table in OWNED_TABLES}
    assert left == dict.fromkeys(OWNED_TABLES, (1,))


def test_an_address_has_one_account_until_that_is_deleted(database: TestDatabase) -> None:
    with psycopg.connect(database.libpq("auth"), autocommit=True) as auth:
        auth.execute("insert into users (email) values ('Ada@Example.org')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            auth.execute("insert into users (email) values ('ada@example.ORG')")
        auth.execute("update users set deleted_at = now()")
        auth.execute("insert into users (email) values ('ada@example.org')")
