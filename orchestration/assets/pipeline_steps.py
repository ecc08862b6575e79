"""Define the steps on either side of dbt: parsing before it, search documents and the archive after it."""

from collections.abc import Callable, Iterator

import dagster as dg

from ingestion import pipeline
from ingestion.reports import StepReport
from orchestration import checks, reports
from orchestration.assets.landing import LANDING_TABLES_KEY
from orchestration.automation import RETRY_POLICY

LISTINGS_KEY = dg.AssetKey(["staging", "listings"])
JOB_LISTINGS_KEY = dg.AssetKey(["public", "job_listings"])
DOCUMENTS_KEY = dg.AssetKey(["search", "listing_documents"])
ARCHIVE_KEY = dg.AssetKey(["archive", "versions"])
ARCHIVE_TABLE_KEY = dg.AssetKey(["public", "listing_archives"])


def _build_step_asset(
    key: dg.AssetKey,
    *,
    run: Callable[[], StepReport],
    deps: list[dg.AssetKey],
    description: str,
    group: str,
    check: checks.AssetCheck | None = None,
    table: dg.AssetKey | None = None,
) -> dg.AssetsDefinition:
    @dg.asset(
        key=key,
        deps=deps,
        group_name=group,
        description=description,
        owners=["team:ingestion"],
        kinds={"python", "postgres"},
        check_specs=[check.build_spec(key)] if check else None,
        pool=group,
        retry_policy=RETRY_POLICY,
    )
    def _run_step(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None]]:
        report = run()
        if table:
            context.log_event(dg.AssetMaterialization(table))
        yield dg.MaterializeResult(
            metadata=reports.build_step_metadata(report), check_results=[check.run()] if check else []
        )

    return _run_step


STEP_ASSETS = [
    _build_step_asset(
        LISTINGS_KEY,
        run=pipeline.parse_pending,
        deps=[LANDING_TABLES_KEY],
        group="staging",
        description="Canonical typed columns parsed from each new version of a listing.",
    ),
    _build_step_asset(
        DOCUMENTS_KEY,
        run=pipeline.refresh_documents,
        deps=[JOB_LISTINGS_KEY],
        group="search",
        description="The search document of each listing that changed: keywords, sanitised text and filter columns.",
        check=checks.SHOWN_AS_OPEN_CHECK,
    ),
    _build_step_asset(
        ARCHIVE_KEY,
        run=pipeline.archive_payloads,
        deps=[JOB_LISTINGS_KEY, DOCUMENTS_KEY],
        group="archive",
        description="Every distinct version of every listing, word for word, stored once.",
        check=checks.NOTHING_PENDING_CHECK,
        table=ARCHIVE_TABLE_KEY,
    ),
]

# Not the step itself: dbt's tests read the table, and a step between dbt's models would cut their build in two.
ARCHIVE_TABLE_SPEC = dg.AssetSpec(
    ARCHIVE_TABLE_KEY,
    deps=[ARCHIVE_KEY],
    group_name="archive",
    description="Every distinct version of every listing, as the archive step has stored it.",
    owners=["team:ingestion"],
    kinds={"postgres"},
)
