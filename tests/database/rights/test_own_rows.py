"""Row-level security: in the app, people see and write their own rows only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

import psycopg
import pytest

from database.engine import set_current_user
from tests.database.ledgers import (
    COMPANY,
    LISTING,
    OWNED_TABLES,
    READ_ONLY,
    add_all_rows,
    add_person,
    add_row,
    open_listing,
)
from tests.database.servers import TestDatabase
from tests.database.specification import AGGREGATION, IDENTITY, TABLES

# The tables of ops the app may read from which foreign keys lead to a person.
_LEADING = """
with recursive owned as (
    select 'public.users'::regclass::oid as id
    union
    select c.conrelid from pg_constraint as c join owned on owned.id = c.confrelid where c.contype = 'f'
)
select id::regclass::text from owned join pg_class as t on t.oid = owned.id
where t.relnamespace = 'ops'::regnamespace and has_table_privilege('jobledger_app', id, 'select')
"""
# Everyone sees the market's snapshot.
EVERYONES = {"analytics_snapshots": 1}
# Tables without a column `id`, and the column that refers to their parent.
_KEYS = {
    "job_comparison_items": "comparison_set_id",
    "ops.saved_search_extras": "saved_search_id",
    "ops.search_history_extras": "search_history_id",
    "ops.followed_companies": "company_id",
    "ops.alert_schedules": "job_alert_id",
    "ops.alert_deliveries": "job_alert_id",
    "ops.stage_statuses": "stage_id",
    "ops.application_details": "job_application_id",
    "ops.follow_up_reminders": "job_application_id",
    "ops.import_rejects": "import_id",
    "ops.imported_rows": "import_id",
    "ops.calendar_feeds": "user_id",
    "ops.demo_items": "user_id",
}


@dataclass
class Ledger:
    """Two people who each own a row in every table, and a connection as the app."""

    app: psycopg.Connection
    ada: UUID
    bob: UUID

    def sign_in(self, user: UUID | None) -> None:
        self.app.execute("select set_config('jobledger.user_id', %s, false)", [str(user or "")])

    def count(self, table: str) -> int:
        row = self.app.execute(f"select count(*) from {table}").fetchone()
        assert row
        return int(row[0]) - EVERYONES.get(table, 0)


@pytest.fixture(scope="module")
def people(module_database: TestDatabase) -> tuple[UUID, UUID]:
    """Ada and Bob, who each own a row in every table."""
    with psycopg.connect(module_database.libpq_url("owner")) as owner:
        open_listing(owner)
        ada, bob = add_person(owner, "ada@example.org"), add_person(owner, "bob@example.org")
        add_all_rows(owner, ada)
        add_all_rows(owner, bob)
        owner.execute(
            "insert into analytics_snapshots (period_start, period_end, metric, value)"
            " values ('2026-03-01', '2026-03-01', 'active_jobs', 1)"
        )
    return ada, bob


@pytest.fixture
def ledger(module_database: TestDatabase, people: tuple[UUID, UUID]) -> Iterator[Ledger]:
    with psycopg.connect(module_database.libpq_url("app")) as app, app.transaction(force_rollback=True):
        yield Ledger(app, *people)


def test_every_table_that_leads_to_a_person_is_walked() -> None:
    """A new table with an owner, directly or through its parent, has to be added to ledgers.py."""
    owned = {"users"}
    while True:
        children = {name for name, table in TABLES.items() if owned & {column.references for column in table.columns}}
        if children <= owned:
            break
        owned |= children
    assert owned - set(IDENTITY) == {table for table in OWNED_TABLES if "." not in table}


def test_every_table_of_ops_that_leads_to_a_person_is_walked(module_database: TestDatabase) -> None:
    """By the live foreign keys, and of those that the app may read: the others it cannot even ask for."""
    with psycopg.connect(module_database.libpq_url("owner")) as owner:
        rows = owner.execute(_LEADING).fetchall()
    assert {name for (name,) in rows} == {table for table in OWNED_TABLES if "." in table}


def test_people_see_their_own_row_of_every_table(ledger: Ledger) -> None:
    for person in (ledger.ada, ledger.bob):
        ledger.sign_in(person)
        assert {table: ledger.count(table) for table in OWNED_TABLES} == dict.fromkeys(OWNED_TABLES, 1)


@pytest.mark.parametrize("stranger", [None, uuid4()], ids=["signed out", "without rows"])
def test_others_see_no_row_of_any_table(ledger: Ledger, stranger: UUID | None) -> None:
    ledger.sign_in(stranger)
    assert {table: ledger.count(table) for table in OWNED_TABLES} == dict.fromkeys(OWNED_TABLES, 0)


def test_nobody_changes_or_deletes_rows_of_others(ledger: Ledger) -> None:
    ledger.sign_in(uuid4())
    for table in OWNED_TABLES:
        if table in READ_ONLY:
            continue
        column = _KEYS.get(table, "id")
        assert ledger.app.execute(f"update {table} set {column} = {column}").rowcount == 0
        assert ledger.app.execute(f"delete from {table}").rowcount == 0


def test_nobody_writes_rows_for_others(ledger: Ledger) -> None:
    """Neither a row of someone else's, nor one that hangs on someone else's."""
    ledger.sign_in(ledger.bob)
    rows = {name: _only_id(ledger, name) for name in OWNED_TABLES if name not in _KEYS}
    ledger.sign_in(ledger.ada)
    for table in OWNED_TABLES:
        with pytest.raises(psycopg.errors.InsufficientPrivilege), ledger.app.transaction():
            add_row(ledger.app, table, {**rows, "user": ledger.bob, "listing": LISTING, "company": COMPANY})


def test_an_application_cannot_be_put_into_a_strangers_stage(ledger: Ledger) -> None:
    ledger.sign_in(ledger.bob)
    stage = _only_id(ledger, "application_stages")
    ledger.sign_in(ledger.ada)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), ledger.app.transaction():
        ledger.app.execute("update job_applications set stage_id = %s", [stage])


def test_people_write_their_own_rows_as_the_app(ledger: Ledger, module_database: TestDatabase) -> None:
    with psycopg.connect(module_database.libpq_url("owner")) as owner:
        cleo = add_person(owner, "cleo@example.org")
    ledger.sign_in(cleo)
    rows = {"user": cleo, "listing": LISTING, "company": COMPANY}
    for table in OWNED_TABLES:
        if table not in READ_ONLY:
            rows[table] = add_row(ledger.app, table, rows)
            assert ledger.count(table) == 1


def test_act_for_lasts_one_transaction(ledger: Ledger, module_database: TestDatabase) -> None:
    with module_database.engine("app").connect() as connection:
        count = "select count(*) from saved_jobs"
        set_current_user(connection, ledger.ada)
        assert connection.exec_driver_sql(count).scalar() == 1
        connection.commit()
        assert connection.exec_driver_sql(count).scalar() == 0


def test_the_market_is_everyones(ledger: Ledger) -> None:
    ledger.sign_in(None)
    for table in AGGREGATION:
        ledger.app.execute(f"select id from {table} limit 1" if table == "job_sources" else f"table {table} limit 1")
    assert ledger.app.execute("select title from job_listings").fetchall() == [("Baker",)]


def _only_id(ledger: Ledger, table: str) -> UUID:
    own_row = " where user_id is not null" if table == "analytics_snapshots" else ""
    rows = ledger.app.execute(f"select id from {table}{own_row}").fetchall()
    assert len(rows) == 1
    return UUID(str(rows[0][0]))
