"""Test the build that the sensor starts: it runs every test, one that fails stops it and is shown, in the audit too."""

from __future__ import annotations

from datetime import UTC, datetime

import dagster as dg
import psycopg
import pytest

from tests.database.servers import TestDatabase
from tests.dbt_project.ledger import Board

BREACH = (
    "insert into landing.events (listing_id, event, occurred_at, ingest_run_id, payload_hash)"
    " select listing_id, event, occurred_at, ingest_run_id, payload_hash from landing.events"
)
FAILED_CHECK = "events_alternate_legally"


@pytest.fixture
def broken_ledger(database: TestDatabase) -> TestDatabase:
    """A listing that opened twice, which no ledger may hold."""
    with psycopg.connect(database.libpq_url("pipeline")) as connection:
        board = Board(connection, "lever", "acme")
        board.fetch(datetime(2026, 3, 1, 8, tzinfo=UTC))
        board.open("clerk", {"title": "Clerk"})
        connection.execute(BREACH.encode())
    return database


def list_latest_checks(instance: dg.DagsterInstance, run_id: str, keys: list[dg.AssetCheckKey]) -> dict[str, bool]:
    """Return which of the checks passed, as their assets show it, of those that this run evaluated."""
    records = instance.event_log_storage.get_latest_asset_check_execution_by_key(keys)
    return {key.name: record.status.value == "SUCCEEDED" for key, record in records.items() if record.run_id == run_id}


@pytest.mark.filterwarnings("ignore:AssetExecutionContext.op is deprecated:DeprecationWarning")  # used by dagster-dbt
def test_a_build_plans_every_check_and_a_failed_one_stops_it_and_is_seen(
    defs: dg.Definitions, broken_ledger: TestDatabase
) -> None:
    build, audit, graph = defs.resolve_job_def("build"), defs.resolve_job_def("audit"), defs.resolve_asset_graph()
    with dg.DagsterInstance.ephemeral() as instance:
        run = build.execute_in_process(instance=instance, raise_on_error=False)
        assert not run.success
        evaluated = {check.check_name: check.passed for check in run.get_asset_check_evaluations()}
        planned = {
            record.event_log_entry.dagster_event.asset_check_planned_data.asset_check_key.name
            for record in instance.get_records_for_run(
                run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION_PLANNED
            ).records
            if record.event_log_entry.dagster_event
        }
        steps = {event.step_key for event in run.all_events if event.is_step_start}
        audited = audit.execute_in_process(instance=instance, raise_on_error=False)
        audit_checks = list_latest_checks(instance, audited.run_id, sorted(graph.asset_check_keys))
    assert planned == {
        key.name for asset in build.asset_layer.executable_asset_keys for key in graph.get(asset).check_keys
    }
    assert evaluated[FAILED_CHECK] is False
    assert steps == {"staging__listings", "dbt_build"}
    assert not audited.success
    assert audit_checks[FAILED_CHECK] is False
    assert sum(audit_checks.values()) > len(audit_checks) / 2
