"""Define the sensor that starts builds: after a landing, and again after a failed build. Pauses: `automation`."""

from __future__ import annotations

import time
from collections.abc import Sequence

import dagster as dg

from orchestration.assets.landing import LANDING_TABLES_KEY
from orchestration.automation import LANDING_TAG, get_build_pause
from orchestration.jobs import BUILD_JOB, WHOLE_PIPELINE_JOB

_RUNS_LOOKED_AT = 20
_RUNNING = [
    status
    for status in dg.DagsterRunStatus
    if status not in {dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED}
]


@dg.sensor(
    job=BUILD_JOB,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Starts one build when something has landed since the last one, and a failed one again, ever later.",
)
def build_when_landed(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Request a build of the newest landing, unless one runs, is done, or failed a short time ago."""
    instance = context.instance
    landings = instance.fetch_materializations(LANDING_TABLES_KEY, limit=1).records
    if not landings:
        return dg.SkipReason("Nothing has landed yet.")
    landing = landings[0]
    if instance.get_runs_count(dg.RunsFilter(job_name=WHOLE_PIPELINE_JOB.name, statuses=_RUNNING)):
        return dg.SkipReason("The whole pipeline is running.")
    run = instance.get_run_by_id(landing.run_id)
    if run and run.job_name == WHOLE_PIPELINE_JOB.name and run.status == dg.DagsterRunStatus.SUCCESS:
        return dg.SkipReason("The run that landed last has also built.")
    builds = instance.get_run_records(dg.RunsFilter(job_name=BUILD_JOB.name), limit=_RUNS_LOOKED_AT)
    if any(build.dagster_run.status in _RUNNING for build in builds):
        return dg.SkipReason("A build is running.")
    return _request_build(landing.storage_id, builds)


def _request_build(landing_id: int, builds: Sequence[dg.RunRecord]) -> dg.RunRequest | dg.SkipReason:
    failures = 0
    for build in builds:
        if build.dagster_run.status != dg.DagsterRunStatus.FAILURE:
            # One that a person cancelled is left alone until something lands.
            if int(build.dagster_run.tags.get(LANDING_TAG, 0)) >= landing_id:
                return dg.SkipReason("Nothing has landed since the last build.")
            break
        failures += 1
    if failures:
        wait = (builds[0].end_time or 0) + get_build_pause(failures).total_seconds() - time.time()
        if wait > 0:
            return dg.SkipReason(f"The last {failures} builds failed; the next one starts in {wait:.0f} s.")
    # A key works once: one landing is built again only after the run that is the last one now.
    last_run_id = builds[0].dagster_run.run_id if builds else "first"
    return dg.RunRequest(run_key=f"{landing_id} after {last_run_id}", tags={LANDING_TAG: str(landing_id)})
