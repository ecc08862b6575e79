"""Define when things run: a schedule per provider, and those of alerts, reminders, audit and housekeeping."""

from __future__ import annotations

import dagster as dg

from ingestion.registry import PROVIDERS
from orchestration.jobs import ALERTS_JOB, INGEST_JOBS, REMINDERS_JOB, audit, housekeeping


def build_provider_schedules() -> list[dg.ScheduleDefinition]:
    """Return one schedule per provider, as the provider's file states it."""
    return [
        dg.ScheduleDefinition(
            name=f"{code}_schedule",
            job=INGEST_JOBS[code],
            cron_schedule=provider.default_schedule,
            default_status=dg.DefaultScheduleStatus.RUNNING,
            description=f"Fetch {provider.name} as often as its terms and its pace of change make sense.",
        )
        for code, provider in PROVIDERS.items()
    ]


SCHEDULES = [
    *build_provider_schedules(),
    dg.ScheduleDefinition(
        name="housekeeping_schedule",
        job=housekeeping,
        cron_schedule="40 3 * * *",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="At night, when few users are online.",
    ),
    dg.ScheduleDefinition(
        name="audit_schedule",
        job=audit,
        cron_schedule="20 4 * * 0",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="In the night to Sunday, because it reads everything.",
    ),
    # Local hours begin at quarters of an hour of UTC everywhere.
    dg.ScheduleDefinition(
        name="alerts_schedule",
        job=ALERTS_JOB,
        cron_schedule="*/15 * * * *",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Daily and weekly reports at each user's hour, and reports missed while the machine was stopped.",
    ),
    # Every quarter of an hour as well, a little later than alerts, so that the two do not query at once.
    dg.ScheduleDefinition(
        name="reminders_schedule",
        job=REMINDERS_JOB,
        cron_schedule="7,22,37,52 * * * *",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Follow-ups that became due, and reminders missed while the machine was stopped.",
    ),
]
