"""Test the daily job that erases expired data: accounts, tokens, sessions, limits and emails, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import dagster as dg
import psycopg
import pytest

from app.settings import housekeeping
from tests.database.ledgers import OWNED_TABLES, add_all_rows, add_person, open_listing
from tests.database.servers import TestDatabase

NOW = datetime(2026, 11, 22, 3, 40, tzinfo=UTC)
MONTH = timedelta(days=30)


@pytest.fixture
def owner(database: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> Iterator[psycopg.Connection]:
    monkeypatch.setenv("JOBLEDGER_NOW", NOW.isoformat())
    with psycopg.connect(database.libpq_url("owner"), autocommit=True) as connection:
        yield connection


def person(owner: psycopg.Connection, email: str, deleted: datetime | None) -> UUID:
    """Someone with a session, a line in the security log and a letter, deleted then."""
    user = add_person(owner, email)
    owner.execute("update users set deleted_at = %s where id = %s", [deleted, user])
    owner.execute(
        "insert into auth_events (user_id, event, ip_address, user_agent, occurred_at) values (%s, 'login_success',"
        " '192.0.2.7', 'Firefox', %s)",
        [user, NOW],
    )
    session(owner, user, NOW + MONTH)
    owner.execute("insert into ops.email_outbox (user_id, subject, text_body) values (%s, 'Hello', 'Hello')", [user])
    return user


def session(owner: psycopg.Connection, user: UUID, expires: datetime, ended: datetime | None = None) -> None:
    owner.execute(
        "insert into sessions (user_id, session_token_hash, expires_at, invalidated_at) values (%s, %s, %s, %s)",
        [user, uuid4().hex, expires, ended],
    )


def count(owner: psycopg.Connection, table: str) -> int:
    row = owner.execute(f"select count(*) from {table}").fetchone()
    assert row
    return int(row[0])


def test_accounts_deleted_thirty_days_ago_go_with_all_that_is_theirs(owner: psycopg.Connection) -> None:
    open_listing(owner)
    deleted_person = person(owner, "gone@example.org", NOW - MONTH)
    add_all_rows(owner, deleted_person)
    waits = person(owner, "waits@example.org", NOW - MONTH + timedelta(seconds=1))
    add_all_rows(owner, waits)
    stays = person(owner, "stays@example.org", None)
    assert housekeeping.clean_up().accounts == 1
    assert {user for (user,) in owner.execute("select id from users")} == {waits, stays}
    assert {table: count(owner, table) for table in OWNED_TABLES} == dict.fromkeys(OWNED_TABLES, 1)
    assert count(owner, "ops.email_outbox") == 2
    log = owner.execute("select user_id, event, host(ip_address), user_agent from auth_events").fetchall()
    assert (None, "login_success", None, None) in log
    assert sorted(str(line[2]) for line in log) == ["192.0.2.7", "192.0.2.7", "None"]
    assert count(owner, "job_listings") == 1


def test_what_builds_computed_of_a_person_goes_with_the_account(
    owner: psycopg.Connection, database: TestDatabase
) -> None:
    gone, stays = person(owner, "gone@example.org", NOW - MONTH), person(owner, "ada@example.org", None)
    with psycopg.connect(database.libpq_url("pipeline"), autocommit=True) as pipeline:
        # As dbt makes them: in the schema staging, owned by the pipeline.
        pipeline.execute("create table staging.int_application_facts (application_id uuid, user_id uuid)")
        pipeline.execute("create table staging.int_stale_cohorts (scope uuid)")
        for user in (gone, stays):
            pipeline.execute("insert into staging.int_application_facts values (%s, %s)", [uuid4(), user])
            pipeline.execute("insert into staging.int_stale_cohorts values (%s)", [user])
            for may_aggregate in (True, False):
                pipeline.execute(
                    "insert into staging.counted_applications values (%s, %s, 'Europe/Vienna', 'manual', 'baker',"
                    " 'Acme', 'remote', %s, %s, %s, %s, %s)",
                    [uuid4(), user, may_aggregate, NOW, NOW.date(), NOW.date(), NOW],
                )
    assert housekeeping.clean_up().accounts == 1
    for table, column in (("int_application_facts", "user_id"), ("int_stale_cohorts", "scope")):
        assert owner.execute(f"select {column} from staging.{table}").fetchall() == [(stays,)]
    rows = owner.execute(
        "select user_id, may_aggregate, company, applied_on_utc, responded_at from staging.counted_applications"
    )
    by_user = {user: rest for user, *rest in rows if user != stays}
    assert gone not in by_user
    # The market's metrics of that day are computed again, of nobody.
    assert list(by_user.values()) == [[True, "", NOW.date(), None]]


def test_an_account_had_back_meanwhile_stays(owner: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    restored_person = person(owner, "back@example.org", None)
    monkeypatch.setattr(housekeeping, "_list_expired_accounts", lambda _before: [restored_person])
    assert housekeeping.clean_up().accounts == 0
    assert count(owner, "users") == 1
    assert owner.execute("select host(ip_address) from auth_events").fetchall() == [("192.0.2.7",)]


def test_one_account_that_cannot_go_takes_nothing_back_of_another(
    owner: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between two accounts, the first is gone for good and the second is still whole."""
    first = person(owner, "first@example.org", NOW - 2 * MONTH)
    second = person(owner, "second@example.org", NOW - MONTH)

    def dies_after_the_first(baseline: datetime) -> Iterator[UUID]:
        yield first
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(housekeeping, "_list_expired_accounts", dies_after_the_first)
        with pytest.raises(KeyboardInterrupt):
            housekeeping.clean_up()
    assert owner.execute("select id from users").fetchall() == [(second,)]
    assert housekeeping.clean_up().accounts == 1
    assert count(owner, "users") == 0


