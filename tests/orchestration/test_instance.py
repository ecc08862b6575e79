"""Test the instance: in our own database, without outside calls, and free of runs an interrupted machine left
behind.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import dagster as dg
import psycopg
import pytest
from dagster import DagsterRunStatus

from orchestration import instance


@pytest.fixture
def persistent(database: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    monkeypatch.setenv("JOBLEDGER_HOME", str(tmp_path))
    monkeypatch.setattr(os, "environ", os.environ.copy())
    with instance.open_instance() as opened_instance:
        yield opened_instance


def unfinished(persistent: dg.DagsterInstance, tags: dict[str, str]) -> dg.DagsterRun:
    @dg.op(pool="dbt")
    def step() -> None: ...

    @dg.job
    def line() -> None:
        step()

    return persistent.create_run_for_job(line, status=DagsterRunStatus.STARTED, tags=tags)


def test_its_tables_are_in_our_database_and_nothing_is_sent_out(persistent: dg.DagsterInstance, database: Any) -> None:
    with psycopg.connect(database.libpq_url("owner")) as connection:
        where = connection.execute("select schemaname from pg_tables where tablename = 'event_logs'").fetchall()
    assert where == [("dagster",)]
    assert not persistent.telemetry_enabled
    assert not persistent.nux_enabled
    assert not instance.has_successful_run(persistent)

    # A pool admits one step, and only a run that crashed starts again.
    concurrency = persistent.get_concurrency_config()
    assert concurrency.pool_config.default_pool_limit == 1
    assert persistent.run_retries_enabled
    assert not persistent.run_retries_retry_on_asset_or_op_failure


def test_runs_nobody_works_on_end_as_failed_and_free_their_pools(persistent: dg.DagsterInstance) -> None:
    ours = unfinished(persistent, {"jobledger/started_by": "make up"})
    daemons = unfinished(persistent, {})
    storage = persistent.event_log_storage
    storage.initialize_concurrency_limit_to_default("dbt")
    assert storage.claim_concurrency_slot("dbt", ours.run_id, "step").is_claimed

    assert instance.fail_orphaned_runs(persistent, all_runs=False) == 1
    assert persistent.get_run_by_id(ours.run_id).status == DagsterRunStatus.FAILURE  # type: ignore[union-attr]
    assert persistent.get_run_by_id(daemons.run_id).status == DagsterRunStatus.STARTED  # type: ignore[union-attr]
    assert storage.get_concurrency_info("dbt").active_slot_count == 0

    assert instance.fail_orphaned_runs(persistent, all_runs=True) == 1
    assert instance.fail_orphaned_runs(persistent, all_runs=True) == 0


@pytest.mark.parametrize(
    "reported_lines", ["all", "nothing"], ids=["while it runs", "at the end, where the watch saw nothing"]
)
def test_each_step_is_told_once_and_a_failure_in_its_own_words(
    persistent: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch, reported_lines: str
) -> None:
    if reported_lines == "nothing":
        monkeypatch.setattr(persistent, "watch_event_logs", lambda *_: None)

    @dg.asset(key=["landing", "one"])
    def landing() -> None: ...

    @dg.asset(key=["staging", "listings"], deps=[landing])
    def staging() -> None: ...

    @dg.asset(key=["landing", "other"])
    def broken() -> None:
        raise dg.Failure("the pipes burst")

    line = dg.Definitions([landing, staging, broken], jobs=[dg.define_asset_job(instance.WHOLE_PIPELINE_JOB_NAME)])
    monkeypatch.setitem(sys.modules, "orchestration.definitions", SimpleNamespace(defs=line))
    messages: list[str] = []
    failures = instance.run_whole_pipeline(persistent, messages.append)
    assert sorted(re.sub(r"\d+ s$", "so long", result) for result in messages) == [
        "  landing/one: done in so long",
        "  staging/listings: done in so long",
    ]
    assert failures == ["landing/other: the pipes burst"]
    assert not instance.has_successful_run(persistent)


def define_pooled_assets() -> dg.Definitions:
    @dg.asset(pool="alerts")
    def alerts() -> None: ...

    @dg.asset(pool="dbt")
    def build() -> None: ...

    @dg.asset
    def free() -> None: ...

    return dg.Definitions([alerts, build, free], jobs=[dg.define_asset_job(instance.WHOLE_PIPELINE_JOB_NAME)])


def test_every_pool_is_there_before_dagster_starts(
    persistent: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "orchestration.definitions", SimpleNamespace(defs=define_pooled_assets()))
    for _ in range(2):
        instance.create_pools(persistent)
        assert persistent.event_log_storage.get_concurrency_keys() == {"alerts", "dbt"}
    assert persistent.event_log_storage.get_concurrency_info("alerts").slot_count == 1


def test_a_run_that_fails_outside_its_steps_is_a_failure_with_its_reason(
    persistent: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(pool: str) -> bool:
        raise RuntimeError(f"no pool {pool}")

    monkeypatch.setitem(sys.modules, "orchestration.definitions", SimpleNamespace(defs=define_pooled_assets()))
    monkeypatch.setattr(persistent.event_log_storage, "initialize_concurrency_limit_to_default", refuse)
    assert instance.run_whole_pipeline(persistent, lambda _line: None) == ["RuntimeError: no pool alerts"]
