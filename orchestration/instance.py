"""Manage the Dagster instance: its home in the state folder, its storage in our own database, and runs that an
interrupted machine left behind. Dagster's processes are started by the command line.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import dagster as dg
from dagster import DagsterRunStatus, RunsFilter

from database.engine import url
from database.settings import settings
from database.state_folder import create_private_folder

if TYPE_CHECKING:
    from dagster_shared.error import SerializableErrorInfo

WHOLE_PIPELINE_JOB_NAME = "everything"
_STARTED_BY_TAGS = {"jobledger/started_by": "make up"}
_UNFINISHED_STATUSES = [
    DagsterRunStatus.QUEUED,
    DagsterRunStatus.NOT_STARTED,
    DagsterRunStatus.STARTING,
    DagsterRunStatus.STARTED,
    DagsterRunStatus.CANCELING,
]


def build_environment() -> dict[str, str]:
    """Return what Dagster's processes need, besides our own settings, to find the instance."""
    # Dagster's storage needs psycopg2, which plain `postgresql://` no longer means in SQLAlchemy 2.1.
    server = url("pipeline").set(drivername="postgresql+psycopg2")
    server = server.update_query_dict({"options": "-csearch_path=dagster"})
    return {
        "DAGSTER_HOME": str(settings().home / "dagster"),
        "DAGSTER_POSTGRES_URL": server.render_as_string(hide_password=False),
    }


def prepare_home() -> dict[str, str]:
    """Create DAGSTER_HOME with our dagster.yaml in it and return the environment."""
    variables = build_environment()
    home = create_private_folder(Path(variables["DAGSTER_HOME"]))
    shutil.copyfile(Path(__file__).with_name("dagster.yaml"), home / "dagster.yaml")
    return variables


@contextmanager
def open_instance() -> Iterator[dg.DagsterInstance]:
    """Open the instance that Dagster's own processes share."""
    os.environ.update(prepare_home())
    with dg.DagsterInstance.get() as instance:
        yield instance


def fail_orphaned_runs(instance: dg.DagsterInstance, *, all_runs: bool) -> int:
    """Mark runs as failed that no process works on any more, free their pools, and return how many.

    Otherwise they would hold their pools for ever. Runs of `run_whole_pipeline` are orphans whenever its caller holds
    the state folder's lock; `all_runs` is for when none of Dagster's processes runs either.
    """
    orphaned_runs = instance.get_runs(
        RunsFilter(statuses=_UNFINISHED_STATUSES, tags={} if all_runs else _STARTED_BY_TAGS)
    )
    for run in orphaned_runs:
        instance.report_run_failed(run, "JobLedger was stopped while this run was in progress.")
        instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
    return len(orphaned_runs)


def has_successful_run(instance: dg.DagsterInstance) -> bool:
    """Return whether the job of the whole pipeline has ever succeeded."""
    success_filter = RunsFilter(job_name=WHOLE_PIPELINE_JOB_NAME, statuses=[DagsterRunStatus.SUCCESS])
    return bool(instance.get_runs(success_filter, limit=1))


def create_pools(instance: dg.DagsterInstance) -> None:
    """Create the pool of every step that has none yet. Call it while none of Dagster's processes runs.

    Dagster creates a pool at its first use, and two runs that do so at once fail: PostgreSQL refuses the second one's
    row, and Dagster goes on in the transaction that this ended.
    """
    from orchestration.definitions import defs

    storage = instance.event_log_storage
    assets = [asset for asset in defs.resolve_asset_graph().assets_defs if asset.is_executable]
    for pool in sorted({asset.op.pool for asset in assets if asset.op.pool} - set(storage.get_concurrency_keys())):
        storage.initialize_concurrency_limit_to_default(pool)


def run_whole_pipeline(instance: dg.DagsterInstance, report: Callable[[str], None]) -> list[str]:
    """Run the whole pipeline in this process, visible in Dagster like any run, and return the reasons of failed steps.

    `report` is called once for each step that succeeds, from another thread during the run.
    """
    from orchestration.definitions import defs

    reported_steps: set[str | None] = set()

    def report_success(event: dg.DagsterEvent | None) -> None:
        if event and event.is_step_success and event.step_key not in reported_steps:
            reported_steps.add(event.step_key)
            report(f"  {_get_step_name(event)}: done in {event.step_success_data.duration_ms / 1000:.0f} s")

    def report_log_entry(entry: dg.EventLogEntry, _cursor: str) -> None:
        report_success(entry.dagster_event)

    run_id = str(uuid4())
    instance.watch_event_logs(run_id, None, report_log_entry)
    try:
        result = defs.resolve_job_def(WHOLE_PIPELINE_JOB_NAME).execute_in_process(
            instance=instance, raise_on_error=False, run_id=run_id, tags=_STARTED_BY_TAGS
        )
    finally:
        instance.end_watch_event_logs(run_id, report_log_entry)
    for event in result.all_events:  # the watch ends before the last event
        report_success(event)
    failures = [
        f"{_get_step_name(event)}: {_get_failure_reason(event)}" for event in result.all_events if event.is_step_failure
    ]
    if not result.success and not failures:
        failures = [_get_root_message(event.job_failure_data.error) for event in result.all_events if event.is_failure]
    return failures


def _get_step_name(event: dg.DagsterEvent) -> str:
    return (event.step_key or "").replace("__", "/")


def _get_failure_reason(event: dg.DagsterEvent) -> str:
    failure = event.step_failure_data
    if failure.user_failure_data and failure.user_failure_data.description:
        return failure.user_failure_data.description
    return _get_root_message(failure.error)


def _get_root_message(error: SerializableErrorInfo | None) -> str:
    while error and error.cause:
        error = error.cause
    return error.message.strip().splitlines()[0] if error else "it failed without a message"
