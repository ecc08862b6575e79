"""The project itself: its promises about columns agree with the tables, and everything in it is explained."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from sqlalchemy.dialects import postgresql

from database.models import Base
from database.settings import REPOSITORY
from tests.dbt_project.refusals import CHANGES, ROWS
from tests.dbt_project.test_marts_for_analysts import ancestors

MODELS = REPOSITORY / "dbt_project" / "models"
OF_PUBLIC = sorted([*(MODELS / "core").glob("*.yml"), *(MODELS / "analytics").glob("*.yml")])
SAME_TYPE = {"timestamptz": "timestamp with time zone"}
# Views whose rows are those of a table, with the constraint of it that is theirs.
SEEN_THROUGH = {"int_market_listings": "uq_job_sources_code"}


def promised(file: Path) -> dict[str, str]:
    (model,) = yaml.safe_load(file.read_text(encoding="utf-8"))["models"]
    types = {column["name"]: re.sub(r"^(public|pg_catalog)\.", "", column["data_type"]) for column in model["columns"]}
    return {name: SAME_TYPE.get(type_, type_) for name, type_ in types.items()}


@pytest.mark.parametrize("file", OF_PUBLIC, ids=lambda file: file.stem)
def test_columns_and_types_are_those_of_the_tables(file: Path) -> None:
    table = Base.metadata.tables[file.stem]
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    assert promised(file) == {column.name: column.type.compile(dialect).lower() for column in table.columns}


def test_every_model_that_fills_public_is_compared() -> None:
    assert {file.stem for file in OF_PUBLIC} == {
        "locations",
        "companies",
        "job_tags",
        "job_listings",
        "job_listing_tags",
        "dedupe_signatures",
        "analytics_snapshots",
    }


def models(story: dict[str, Any]) -> dict[str, dict[str, Any]]:
    nodes = story["manifest"]["nodes"].values()
    return {node["name"]: node for node in nodes if node["resource_type"] == "model"}


def test_every_model_and_column_is_described_and_owned(story: dict[str, Any]) -> None:
    for name, model in models(story).items():
        assert model["description"], name
        assert model["config"]["meta"].get("owner"), name
        assert model["config"]["group"], name
        assert [column for column, says in model["columns"].items() if not says["description"]] == [], name


def rules(model: dict[str, Any]) -> set[str]:
    """What a table refuses besides nulls, as refusals.ROWS names it."""
    declared = [
        *model["constraints"],
        *(rule for column in model["columns"].values() for rule in column["constraints"]),
    ]
    return {rule["name"] or rule["type"] for rule in declared if rule["type"] != "not_null"}


def is_held(model: dict[str, Any]) -> bool:
    """Whether PostgreSQL refuses rows that break a rule of the model."""
    if model["name"] in SEEN_THROUGH or model["schema"] == "public":
        names = {str(rule.name) for table in Base.metadata.tables.values() for rule in table.constraints}
        return SEEN_THROUGH.get(model["name"], f"pk_{model['name']}") in names
    is_kept = model["config"]["materialized"] in {"table", "incremental"}
    return is_kept and (
        bool(rules(model)) or any(index.get("unique") for index in model["config"].get("indexes") or ())
    )


def test_every_model_is_tested_or_held_by_postgresql(story: dict[str, Any]) -> None:
    tested = {
        parent
        for node in (*story["manifest"]["nodes"].values(), *story["manifest"]["unit_tests"].values())
        if node["resource_type"] in {"test", "unit_test"}
        for parent in node["depends_on"]["nodes"]
    }
    neither = {name for name, model in models(story).items() if model["unique_id"] not in tested and not is_held(model)}
    # Every day from one constant to another, which no row can break; test_marts.py looks at it.
    assert neither == {"time_spine"}


def test_each_rule_of_a_table_refuses_what_breaks_it(story: dict[str, Any]) -> None:
    declared = {(f"{model['schema']}.{name}", rule) for name, model in models(story).items() for rule in rules(model)}
    assert {(table, rule) for table, rule, _ in ROWS} == declared
    refused = story["refused"]
    assert refused[: len(ROWS)] == [[table, rule] for table, rule, _ in ROWS]
    assert [constraint for _, constraint in refused[len(ROWS) :]] == list(CHANGES)


def test_columns_declared_not_null_are_not_null(story: dict[str, Any]) -> None:
    not_null = {(row["of"], row["name"]) for row in story["chapters"]["empty"]["known"]}
    for name, model in models(story).items():
        for column, says in model["columns"].items():
            if says["constraints"] and model["config"]["materialized"] in {"table", "incremental"}:
                assert (f"{model['schema']}.{name}", column) in not_null


@pytest.mark.parametrize(
    "test",
    [
        "events_alternate_legally",
        "presence_follows_from_events",
        "newest_version_is_parsed",
        "pay_from_is_not_above_pay_to",
    ],
)
def test_no_model_waits_for_invariants_of_landing_or_for_warnings(story: dict[str, Any], test: str) -> None:
    """A model waits for the tests all of whose parents come before it."""
    nodes = story["manifest"]["nodes"]
    (asking,) = (node for node in nodes.values() if node["name"] == test)
    asked = {parent for parent in asking["depends_on"]["nodes"] if parent in nodes}
    assert [name for name, model in models(story).items() if asked <= ancestors(nodes, model["unique_id"])] == []


def test_what_others_read_keeps_its_contract(story: dict[str, Any]) -> None:
    for name, model in models(story).items():
        if model["schema"] in {"public", "marts"}:
            assert model["config"]["contract"]["enforced"], name
        if model["schema"] == "public":
            assert model["config"]["full_refresh"] is False, name
            assert model["config"]["on_schema_change"] == "fail", name


def test_every_model_reaches_a_screen_or_another_model(story: dict[str, Any]) -> None:
    manifest = story["manifest"]
    readers = [*manifest["nodes"].values(), *manifest["exposures"].values()]
    read = {parent for node in readers if node["resource_type"] != "test" for parent in node["depends_on"]["nodes"]}
    assert {model["unique_id"] for model in models(story).values()} <= read


def test_dbt_has_nothing_to_warn_of(story: dict[str, Any]) -> None:
    for output in story["outputs"]:
        assert not re.search(r"deprecat|\[WARNING\]|unintended rounding", output, re.IGNORECASE), output


def test_every_invariant_fails_when_broken(story: dict[str, Any]) -> None:
    invariants = {path.stem for path in (REPOSITORY / "dbt_project" / "tests").glob("*.sql")}
    assert set(story["broken"]) == invariants


def test_the_invariant_of_listings_finds_each_way_to_stray(story: dict[str, Any]) -> None:
    """Open where presence has it closed, not as of its last event, with a signature nobody knows."""
    assert set(story["strayed"]) == {"pay2", "pay3", "pay4"}


def test_views_stay_while_they_are_built(story: dict[str, Any]) -> None:
    """Made anew, they would be away for a while, and with them the views that read them."""
    of_days = [story["chapters"][chapter]["views"] for chapter in ("first day", "third day", "fifth day")]
    assert of_days[0]
    assert of_days[1:] == of_days[:-1]
