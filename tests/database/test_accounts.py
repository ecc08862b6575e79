"""Accounts: one per email address, and nothing of a person stays when the account is removed."""

from __future__ import annotations

import psycopg
import pytest

from tests.database.ledgers import OWNED_TABLES, add_all_rows, add_person, open_listing
from tests.database.servers import TestDatabase


def test_removing_an_account_removes_its_rows(database: TestDatabase) -> None:
    with psycopg.connect(database.libpq_url("owner")) as owner:
        open_listing(owner)
        ada, bob = add_person(owner, "ada@example.org"), add_person(owner, "bob@example.org")
        add_all_rows(owner, ada)
        add_all_rows(owner, bob)
    with psycopg.connect(database.libpq_url("auth")) as auth:
        auth.execute("insert into auth_events (user_id, event) values (%s, 'login_success')", [ada])
        auth.execute("delete from users where id = %s", [ada])
        assert auth.execute("select user_id, event from auth_events").fetchall() == [(None, "login_success")]
    with psycopg.connect(database.libpq_url("owner")) as owner:
        counts = {table: owner.execute(f"select count(*) from {table}").fetchone() for table in OWNED_TABLES}
    assert counts == dict.fromkeys(OWNED_TABLES, (1,))


def test_an_address_has_one_account_until_that_is_deleted(database: TestDatabase) -> None:
    with psycopg.connect(database.libpq_url("auth"), autocommit=True) as auth:
        auth.execute("insert into users (email) values ('Ada@Example.org')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            auth.execute("insert into users (email) values ('ada@example.ORG')")
        auth.execute("update users set deleted_at = now()")
        auth.execute("insert into users (email) values ('ada@example.org')")
