"""Test the asset graph: connected, owned, scheduled."""

from __future__ import annotations

import dagster as dg
import pytest

from ingestion.registry import PROVIDERS
from orchestration.assets.reminders import REMINDERS_KEY
from tests.orchestration import asset_list

PROVIDER_KEYS = [dg.AssetKey(["landing", code]) for code in PROVIDERS]

Specs = dict[dg.AssetKey, dg.AssetSpec]


@pytest.fixture(scope="module")
def specs(defs: dg.Definitions) -> Specs:
    return {spec.key: spec for spec in defs.resolve_all_asset_specs()}


def upstream(specs: Specs, key: dg.AssetKey) -> set[dg.AssetKey]:
    upstream_keys: set[dg.AssetKey] = set()
    ahead = [key]
    while ahead:
        for dep in specs[ahead.pop()].deps:
            if dep.asset_key not in upstream_keys:
                upstream_keys.add(dep.asset_key)
                ahead.append(dep.asset_key)
    return upstream_keys


def test_every_mart_and_the_archive_come_from_every_provider(specs: Specs) -> None:
    last = [key for key in specs if key.path[0] == "marts"] + [dg.AssetKey(["public", "listing_archives"])]
    assert len(last) > 3
    for key in last:
        assert set(PROVIDER_KEYS) <= upstream(specs, key), key


def test_every_asset_has_a_group_an_owner_and_a_description(specs: Specs) -> None:
    for key, spec in specs.items():
        assert spec.group_name != "default", key
        assert spec.owners, key
        assert spec.description, key


def test_the_graph_is_the_one_that_was_reviewed(defs: dg.Definitions) -> None:
    assert asset_list.render(defs) == asset_list.FILE.read_text(encoding="utf-8"), (
        "the graph changed; if that is wanted: .venv/bin/python -m tests.orchestration.asset_list"
    )


@pytest.mark.parametrize("code", PROVIDERS)
def test_each_provider_has_a_schedule_a_freshness_policy_a_pool_and_a_check(
    code: str, defs: dg.Definitions, specs: Specs
) -> None:
    key = dg.AssetKey(["landing", code])
    schedule = defs.resolve_schedule_def(f"{code}_schedule")
    assert schedule.cron_schedule == PROVIDERS[code].default_schedule
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING
    assert specs[key].freshness_policy == dg.FreshnessPolicy.time_window(fail_window=PROVIDERS[code].freshness)
    assert specs[key].group_name == code
    assert dg.AssetCheckKey(key, "boards_answered") in defs.resolve_asset_graph().asset_check_keys
    assert defs.resolve_asset_graph().get(key).pools == {code}


def test_dbt_merges_in_one_pool_and_its_tests_are_checks(defs: dg.Definitions) -> None:
    graph = defs.resolve_asset_graph()
    listings = dg.AssetKey(["public", "job_listings"])
    assert graph.get(listings).pools == {"dbt"}
    checks = {key.name for key in graph.get(listings).check_keys}
    assert {"pay_from_is_not_above_pay_to", "listings_follow_from_presence"} <= checks


def test_no_step_of_ours_runs_twice_at_once(defs: dg.Definitions) -> None:
    graph = defs.resolve_asset_graph()
    for key in (["staging", "listings"], ["search", "listing_documents"], ["archive", "versions"]):
        assert len(graph.get(dg.AssetKey(key)).pools) == 1, key


def test_a_build_makes_and_checks_whatever_a_landing_feeds_in_one_dbt_step(defs: dg.Definitions) -> None:
    graph = defs.resolve_asset_graph()
    build = defs.resolve_job_def("build")
    built = build.asset_layer.executable_asset_keys & graph.materializable_asset_keys
    assert built == graph.materializable_asset_keys - set(PROVIDER_KEYS) - {REMINDERS_KEY}
    assert [name for name in build.graph.node_names() if name.startswith("dbt")] == ["dbt_build"]
    assert defs.resolve_sensor_def("build_when_landed").default_status == dg.DefaultSensorStatus.RUNNING
