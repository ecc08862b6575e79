"""Test the fields, types and formats of every provider's responses against those of real ones."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pytest

from sandbox.app import SandboxApp
from sandbox.world import World
from tests.sandbox.client import get_json, list_boards, read_board
from tests.sandbox.conftest import START
from tests.sandbox.shapes import SHAPES


@pytest.fixture(scope="module")
def app() -> SandboxApp:
    return SandboxApp(World(1500, 7, START))


def list_fields(row: Any, path: str = "") -> list[tuple[str, str]]:
    fields = [(path, type(row).__name__)] if path else []
    if isinstance(row, dict):
        return fields + [
            pair for name, value in row.items() for pair in list_fields(value, f"{path}.{name}".lstrip("."))
        ]
    if isinstance(row, list):
        item_fields = [pair for value in row for pair in list_fields(value, f"{path}[]")]
        return fields + [pair for pair in item_fields if pair != (f"{path}[]", "dict")]
    return fields


@pytest.mark.parametrize("provider", SHAPES)
def test_fields_and_types_are_the_real_ones(app: SandboxApp, provider: str) -> None:
    required, optional = SHAPES[provider]
    rows = [
        row
        for board_provider, board in list_boards(app)
        if board_provider == provider
        for row in read_board(app, provider, board)
    ]
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for path, kind in list_fields(row):
            kinds[path].add(kind)
        if missing := {name for name in required if "[]" not in name} - {path for path, _ in list_fields(row)}:
            pytest.fail(f"{provider} {missing}")
    assert kinds.keys() <= required.keys() | optional.keys()
    assert required.keys() | optional.keys() <= kinds.keys(), "a field never occurs"
    for path, path_kinds in kinds.items():
        assert path_kinds <= set({**required, **optional}[path].split()), path


def test_envelopes(app: SandboxApp) -> None:
    token = next(iter(app.world.market.boards["greenhouse"]))
    board = get_json(app, f"/greenhouse/v1/boards/{token}/jobs")
    assert board["meta"] == {"total": len(board["jobs"])}
    ashby = get_json(app, f"/ashby/posting-api/job-board/{next(iter(app.world.market.boards['ashby']))}")
    assert ashby["apiVersion"] == "1"
    historic = get_json(app, "/usajobs/api/HistoricJoa")
    assert {"totalCount", "pageSize", "continuationToken"} == historic["paging"]["metadata"].keys()
    assert isinstance(historic["data"][0]["usajobsControlNumber"], int)


def test_adzuna_texts_are_snippets_and_guessed_salaries_are_marked(app: SandboxApp) -> None:
    for country in ("gb", "de", "us", "fr"):
        for row in read_board(app, "adzuna", country):
            assert len(row["description"]) == 500
            assert row["description"].endswith("…")
            if row["salary_is_predicted"] == "1":
                assert row["salary_min"] == row["salary_max"]
    assert all("salary_min" in row for row in read_board(app, "adzuna", "gb"))


def test_dates_have_each_provider_s_format(app: SandboxApp) -> None:
    patterns = {
        ("greenhouse", "updated_at"): r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[45]:00",
        ("ashby", "publishedAt"): r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00",
        ("adzuna", "created"): r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    }
    for (provider, field), pattern in patterns.items():
        board = max(app.world.market.boards[provider].values(), key=lambda board: board.size).token
        for row in read_board(app, provider, board):
            assert re.fullmatch(pattern, row[field])
