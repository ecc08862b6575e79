"""The daily job that erases what is due. What is erased, and how: app.settings.housekeeping."""

from dataclasses import asdict

import dagster as dg


@dg.op(
    description="Erase accounts deleted 30 days ago with all that is theirs, and what sign-in leaves behind.",
    retry_policy=dg.RetryPolicy(max_retries=1),
)
def clean_up(context: dg.OpExecutionContext) -> None:
    """Run the service and report its counts."""
    from app.settings import housekeeping  # late: the door's libraries are of no use to the other runs

    erased = asdict(housekeeping.clean_up())
    context.add_output_metadata({name: dg.IntMetadataValue(count) for name, count in erased.items()})


@dg.job(description="Erase what is due, once a day.", executor_def=dg.in_process_executor)
def housekeeping() -> None:
    """The one step."""
    clean_up()


SCHEDULE = dg.ScheduleDefinition(
    name="housekeeping_schedule",
    job=housekeeping,
    cron_schedule="40 3 * * *",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="At night, when few are awake to notice that something takes a moment.",
)
