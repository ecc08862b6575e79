"""Define the asset of follow-up reminders, built every quarter of an hour. Who is reminded is decided in
app.applications.reminders.
"""

from __future__ import annotations

from dataclasses import asdict

import dagster as dg

from orchestration.automation import RETRY_POLICY

REMINDERS_KEY = dg.AssetKey(["applications", "reminders"])


@dg.asset(
    key=REMINDERS_KEY,
    group_name="applications",
    description="The emails that remind users of applications to follow up, once for each time they set.",
    owners=["team:app"],
    kinds={"python", "postgres"},
    pool="reminders",
    retry_policy=RETRY_POLICY,
)
def reminders() -> dg.MaterializeResult[None]:
    """Write the due reminders to the outbox."""
    from app.applications.reminders import send_reminders  # late: other runs do not need the app's libraries

    return dg.MaterializeResult(
        metadata={name: dg.IntMetadataValue(count) for name, count in asdict(send_reminders()).items()}
    )
