"""Define what Dagster loads (see workspace.yaml): assets, jobs, schedules, sensors and the executor. Nothing
else here.
"""

from __future__ import annotations

import dagster as dg

from orchestration.assets.alerts import DELIVERIES_TABLE_SPEC, deliveries
from orchestration.assets.landing import LANDING_TABLES_SPEC, PROVIDER_ASSETS, SETTINGS_SPECS
from orchestration.assets.pipeline_steps import ARCHIVE_TABLE_SPEC, STEP_ASSETS
from orchestration.assets.reminders import reminders
from orchestration.assets.transform import dbt_models
from orchestration.jobs import (
    ALERTS_JOB,
    BUILD_JOB,
    INGEST_JOBS,
    REMINDERS_JOB,
    WHOLE_PIPELINE_JOB,
    audit,
    housekeeping,
)
from orchestration.schedules import SCHEDULES
from orchestration.sensors import build_when_landed

defs = dg.Definitions(
    assets=[
        *PROVIDER_ASSETS,
        LANDING_TABLES_SPEC,
        *SETTINGS_SPECS,
        *STEP_ASSETS,
        ARCHIVE_TABLE_SPEC,
        dbt_models,
        deliveries,
        DELIVERIES_TABLE_SPEC,
        reminders,
    ],
    jobs=[WHOLE_PIPELINE_JOB, BUILD_JOB, *INGEST_JOBS.values(), ALERTS_JOB, REMINDERS_JOB, audit, housekeeping],
    schedules=SCHEDULES,
    sensors=[build_when_landed],
    # One process for all steps: a process per step would cost seconds each, and the order within a run (providers
    # first, by priority) brings every fetch into the same run's build.
    executor=dg.in_process_executor,
)
