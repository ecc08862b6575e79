"""Define the jobs: a fetch per provider, build, whole pipeline, audit, housekeeping. No schedules here."""

from collections.abc import Iterator
from dataclasses import asdict

import dagster as dg

from ingestion.registry import PROVIDERS
from orchestration import dbt
from orchestration.assets.alerts import DELIVERIES_KEY
from orchestration.assets.landing import get_provider_key
from orchestration.assets.reminders import REMINDERS_KEY
from orchestration.assets.transform import create_dbt_resource
from orchestration.translator import DbtTranslator

WHOLE_PIPELINE_JOB = dg.define_asset_job(
    "everything",
    selection=dg.AssetSelection.all(),
    description="One pass of the whole pipeline: every provider, then the build, then search and archive.",
)

INGEST_JOBS = {
    code: dg.define_asset_job(
        f"ingest_{code}",
        selection=dg.AssetSelection.assets(get_provider_key(code)),
        description=f"Fetch every board of {provider.name} and land it.",
    )
    for code, provider in PROVIDERS.items()
}
ALERTS_JOB = dg.define_asset_job(
    "alerts", selection=dg.AssetSelection.assets(DELIVERIES_KEY), description="Match alerts and queue their reports."
)
REMINDERS_JOB = dg.define_asset_job(
    "reminders", selection=dg.AssetSelection.assets(REMINDERS_KEY), description="Queue reminders of follow-ups."
)
BUILD_JOB = dg.define_asset_job(
    "build",
    selection=dg.AssetSelection.all()
    - dg.AssetSelection.assets(*(get_provider_key(code) for code in PROVIDERS), REMINDERS_KEY),
    description="Parse what landed, build dbt's models with their tests, then search documents, archive and alerts.",
)


@dg.op(pool="dbt", out={}, description="Run every data test over all listings, whatever this week's builds touched.")
def check_all_listings() -> Iterator[dg.AssetCheckEvaluation]:
    """Run dbt's tests with `audit` and report each as a check of its asset. Raises dg.Failure when one fails."""
    arguments = dbt.build_arguments("test", "--vars", "{audit: true}")
    tests = create_dbt_resource().cli(
        arguments,
        raise_on_error=False,
        manifest=dbt.prepare_manifest(),
        dagster_dbt_translator=DbtTranslator(),
        target_path=dbt.get_artifact_folder() / "audit",
    )
    for result in tests.stream():
        if isinstance(result, dg.AssetCheckEvaluation):
            yield result
    if not tests.is_successful():
        raise dg.Failure(
            f"The ledger violates an invariant: the failed checks are shown on their assets. {tests.get_error()}",
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
