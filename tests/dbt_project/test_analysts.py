"""The analysts' queries and notebook run as their role, which reads nothing of people."""

from __future__ import annotations

import json
from typing import Any

from tests.database.specification import AGGREGATION
from tests.dbt_project.analysts import NOTEBOOK


def test_ten_queries_answer(told: dict[str, Any]) -> None:
    queries = told["analysts"]["queries"]
    assert len(queries) == 10
    empty = {name for name, answer in queries.items() if not answer["rows"]}
    # The story lasts five days, has no five jobs of one title, and no board that fell behind.
    assert empty == {"04_pay_by_title", "05_rising_skills", "06_market_as_it_was", "09_stale_boards"}
    assert all(len(answer["columns"]) > 1 for answer in queries.values())


def test_the_notebook_draws_two_charts_and_a_table(told: dict[str, Any]) -> None:
    _, days, curve, pay = told["analysts"]["notebook"]
    assert "text/html" in days
    assert "text/html" in curve
    assert "text/html" in pay


def test_the_notebook_is_kept_without_outputs() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert all(not cell.get("outputs") and not cell.get("execution_count") for cell in cells)


def test_analysts_read_marts_and_aggregation_tables_and_nothing_else(told: dict[str, Any]) -> None:
    readable = set(told["analysts"]["readable"])
    marts = {name for name in readable if name.startswith("marts.")}
    assert len(marts) == 14
    assert readable - marts == {f"public.{table}" for table in AGGREGATION}
