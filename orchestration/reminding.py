"""The asset of follow-up reminders, built every quarter of an hour. Who is reminded: app.applications.reminders."""

from __future__ import annotations

from dataclasses import asdict

import dagster as dg

from orchestration.automation import RETRY

REMINDERS = dg.AssetKey(["applications", "reminders"])


@dg.asset(
    key=REMINDERS,
    group_name="applications",
    description="The letters that remind people of applications to follow up, once for each time they set.",
    owners=["team:app"],
    kinds={"python", "postgres"},
    pool="reminders",
    retry_policy=RETRY,
)
def reminders() -> dg.MaterializeResult[None]:
    """Write what is due into the outbox."""
    from app.applications.reminders import remind  # late: the app's libraries are of no use to the other runs

    return dg.MaterializeResult(metadata={name: dg.IntMetadataValue(count) for name, count in asdict(remind()).items()})


# The quarter of an hour alerts have too, a little later, so that the two do not ask at once.
SCHEDULE = dg.ScheduleDefinition(
    name="reminders_schedule",
    target=dg.AssetSelection.assets(REMINDERS),
    cron_schedule="7,22,37,52 * * * *",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Follow-ups that became due, and whatever a stopped machine left to be told.",
)
