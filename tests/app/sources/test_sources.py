"""The operators' screen and what is behind it: shown to operators alone, those with problems first, and quickly."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from app.sources import queries
from app.sources import service as sources_service
from app.sources.queries import BoardFilter, NotAnOperator
from database.identity import organization_id, source_id
from database.sessions import user_session
from ingestion import pipeline
from ingestion.admin import SettingError
from ingestion.registry import PROVIDERS
from tests.app.drawing import draw, html, words
from tests.app.ledger import NOW, Job, Key, Ledger, Version
from tests.app.people import person

GREENHOUSE = source_id("greenhouse")
NASTY = "<script>alert(1)</script> 404 %_ *bold*"


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """Boards in every state; a run that closed something; rejected records, a budget, outbox."""
    run = ledger.run("greenhouse", "northwind", NOW)
    for number in range(3):
        ledger.listing(Key("greenhouse", "northwind", str(number)), Version(NOW, Job(), run))
    closed = Key("greenhouse", "northwind", "gone")
    ledger.listing(closed, Version(NOW - timedelta(days=1), Job(), run), closed=NOW)
    ledger.board("greenhouse", "broken", status="failed", synced=NOW - timedelta(days=5))
    ledger.board("greenhouse", "waiting", status=None, synced=None)  # type: ignore[arg-type]
    ledger.board("greenhouse", "stale", synced=NOW - timedelta(days=3))
    ledger.commit()
    connection = ledger.connection
    connection.execute("update ats_organizations set sync_error = %s where slug = 'broken'", [NASTY])
    connection.execute("update ingest_runs set new_count = 3, updated_count = 2 where id = %s", [run])
    for number in range(12):
        reject(ledger, str(number))
    connection.execute(
        "insert into ops.api_budgets select %s, p, date_trunc(p, now() at time zone 'UTC') at time zone 'UTC', 250"
        " from unnest(array['day', 'month']) as p",
        [source_id("adzuna")],
    )
    connection.execute(
        "insert into ops.email_outbox (recipient, subject, text_body, created_at, not_before, last_error) values"
        " ('ada@example.org', 'Secret subject', 'Secret text', %s, %s, null),"
        " ('ada@example.org', 'Secret subject', 'Secret text', %s, '9999-12-31', 'the server said 550')",
        [NOW - timedelta(hours=2), NOW, NOW],
    )
    connection.commit()
    return ledger


def reject(ledger: Ledger, number: str) -> None:
    ledger.connection.execute(
        "insert into ops.rejected_records (id, job_source_id, ats_organization_id, stage, external_id, payload,"
        " payload_hash, reason, rejected_at) values (%s, %s, %s, 'fetch', %s, %s, %s, 'it has no title', %s)",
        [
            uuid4(),
            GREENHOUSE,
            organization_id("greenhouse", "northwind"),
            number,
            f"{NASTY} {number}",
            number,
            NOW - timedelta(minutes=int(number)),
        ],
    )


@pytest.mark.parametrize(
    "call",
    [
        queries.list_sources,
        queries.get_outbox_status,
        lambda session: queries.list_boards(session, BoardFilter(), NOW, 25),
        lambda session: queries.list_rejected_records(session, None, 10),
        lambda session: sources_service.set_active(session, GREENHOUSE, active=False),
    ],
    ids=["sources", "outbox", "boards", "rejected", "set_active"],
)
def test_only_operators_see_or_change_anything(call: Callable[[Session], object], filled: Ledger) -> None:
    person("op@example.org", operator=True)
    for stranger in (person("ada@example.org").id, uuid4()):
        with pytest.raises(NotAnOperator), user_session(stranger, writes=True) as session:
            call(session)
    assert filled.connection.execute("select bool_and(is_active) from job_sources").fetchone() == (True,)


def test_boards_with_problems_come_first_with_the_providers_errors(filled: Ledger) -> None:
    with user_session(person(operator=True).id) as session:
        boards, count = queries.list_boards(session, BoardFilter(), NOW, 25)
    assert [board.slug for board in boards] == ["broken", "waiting", "stale", "gb", "northwind"]
    assert count == 5
    assert boards[0].error == NASTY
    run = boards[-1].run
    assert boards[-1].listings == 3
    assert run is not None
    assert (run.new, run.changed, run.closed) == (3, 2, 1)


@pytest.mark.parametrize(
    ("board_filter", "slugs"),
    [
        (BoardFilter("NORTH"), ["northwind"]),
        (BoardFilter("%_"), ["broken"]),
        (BoardFilter("\\"), []),
        (BoardFilter("'; drop table users; --\0"), []),
        (BoardFilter(code="adzuna"), ["gb"]),
        (BoardFilter(has_problems=True), ["broken", "waiting", "stale"]),
    ],
)
def test_boards_are_searched_literally(board_filter: BoardFilter, slugs: list[str], filled: Ledger) -> None:
    with user_session(person(operator=True).id) as session:
        boards, count = queries.list_boards(session, board_filter, NOW, 25)
    assert ([board.slug for board in boards], count) == (slugs, len(slugs))


def test_sources_budgets_records_and_emails_are_counted(filled: Ledger) -> None:
    with user_session(person(operator=True).id) as session:
        adzuna, greenhouse = queries.list_sources(session)
        outbox = queries.get_outbox_status(session)
        pages = [queries.list_rejected_records(session, None, 10, offset) for offset in (0, 10)]
    assert (greenhouse.boards, greenhouse.failing_boards, greenhouse.never_fetched, greenhouse.listings) == (
        4,
        1,
        1,
        3,
    )
    assert {budget.period: (budget.calls, budget.allowed) for budget in adzuna.budgets} == {
        "minute": (0, 25),
        "day": (250, 250),
        "week": (0, 1_000),
        "month": (250, 2_500),
    }
    assert (outbox.queued, outbox.given_up, outbox.last_error) == (1, 1, "the server said 550")
    assert outbox.oldest == NOW - timedelta(hours=2)
    assert [record.external_id for page in pages for record in page] == [str(number) for number in range(12)]


def test_pausing_keeps_listings_and_stops_ingestion(filled: Ledger) -> None:
    operator: UUID = person(operator=True).id
    with user_session(operator, writes=True) as session:
        sources_service.set_active(session, GREENHOUSE, active=False)
    with pytest.raises(SettingError, match="switched off"):
        pipeline.ingest("greenhouse")
    with user_session(operator) as session:
        greenhouse = queries.list_sources(session)[1]
    assert (greenhouse.is_active, greenhouse.listings) == (False, 3)


def test_the_call_limits_match_ingestion() -> None:
    assert {code: dict(limits) for code, limits in queries.CALL_LIMITS_BY_PROVIDER.items()} == {
        code: dict(source.call_limits) for code, source in PROVIDERS.items() if source.call_limits
    }


def test_the_screen_is_closed_to_others(ledger: Ledger, browser_cookies: dict[str, str]) -> None:
    ledger.commit()
    assert "This needs an account" in words(draw("sources"))
    browser_cookies["jl_session"] = person().token
    screen = draw("sources")
    assert "This screen is for operators" in words(screen)
    assert not screen.button


def test_operators_see_and_pause_sources(filled: Ledger, browser_cookies: dict[str, str]) -> None:
    browser_cookies["jl_session"] = person(name="Ada the Operator", operator=True).token
    app = draw("sources")
    for phrase in ("Broken", "it has no title", "250 of 250 calls today: used up", "the server said 550", "12"):
        assert phrase in words(app)
    assert "Secret" not in html(app)
    assert "<script" not in html(app)
    app.button(key="switch-greenhouse").click().run()
    assert "will stop fetching from" in words(app)
    assert filled.connection.execute("select bool_and(is_active) from job_sources").fetchone() == (True,)
    app.button(key="switch-greenhouse-yes").click().run()
    assert [toast.value for toast in app.toast] == ["Greenhouse is paused"]
    active = filled.connection.execute("select code from job_sources where is_active").fetchall()
    assert active == [("adzuna",)]
    assert re.search(r"UTC\s+Ada the Operator\s+Paused a source\s+greenhouse", words(app))
    app.button(key="rejected-next").click().run()
    assert not app.exception
    assert "id 11" in words(app)


def test_a_former_operator_pauses_nothing(filled: Ledger, browser_cookies: dict[str, str]) -> None:
    browser_cookies["jl_session"] = person(operator=True).token
    app = draw("sources")
    app.button(key="switch-greenhouse").click().run()
    filled.connection.execute("delete from ops.operators")
    filled.connection.commit()
    app.button(key="switch-greenhouse-yes").click().run()
    assert "This screen is for operators" in words(app)
    assert filled.connection.execute("select bool_and(is_active) from job_sources").fetchone() == (True,)
