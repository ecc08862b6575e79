"""Define the providers' assets, built by one function, and the landing tables they share. Fetching is in
`ingestion`.
"""

from collections.abc import Iterator

import dagster as dg

from ingestion import admin, pipeline
from ingestion.providers.base import JobProvider
from ingestion.registry import PROVIDERS
from orchestration import reports
from orchestration.automation import RETRY_POLICY

LANDING_TABLES_KEY = dg.AssetKey(["landing", "ledger"])


def get_provider_key(code: str) -> dg.AssetKey:
    """Return the key of one provider's asset."""
    return dg.AssetKey(["landing", code])


def build_provider_asset(provider: JobProvider) -> dg.AssetsDefinition:
    """Return the asset that fetches and lands every board of `provider`.

    It yields nothing where the provider is switched off or has no boards yet, so that its freshness stays correct. Its
    priority puts it before the build among the steps that are ready.
    """
    code, key = provider.code, get_provider_key(provider.code)

    @dg.asset(
        key=key,
        group_name=code,
        description=f"What {provider.name} lists, fetched from every board and landed word for word.",
        owners=["team:ingestion"],
        kinds={"python", provider.type},
        tags={"provider": code, "provider_type": provider.type},
        freshness_policy=dg.FreshnessPolicy.time_window(fail_window=provider.freshness),
        check_specs=[dg.AssetCheckSpec(reports.BOARDS_CHECK_NAME, asset=key, description="Every board was fetched.")],
        output_required=False,
        pool=code,
        op_tags={"dagster/priority": "1"},
        retry_policy=RETRY_POLICY,
    )
    def _fetch_and_land_provider(
        context: dg.AssetExecutionContext,
    ) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        idle_reason = _explain_idle(code)
        if idle_reason:
            yield reports.build_idle_check(idle_reason)
            return
        report = pipeline.ingest(code)
        if len(report.failed_boards) < len(report.boards):
            context.log_event(
                dg.AssetMaterialization(LANDING_TABLES_KEY, metadata=reports.build_provider_metadata(report))
            )
        if reports.is_provider_failure(report):
            raise reports.build_failure(report)
        yield dg.MaterializeResult(
            metadata=reports.build_provider_metadata(report), check_results=[reports.build_boards_check(report)]
        )

    return _fetch_and_land_provider


def _explain_idle(code: str) -> str | None:
    admin.sync_providers()
    settings = next(row for row in admin.list_providers() if row["code"] == code)
    if not settings["is_active"]:
        return f"{code} is switched off; to use it: jobledger sources set {code} --active"
    if not settings["boards"]:
        return f"{code} has no boards; to add one: jobledger boards add {code} NAME"
    return None


PROVIDER_ASSETS = [build_provider_asset(provider) for provider in PROVIDERS.values()]

# Not a step: several providers write these tables. If the build depended on the providers' steps, Dagster would skip it
# when one provider fails; with this asset between them it builds what the others landed in the same run.
LANDING_TABLES_SPEC = dg.AssetSpec(
    LANDING_TABLES_KEY,
    deps=[get_provider_key(code) for code in PROVIDERS],
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
        description=f"{content}, as `jobledger {command}` shows and sets them.",
        owners=["team:ingestion"],
        kinds={"postgres"},
    )
    for name, content, command in [
        ("job_sources", "The providers: address, credentials, on or off", "sources"),
        ("ats_organizations", "The boards fetched from each provider", "boards"),
    ]
]

# What people enter, and what figures were last counted from: read by dbt, made elsewhere.
SETTINGS_SPECS += [
    dg.AssetSpec(
        dg.AssetKey(key), group_name="analytics", description=description, owners=["team:analytics"], kinds={"postgres"}
    )
    for key, description in [
        (["public", "job_alerts"], "Users' alerts; dbt reads how often each reports."),
        (["ops", "application_facts"], "What metrics need of users' applications, without their texts."),
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
