"""The asset of what people were told, built when something landed and at every quarter, and the check that it lives.

What is matched and told, and how: app.alerts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import dagster as dg

from orchestration.assets.line import DOCUMENTS
from orchestration.automation import BUILD_WHEN_LANDED, RETRY

DELIVERIES = dg.AssetKey(["alerts", "deliveries"])
IN_TIME = "told_in_time"


@dg.asset(
    key=DELIVERIES,
    deps=[DOCUMENTS],
    group_name="alerts",
    description="What alerts matched and the letters that tell it: immediate ones at once, others at people's hours.",
    owners=["team:app"],
    kinds={"python", "postgres"},
    automation_condition=BUILD_WHEN_LANDED,
    check_specs=[
        dg.AssetCheckSpec(IN_TIME, asset=DELIVERIES, description="Nothing that is due waits for more than an hour.")
    ],
    pool="alerts",
    retry_policy=RETRY,
)
def deliveries() -> Iterator[dg.MaterializeResult[None]]:
    """Match, report, and look how long people wait."""
    from app.alerts import runner  # late: the app's libraries are of no use to the other runs

    done = asdict(runner.check())
    yield dg.MaterializeResult(
        metadata={name: dg.IntMetadataValue(count) for name, count in done.items()}, check_results=[told_in_time()]
    )


def told_in_time() -> dg.AssetCheckResult:
    """The check, with median and 95th percentile of the last week's seconds from first seen to sent."""
    from app.alerts.health import health
    from app.alerts.worktables import alone
    from database.clock import now

    with alone() as session:
        found = health(session, now())
    said: dict[str, dg.MetadataValue] = {"queued": dg.IntMetadataValue(found.queued)}
    for pace in found.paces:
        said[f"{pace.frequency}_sent"] = dg.IntMetadataValue(pace.sent)
        said[f"{pace.frequency}_overdue"] = dg.IntMetadataValue(pace.waiting)
        for name, span in (("p50", pace.p50), ("p95", pace.p95)):
            if span is not None:
                said[f"{pace.frequency}_{name}_seconds"] = dg.FloatMetadataValue(span.total_seconds())
    if found.oldest_unsent:
        said["oldest_unsent"] = dg.TextMetadataValue(found.oldest_unsent.isoformat())
    return dg.AssetCheckResult(
        check_name=IN_TIME,
        passed=not found.is_late(now()),
        severity=dg.AssetCheckSeverity.WARN,
        metadata=said,
    )


# Hours of the day begin at quarters of an hour everywhere, as far as UTC is concerned.
SCHEDULE = dg.ScheduleDefinition(
    name="alerts_schedule",
    target=dg.AssetSelection.assets(DELIVERIES),
    cron_schedule="*/15 * * * *",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Daily and weekly reports at people's own hours, and whatever a stopped machine left to be told.",
)
