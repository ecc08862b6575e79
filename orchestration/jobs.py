"""Define the jobs: one pass of the pipeline, the weekly audit and the daily housekeeping. No schedules here."""

from dataclasses import asdict

import dagster as dg

from orchestration import dbt

WHOLE_PIPELINE_JOB = dg.define_asset_job(
    "everything",
    selection=dg.AssetSelection.all(),
    description="One pass of the whole pipeline: every provider, then the build, then search and archive.",
)


@dg.op(pool="dbt", description="Run every data test over all listings, whatever this week's builds touched.")
def check_all_listings() -> None:
    """Run dbt's tests with `audit`. Raises dg.Failure when one fails; the step's output names it."""
    if dbt.check_all_data() != 0:
        raise dg.Failure(
            "The ledger violates an invariant: dbt's output above names the test and how many rows fail it.",
            allow_retries=False,
        )


@dg.job(description="Test the whole ledger, once a week.", executor_def=dg.in_process_executor)
def audit() -> None:
    """Test the whole ledger: a build tests only what it worked on."""
    check_all_listings()


@dg.op(
    description="Erase accounts deleted 30 days ago with all their data, and expired sign-in data.",
    retry_policy=dg.RetryPolicy(max_retries=1),
)
def clean_up(context: dg.OpExecutionContext) -> None:
    """Run the app's housekeeping and report its counts."""
    from app.settings import housekeeping as account_housekeeping  # late: other runs do not need the app's libraries

    counts = asdict(account_housekeeping.clean_up())
    context.add_output_metadata({name: dg.IntMetadataValue(count) for name, count in counts.items()})


@dg.job(description="Erase expired data, once a day.", executor_def=dg.in_process_executor)
def housekeeping() -> None:
    """Erase expired data. What is erased, and how, is in app.settings.housekeeping."""
    clean_up()