def test_what_sign_in_leaves_behind_goes_when_it_is_over(owner: psycopg.Connection) -> None:
    user = person(owner, "ada@example.org", None)
    for table in ("email_verification_tokens", "password_reset_tokens"):
        for expires in (NOW, NOW + timedelta(minutes=1)):
            owner.execute(
                f"insert into {table} (user_id, token_hash, expires_at) values (%s, %s, %s)",
                [user, uuid4().hex, expires],
            )
    session(owner, user, NOW - MONTH - timedelta(days=1))
    session(owner, user, NOW - timedelta(days=1))
    session(owner, user, NOW + MONTH, NOW - MONTH - timedelta(days=1))
    session(owner, user, NOW + MONTH, NOW)
    for tried in (NOW - timedelta(days=2), NOW):
        owner.execute("insert into ops.auth_limits values ('x', %s, 1, %s, %s)", [uuid4().hex, tried, tried])
    for sent in (NOW, None):
        owner.execute(
            "insert into ops.email_outbox (recipient, subject, text_body, created_at, sent_at) values"
            " ('a@example.org', 's', 't', %s, %s)",
            [NOW - 2 * MONTH, sent],
        )
    for at in (NOW - 2 * MONTH, NOW):
        owner.execute(
            "insert into auth_events (event, ip_address, occurred_at) values ('login_failure', '192.0.2.8', %s)", [at]
        )
    erased = housekeeping.clean_up()
    assert erased == housekeeping.ErasedCounts(accounts=0, events=1, tokens=2, sessions=2, limits=1, emails=1, files=0)
    assert (count(owner, "sessions"), count(owner, "ops.email_outbox"), count(owner, "auth_events")) == (3, 2, 3)
    assert housekeeping.clean_up() == housekeeping.ErasedCounts(0, 0, 0, 0, 0, 0, 0)


def test_dagster_runs_it_every_night_and_reports_the_counts(owner: psycopg.Connection, defs: dg.Definitions) -> None:
    person(owner, "gone@example.org", NOW - MONTH)
    schedule = defs.resolve_schedule_def("housekeeping_schedule")
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING
    result = defs.resolve_job_def("housekeeping").execute_in_process()
    assert result.success
    outputs = [event for event in result.all_events if event.event_type_value == "STEP_OUTPUT"]
    data = outputs[0].step_output_data.metadata
    assert {name: value.value for name, value in data.items()} == {
        "accounts": 1,
        "events": 0,
        "tokens": 0,
        "sessions": 0,
        "limits": 0,
        "emails": 0,
        "files": 0,
    }
