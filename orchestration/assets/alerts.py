"""Define the asset of alert deliveries, built after each landing and every quarter of an hour, and its check.

What is matched and reported, and how, is in app.alerts.
"""

from collections.abc import Iterator
from dataclasses import asdict

import dagster as dg

from orchestration.assets.pipeline_steps import DOCUMENTS_KEY
from orchestration.automation import RETRY_POLICY

DELIVERIES_KEY = dg.AssetKey(["alerts", "deliveries"])
DELIVERIES_TABLE_KEY = dg.AssetKey(["ops", "alert_deliveries"])
REPORTED_IN_TIME_CHECK = "reported_in_time"


@dg.asset(
    key=DELIVERIES_KEY,
    deps=[DOCUMENTS_KEY],
    group_name="alerts",
    description="What alerts matched and the emails that report it: at once, or at each user's hour.",
    owners=["team:app"],
    kinds={"python", "postgres"},
    check_specs=[
        dg.AssetCheckSpec(
            REPORTED_IN_TIME_CHECK, asset=DELIVERIES_KEY, description="No due report waits for more than an hour."
        )
    ],
    pool="alerts",
    retry_policy=RETRY_POLICY,
)
def deliveries(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None]]:
    """Match, report, and check how long users wait."""
    from app.alerts import runner  # late: other runs do not need the app's libraries

    counts = asdict(runner.run_alerts())
    context.log_event(dg.AssetMaterialization(DELIVERIES_TABLE_KEY))
    yield dg.MaterializeResult(
        metadata={name: dg.IntMetadataValue(count) for name, count in counts.items()},
        check_results=[check_reporting_time()],
    )


# Not the step itself: a mart reads the table, and a step between dbt's models would cut their build in two.
DELIVERIES_TABLE_SPEC = dg.AssetSpec(
    DELIVERIES_TABLE_KEY,
    deps=[DELIVERIES_KEY],
    group_name="alerts",
    description="What each alert reported, and when.",
    owners=["team:app"],
    kinds={"postgres"},
)


def check_reporting_time() -> dg.AssetCheckResult:
    """Return the check, with median and 95th percentile of the last week's seconds from first seen to sent."""
    from app.alerts.health import measure_health
    from app.alerts.worktables import exclusive_session
    from database.clock import now

    with exclusive_session() as session:
        alert_health = measure_health(session, now())
    metadata: dict[str, dg.MetadataValue] = {"queued": dg.IntMetadataValue(alert_health.queued)}
    for frequency_pace in alert_health.paces:
        metadata[f"{frequency_pace.frequency}_sent"] = dg.IntMetadataValue(frequency_pace.sent)
        metadata[f"{frequency_pace.frequency}_overdue"] = dg.IntMetadataValue(frequency_pace.waiting)
        for name, duration in (("p50", frequency_pace.p50), ("p95", frequency_pace.p95)):
            if duration is not None:
                metadata[f"{frequency_pace.frequency}_{name}_seconds"] = dg.FloatMetadataValue(duration.total_seconds())
    if alert_health.oldest_unsent:
        metadata["oldest_unsent"] = dg.TextMetadataValue(alert_health.oldest_unsent.isoformat())
    return dg.AssetCheckResult(
        check_name=REPORTED_IN_TIME_CHECK,
        passed=not alert_health.is_late(now()),
        severity=dg.AssetCheckSeverity.WARN,
        metadata=metadata,
    )
