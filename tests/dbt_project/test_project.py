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

MODELS = REPOSITORY / "dbt_project" / "models"
OF_PUBLIC = sorted([*(MODELS / "core").glob("*.yml"), *(MODELS / "analytics").glob("*.yml")])
SAME_TYPE = {"timestamptz": "timestamp with time zone"}


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
        "locations", "companies", "job_tags", "job_listings", "job_listing_tags", "dedupe_signatures",
        "analytics_snapshots",
    }  # fmt: skip


def models(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    nodes = told["manifest"]["nodes"].values()
    return {node["name"]: node for node in nodes if node["resource_type"] == "model"}


def test_every_model_and_column_is_described_and_owned(told: dict[str, Any]) -> None:
    for name, model in models(told).items():
        assert model["description"], name
        assert model["config"]["meta"].get("owner"), name
        assert model["config"]["group"], name
        assert [column for column, says in model["columns"].items() if not says["description"]] == [], name


def test_every_model_is_tested(told: dict[str, Any]) -> None:
    tested = {
        parent
        for node in (*told["manifest"]["nodes"].values(), *told["manifest"]["unit_tests"].values())
        if node["resource_type"] in {"test", "unit_test"}
        for parent in node["depends_on"]["nodes"]
    }  # fmt: skip
    assert {model["unique_id"] for model in models(told).values()} <= tested


def test_what_others_read_keeps_its_contract(told: dict[str, Any]) -> None:
    for name, model in models(told).items():
        if model["schema"] in {"public", "marts"}:
            assert model["config"]["contract"]["enforced"], name
        if model["schema"] == "public":
            assert model["config"]["full_refresh"] is False, name
            assert model["config"]["on_schema_change"] == "fail", name


def test_every_model_reaches_a_screen_or_another_model(told: dict[str, Any]) -> None:
    manifest = told["manifest"]
    readers = [*manifest["nodes"].values(), *manifest["exposures"].values()]
    read = {parent for node in readers if node["resource_type"] != "test" for parent in node["depends_on"]["nodes"]}
    assert {model["unique_id"] for model in models(told).values()} <= read


def test_dbt_has_nothing_to_warn_of(told: dict[str, Any]) -> None:
    for said in told["said"]:
        assert not re.search(r"deprecat|\[WARNING\]|unintended rounding", said, re.IGNORECASE), said


def test_every_law_is_noticed_when_broken(told: dict[str, Any]) -> None:
    laws = {path.stem for path in (REPOSITORY / "dbt_project" / "tests").glob("*.sql")}
    assert set(told["broken"]) == laws
