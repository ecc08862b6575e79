"""When things run: the job that runs all, a schedule per source, and the rule that builds what has landed."""

from __future__ import annotations

import dagster as dg

from ingestion.registry import PROVIDERS

# A landing says so on `landing/ledger`; everything after it follows within the sensor's interval, in one run, unless
# the run that landed builds as well or a build is under way.
BUILD_WHEN_LANDED = (
    dg.AutomationCondition.any_deps_updated().since_last_handled() & ~dg.AutomationCondition.in_progress()
).with_label("build_when_landed")

# Only what our own database refuses for a moment is worth another try; the HTTP client has its own.
RETRY = dg.RetryPolicy(max_retries=1, delay=5)

EVERYTHING = dg.define_asset_job(
    "everything",
    selection=dg.AssetSelection.all(),
    description="One pass of the whole line: every provider, then the build, then search and archive.",
)

SENSOR = dg.AutomationConditionSensorDefinition(
    "build_when_landed",
    target=dg.AssetSelection.all(),
    default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=30,
    description="Starts one build when any provider has landed something newer than the last build.",
)


def schedules() -> list[dg.ScheduleDefinition]:
    """One schedule per source, as its provider's file asks."""
    return [
        dg.ScheduleDefinition(
            name=f"{code}_schedule",
            target=dg.AssetSelection.assets(dg.AssetKey(["landing", code])),
            cron_schedule=source.default_schedule,
            default_status=dg.DefaultScheduleStatus.RUNNING,
            description=f"Ask {source.name} as often as its terms and its pace of change make sense.",
        )
        for code, source in PROVIDERS.items()
    ]
