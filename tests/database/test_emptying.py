"""A database is reused by the next test only when it is as new."""

from __future__ import annotations

import psycopg
import pytest

from database.address import to_libpq_url
from database.embedded.cluster import Cluster
from tests.database.ledgers import add_all_rows, add_person, open_listing
from tests.database.servers import cloned

CHANGES = (
    "create table marts.left_over (id int)",
    "alter table users add column extra text",
    "alter table saved_jobs disable row level security",
    "alter table job_alerts disable trigger all",
    "create policy everyone on saved_jobs using (true)",
    "grant select on users to jobledger_analyst",
    "alter table users alter column email drop not null",
    "create or replace function ops.name_words(name text) returns text language sql immutable as 'select name'",
    "drop index ix_saved_searches_user_id",
)


def is_reused(cluster: Cluster, statement: str | None = None) -> bool:
    """Return whether the next test gets the same database, after a test that filled every table and ran `statement`."""
    with pytest.MonkeyPatch.context() as patch:
        with cloned(cluster, patch) as first, psycopg.connect(first.libpq_url("owner")) as owner:
            open_listing(owner)
            add_all_rows(owner, add_person(owner, "ada@example.org"))
            if statement:
                owner.execute(statement)
        with cloned(cluster, patch) as second, psycopg.connect(second.libpq_url("owner")) as owner:
            assert owner.execute("select count(*) from users").fetchone() == (0,)
            assert owner.execute("select count(*) from job_listings").fetchone() == (0,)
            return second.owner == first.owner


def test_rows_are_deleted(cluster: Cluster) -> None:
    assert is_reused(cluster)


def test_a_role_that_another_test_makes_on_the_server_changes_nothing(cluster: Cluster) -> None:
    with psycopg.connect(to_libpq_url(cluster.url("postgres")), autocommit=True) as server:
        server.execute("create role another_installation; alter role another_installation set work_mem to '8MB'")
        try:
            assert is_reused(cluster)
        finally:
            server.execute("drop role another_installation")


@pytest.mark.parametrize("statement", CHANGES)
def test_a_database_changed_in_more_than_rows_is_not_used_again(cluster: Cluster, statement: str) -> None:
    assert not is_reused(cluster, statement)
