"""Test that one landing starts one build, and that a run that lands and builds starts no second one."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg
import pytest

from orchestration.automation import BUILD_WHEN_LANDED

LANDING_TABLES_KEY = dg.AssetKey(["landing", "ledger"])


@dg.asset(key=["landing", "one"])
def provider(context) -> None:  # type: ignore[no-untyped-def]
    context.log_event(dg.AssetMaterialization(LANDING_TABLES_KEY))


@dg.asset(key=["staging", "listings"], deps=[LANDING_TABLES_KEY], automation_condition=BUILD_WHEN_LANDED)
def listings() -> None: ...


@dg.asset(key=["marts", "life"], deps=[listings], automation_condition=BUILD_WHEN_LANDED)
def life() -> None: ...


DEFS = dg.Definitions([provider, dg.AssetSpec(LANDING_TABLES_KEY, deps=[provider]), listings, life])


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as ephemeral_instance:
        yield ephemeral_instance


@pytest.mark.filterwarnings("ignore::dagster.BetaWarning")
def test_a_landing_starts_one_build(instance: dg.DagsterInstance) -> None:
    baseline = dg.evaluate_automation_conditions(DEFS, instance)
    assert baseline.total_requested == 0

    dg.materialize([provider], instance=instance)
    after_landing = dg.evaluate_automation_conditions(DEFS, instance, cursor=baseline.cursor)
    assert after_landing.total_requested == 2
    assert dg.evaluate_automation_conditions(DEFS, instance, cursor=after_landing.cursor).total_requested == 0


@pytest.mark.filterwarnings("ignore::dagster.BetaWarning")
def test_a_run_that_landed_and_built_starts_none(instance: dg.DagsterInstance) -> None:
    baseline = dg.evaluate_automation_conditions(DEFS, instance)
    dg.materialize([provider, listings, life], instance=instance)
    assert dg.evaluate_automation_conditions(DEFS, instance, cursor=baseline.cursor).total_requested == 0
