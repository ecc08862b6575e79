"""The providers' assets, all from one factory, and the landing tables they share. Fetching lives in `ingestion`."""

from collections.abc import Iterator

import dagster as dg

from ingestion import admin, pipeline
from ingestion.providers.base import JobProvider
from ingestion.registry import PROVIDERS
from orchestration import reports
from orchestration.automation import RETRY

LEDGER = dg.AssetKey(["landing", "ledger"])


def provider_key(code: str) -> dg.AssetKey:
    """The asset of one provider's answers."""
    return dg.AssetKey(["landing", code])


def provider_asset(source: JobProvider) -> dg.AssetsDefinition:
    """The asset that fetches and lands every board of `source`.

    It yields nothing where the source is switched off or has no boards yet, so that freshness tells the truth. Its
    priority puts it before the build among the steps that are ready.
    """
    code, key = source.code, provider_key(source.code)

    @dg.asset(
        key=key,
        group_name=code,
        description=f"What {source.name} lists, asked of every board and landed word for word.",
        owners=["team:ingestion"],
        kinds={"python", source.type},
        tags={"provider": code, "provider_type": source.type},
        freshness_policy=dg.FreshnessPolicy.time_window(fail_window=source.freshness),
        check_specs=[dg.AssetCheckSpec(reports.BOARDS_ANSWERED, asset=key, description="Every board answered.")],
        output_required=False,
        pool=code,
        op_tags={"dagster/priority": "1"},
        retry_policy=RETRY,
    )
    def _provider(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        idle = _why_idle(code)
        if idle:
            yield reports.nothing_asked(idle)
            return
        report = pipeline.ingest(code)
        if len(report.failed_boards) < len(report.boards):
            context.log_event(dg.AssetMaterialization(LEDGER, metadata=reports.source_metadata(report)))
        if reports.is_red(report):
            raise reports.failure(report)
        yield dg.MaterializeResult(
            metadata=reports.source_metadata(report), check_results=[reports.boards_answered(report)]
        )

    return _provider


def _why_idle(code: str) -> str | None:
    admin.sync_providers()
    settings = next(row for row in admin.list_providers() if row["code"] == code)
    if not settings["is_active"]:
        return f"{code} is switched off; to use it: jobledger sources set {code} --active"
    if not settings["boards"]:
        return f"{code} has no boards; to add one: jobledger boards add {code} NAME"
    return None


PROVIDER_ASSETS = [provider_asset(source) for source in PROVIDERS.values()]

# Not a step: the tables are there whichever provider wrote them last. That is why a provider's red step leaves the
# build of what the others landed to run in the same run; had the build the providers' steps as its upstream, Dagster
# would skip it.
LEDGER_SPEC = dg.AssetSpec(
    LEDGER,
    deps=[provider_key(code) for code in PROVIDERS],
    group_name="landing",
    description=(
        "What every landing writes in one transaction: presence (what is open), events (what happened), inbox"
        " (payloads not archived yet), pending (the build's work list) and the run it belongs to."
    ),
    owners=["team:ingestion"],
    kinds={"postgres"},
)

SETTINGS_SPECS = [
    dg.AssetSpec(
        dg.AssetKey(["public", name]),
        group_name="settings",
        description=f"{what}, as `jobledger {command}` shows and sets them.",
        owners=["team:ingestion"],
        kinds={"postgres"},
    )
    for name, what, command in [
        ("job_sources", "The providers: address, credentials, on or off", "sources"),
        ("ats_organizations", "The boards asked of each provider", "boards"),
    ]
]

# What people enter, and what figures were last counted from: read by dbt, made elsewhere.
SETTINGS_SPECS += [
    dg.AssetSpec(
        dg.AssetKey(key), group_name="analytics", description=description, owners=["team:analytics"], kinds={"postgres"}
    )
    for key, description in [
        (["public", "job_alerts"], "People's alerts; of them dbt reads how often each tells."),
        (["ops", "application_facts"], "What metrics need of people's applications, without their texts."),
        (["ops", "application_changes"], "Notes of applications whose facts may be stale."),
        (["staging", "counted_applications"], "Applications as metrics were last computed from them."),
        (["staging", "counted_until"], "How far the ledger had seen when metrics were last computed."),
        *(
            (["staging", table], f"{contents} by day and source; written with the facts of listings.")
            for table, contents in (
                ("event_counts", "Events of listings by country"),
                ("title_group_counts", "Changes of open listings by title group"),
                ("company_counts", "Changes of open listings by company"),
                ("workplace_counts", "Changes of open listings by workplace"),
                ("skill_counts", "Listings by skill"),
                ("listing_counts", "Listings by country, workplace and level"),
            )
        ),
        (["staging", "market_changes"], "Notes of names whose published metrics of the market may be stale."),
    ]
]
