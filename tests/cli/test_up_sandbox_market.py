"""Test how a new ledger is filled from the sandbox market, and that sandbox and real listings never mix."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from cli import sandbox_market, starting
from cli.processes import StartError
from ingestion import admin
from ingestion.registry import PROVIDERS
from sandbox.server import RunningSandbox, serve


@pytest.fixture
def market() -> Iterator[RunningSandbox]:
    with serve(listings=120) as running:
        yield running


@pytest.fixture
def messages(database: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("JOBLEDGER_HOME", str(tmp_path))
    return []


def list_fetch_days(database: Any) -> list[datetime]:
    with psycopg.connect(database.libpq_url("owner")) as connection:
        return [row[0] for row in connection.execute("select distinct started_at::date from ingest_runs order by 1")]


def test_a_new_ledger_opens_with_a_month_of_history(market: RunningSandbox, messages: list[str], database: Any) -> None:
    origin = sandbox_market.choose_origin(live=False)
    assert origin == sandbox_market.ListingOrigin(is_sandbox=True, is_new_ledger=True)
    sandbox_market.register_boards(origin, market.url, messages.append)
    assert {row["code"] for row in admin.list_boards()} == set(PROVIDERS)
    names = {(row["code"], row["slug"]): row["name"] for row in admin.list_boards()}
    for code in ("ashby", "lever"):
        for board in market.world.market.boards[code].values():
            assert board.employer is not None
            assert names[code, board.token] == board.employer.name
    assert names["adzuna", "gb"] is None

    sandbox_market.fetch_history(market.url, messages.append)
    days = list_fetch_days(database)
    assert len(days) == len(sandbox_market.HISTORY_DAYS)
    assert "JOBLEDGER_NOW" not in os.environ
    assert datetime.now(UTC) - datetime.fromisoformat(market.world.now_text) < timedelta(minutes=5)
    with psycopg.connect(database.libpq_url("owner")) as connection:
        events = connection.execute("select event, min(occurred_at)::date from landing.events group by 1").fetchall()
    assert {event for event, _ in events} >= {"opened", "closed"}
    assert min(day for _, day in events) == days[0]

    sandbox_market.fetch_history(market.url, messages.append)
    assert list_fetch_days(database) == days


def test_a_clock_set_by_the_user_stays_set(
    market: RunningSandbox, messages: list[str], database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOBLEDGER_NOW", "2026-03-01T12:00:00+00:00")
    sandbox_market.register_boards(sandbox_market.choose_origin(live=False), market.url, messages.append)
    sandbox_market.fetch_history(market.url, messages.append)
    assert max(list_fetch_days(database)).isoformat() == "2026-02-27"
    assert os.environ["JOBLEDGER_NOW"] == "2026-03-01T12:00:00+00:00"
    assert market.world.now_text == "2026-03-01T12:00:00Z"


def test_the_market_s_clock_follows_ours(messages: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert starting.Programs().market.command[-1] == "--running"
    monkeypatch.setenv("JOBLEDGER_NOW", "2026-03-01T12:00:00Z")
    assert starting.Programs().market.command[-2:] == ["--at", "2026-03-01T12:00:00+00:00"]


def test_a_stopped_market_is_started_again(messages: list[str], tmp_path: Path) -> None:
    programs: Any = starting.Programs()
    programs.code = programs.webserver = programs.daemon = programs.app = SimpleNamespace(
        is_running=True, is_responding=True
    )
    assert programs.are_all_running()  # a ledger of real listings has no market
    (tmp_path / "run").mkdir(exist_ok=True)
    (tmp_path / "run" / "market.json").write_text(json.dumps({"token": "gone", "pid": str(os.getpid()), "address": ""}))
    assert not programs.are_all_running()


def test_real_boards_are_rejected_by_a_sandbox_ledger(market: RunningSandbox, messages: list[str]) -> None:
    sandbox_market.register_boards(sandbox_market.choose_origin(live=False), market.url, messages.append)
    with pytest.raises(StartError, match=r"JOBLEDGER_HOME=\.jobledger-live"):
        sandbox_market.choose_origin(live=True)


def test_a_new_market_address_is_registered_and_an_operator_s_address_stays(
    market: RunningSandbox, messages: list[str]
) -> None:
    sandbox_market.register_boards(sandbox_market.choose_origin(live=False), market.url, messages.append)
    admin.update_provider_settings("lever", base_url="https://api.eu.lever.co/v0/postings")
    sandbox_market.register_boards(sandbox_market.choose_origin(live=False), "http://127.0.0.1:9", messages.append)
    addresses = {row["code"]: row["base_url"] for row in admin.list_providers()}
    assert addresses["greenhouse"] == "http://127.0.0.1:9/greenhouse/v1/boards"
    assert addresses["lever"] == "https://api.eu.lever.co/v0/postings"


def test_a_live_ledger_starts_without_keys_and_prints_how_to_set_them(messages: list[str], database: Any) -> None:
    origin = sandbox_market.choose_origin(live=True)
    sandbox_market.register_boards(origin, "", messages.append)
    boards = {row["code"] for row in admin.list_boards()}
    assert boards == {"greenhouse", "lever", "ashby"}
    assert {row["code"] for row in admin.list_providers() if not row["is_active"]} == {"adzuna", "usajobs"}
    assert any("jobledger sources set adzuna --credential app_id --credential app_key" in line for line in messages)
    assert sandbox_market.choose_origin(live=True) == sandbox_market.ListingOrigin(
        is_sandbox=False, is_new_ledger=False
    )
