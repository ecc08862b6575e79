"""The Dagster instance: its home in the state folder, its storage in our own database, and what an interrupted machine
left in it. Starting Dagster's processes is the command line's business.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import dagster as dg
from dagster import DagsterRunStatus, RunsFilter

from database.engine import url
from database.settings import settings

JOB = "everything"
_OURS = {"jobledger/started_by": "make up"}
_UNFINISHED = [
    DagsterRunStatus.QUEUED,
    DagsterRunStatus.NOT_STARTED,
    DagsterRunStatus.STARTING,
    DagsterRunStatus.STARTED,
    DagsterRunStatus.CANCELING,
]


def environment() -> dict[str, str]:
    """What Dagster's processes need, beside our own settings, to find the instance."""
    # Dagster's storage works through psycopg2 only, which plain `postgresql://` no longer means in SQLAlchemy 2.1.
    server = url("pipeline").set(drivername="postgresql+psycopg2")
    server = server.update_query_dict({"options": "-csearch_path=dagster"})
    return {
        "DAGSTER_HOME": str(settings().home / "dagster"),
        "DAGSTER_POSTGRES_URL": server.render_as_string(hide_password=False),
    }


def prepare() -> dict[str, str]:
    """Make DAGSTER_HOME with our dagster.yaml in it; returns the environment."""
    variables = environment()
    home = Path(variables["DAGSTER_HOME"])
    home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(__file__).with_name("dagster.yaml"), home / "dagster.yaml")
    return variables


@contextmanager
def persistent() -> Iterator[dg.DagsterInstance]:
    """The instance that Dagster's own processes share."""
    os.environ.update(prepare())
    with dg.DagsterInstance.get() as instance:
        yield instance


def end_orphans(instance: dg.DagsterInstance, *, all_of_them: bool) -> int:
    """Mark runs as failed that no process works on any more, and free their pools; returns how many.

    Left alone they would hold their pools for ever. Runs of `run_everything` are orphans whenever its caller holds the
    state folder's lock; `all_of_them` is for when none of Dagster's processes runs either.
    """
    orphans = instance.get_runs(RunsFilter(statuses=_UNFINISHED, tags={} if all_of_them else _OURS))
    for run in orphans:
        instance.report_run_failed(run, "JobLedger was stopped while this run was under way.")
        instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
    return len(orphans)


def has_succeeded(instance: dg.DagsterInstance) -> bool:
    """Whether the job of the whole line has ever finished green."""
    green = RunsFilter(job_name=JOB, statuses=[DagsterRunStatus.SUCCESS])
    return bool(instance.get_runs(green, limit=1))


def run_everything(instance: dg.DagsterInstance, tell: Callable[[str], None]) -> list[str]:
    """Run the whole line in this process, seen in Dagster like any run; returns what failed, in its own words.

    `tell` is called once for each step that ends well, from another thread while the run goes on.
    """
    from orchestration.definitions import defs

    told: set[str | None] = set()

    def note(event: dg.DagsterEvent | None) -> None:
        if event and event.is_step_success and event.step_key not in told:
            told.add(event.step_key)
            tell(f"  {_name(event)}: done in {event.step_success_data.duration_ms / 1000:.0f} s")

    def watch(entry: dg.EventLogEntry, _cursor: str) -> None:
        note(entry.dagster_event)

    run_id = str(uuid4())
    instance.watch_event_logs(run_id, None, watch)
    try:
        result = defs.resolve_job_def(JOB).execute_in_process(
            instance=instance, raise_on_error=False, run_id=run_id, tags=_OURS
        )
    finally:
        instance.end_watch_event_logs(run_id, watch)
    for event in result.all_events:  # the watch ends before it has seen the last
        note(event)
    return [f"{_name(event)}: {_reason(event)}" for event in result.all_events if event.is_step_failure]


def _name(event: dg.DagsterEvent) -> str:
    return (event.step_key or "").replace("__", "/")


def _reason(event: dg.DagsterEvent) -> str:
    failure = event.step_failure_data
    if failure.user_failure_data and failure.user_failure_data.description:
        return failure.user_failure_data.description
    error = failure.error
    while error and error.cause:
        error = error.cause
    return error.message.strip().splitlines()[0] if error else "it failed without a word"
