"""The weekly job that holds the whole ledger to its laws: a build tests only what it worked on."""

import dagster as dg

from orchestration import dbt


@dg.op(pool="dbt", description="Run every test of the data over all listings, whatever this week's builds touched.")
def look_at_all() -> None:
    """Run dbt's tests with `audit`. Raises dg.Failure when one fails; which one is in the step's output."""
    if dbt.audit() != 0:
        raise dg.Failure(
            "The ledger breaks a law of its own: dbt's output above names the test and how many rows fail it.",
            allow_retries=False,
        )


@dg.job(description="Test the whole ledger, once a week.", executor_def=dg.in_process_executor)
def audit() -> None:
    """The one step."""
    look_at_all()


SCHEDULE = dg.ScheduleDefinition(
    name="audit_schedule",
    job=audit,
    cron_schedule="20 4 * * 0",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="In the night to Sunday, since it reads everything.",
)
