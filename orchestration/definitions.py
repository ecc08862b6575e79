"""What Dagster loads (see workspace.yaml): the assets, when they run, and the executor. Nothing else lives here."""

from __future__ import annotations

import dagster as dg

from orchestration import alerting, audit, automation, housekeeping, reminding
from orchestration.assets.landing import LEDGER_SPEC, PROVIDER_ASSETS, SETTINGS_SPECS
from orchestration.assets.line import STEPS
from orchestration.assets.transform import dbt_models

defs = dg.Definitions(
    assets=[
        *PROVIDER_ASSETS,
        LEDGER_SPEC,
        *SETTINGS_SPECS,
        *STEPS,
        dbt_models,
        alerting.deliveries,
        reminding.reminders,
    ],
    jobs=[automation.EVERYTHING, audit.audit, housekeeping.housekeeping],
    schedules=[*automation.schedules(), housekeeping.SCHEDULE, audit.SCHEDULE, alerting.SCHEDULE, reminding.SCHEDULE],
    sensors=[automation.SENSOR],
    # One process for all steps: each process of its own would cost seconds, and the order within a run (providers
    # first, by priority) is what brings every answer into the same run's build.
    executor=dg.in_process_executor,
)
