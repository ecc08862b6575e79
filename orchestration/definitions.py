"""Define what Dagster loads (see workspace.yaml): assets, jobs, schedules, sensors and the executor. Nothing
else here.
"""

from __future__ import annotations

import dagster as dg

from orchestration.assets.alerts import deliveries
from orchestration.assets.landing import LANDING_TABLES_SPEC, PROVIDER_ASSETS, SETTINGS_SPECS
from orchestration.assets.pipeline_steps import STEP_ASSETS
from orchestration.assets.reminders import reminders
from orchestration.assets.transform import dbt_models
from orchestration.jobs import WHOLE_PIPELINE_JOB, audit, housekeeping
from orchestration.schedules import SCHEDULES
from orchestration.sensors import BUILD_SENSOR

defs = dg.Definitions(
    assets=[*PROVIDER_ASSETS, LANDING_TABLES_SPEC, *SETTINGS_SPECS, *STEP_ASSETS, dbt_models, deliveries, reminders],
    jobs=[WHOLE_PIPELINE_JOB, audit, housekeeping],
    schedules=SCHEDULES,
    sensors=[BUILD_SENSOR],
    # One process for all steps: a process per step would cost seconds each, and the order within a run (providers
    # first, by priority) brings every fetch into the same run's build.
    executor=dg.in_process_executor,
)
