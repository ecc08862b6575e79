"""Translate dbt's nodes to Dagster: one rule each for key, group and owner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings

from orchestration.assets.landing import LANDING_TABLES_KEY

_OTHER_TABLES_WRITTEN_BY_LANDING = {("public", "ingest_runs"), ("ops", "rejected_records")}


class DbtTranslator(DagsterDbtTranslator):
    """Gives a model the key of its schema and name, the group of its folder, and the team in its `meta` as owner."""

    def __init__(self) -> None:
        # The landing tables are one asset: every provider writes all of them in one transaction.
        super().__init__(DagsterDbtTranslatorSettings(enable_duplicate_source_asset_keys=True))

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """Return `landing/ledger` for whatever a landing writes, else schema and name."""
        schema, name = dbt_resource_props["schema"], dbt_resource_props["name"]
        is_source = dbt_resource_props["resource_type"] == "source"
        if is_source and (schema == "landing" or (schema, name) in _OTHER_TABLES_WRITTEN_BY_LANDING):
            return LANDING_TABLES_KEY
        return dg.AssetKey([schema, name])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """Return the model's folder: staging, intermediate, core, analytics or marts."""
        is_model = dbt_resource_props["resource_type"] == "model"
        return str(dbt_resource_props["fqn"][1]) if is_model else super().get_group_name(dbt_resource_props)

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str] | None:
        """Return the team in `meta.owner`."""
        owner = (dbt_resource_props.get("config", {}).get("meta") or {}).get("owner")
        return [f"team:{owner}"] if owner else None
