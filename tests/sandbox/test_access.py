"""Test access to the providers' APIs: keys, unknown boards, paging, filters, ETags, errors."""

from __future__ import annotations

import pytest

from sandbox.app import SandboxApp
from sandbox.responses import SandboxRequest
from sandbox.world import World
from tests.sandbox.client import ADZUNA_KEYS, get_json, move_clock, read_board, send
from tests.sandbox.conftest import START


def search(app: SandboxApp, country: str = "gb", page: int = 1, **query: object) -> dict[str, object]:
    results = get_json(app, f"/adzuna/v1/api/jobs/{country}/search/{page}", {**ADZUNA_KEYS, **query})
    assert isinstance(results, dict)
    return results


@pytest.mark.parametrize("query", [{}, {"app_id": 1}, {"app_key": 1}, {"app_id": "", "app_key": "k"}])
def test_adzuna_requires_both_keys(app: SandboxApp, query: dict[str, object]) -> None:
    response = send(app, "/adzuna/v1/api/jobs/gb/search/1", query)
    assert response.status == 401
    assert b"AUTH_FAIL" in response.body.data


@pytest.mark.parametrize(
    "headers", [{}, {"user-agent": "a@b.example"}, {"user-agent": "curl", "authorization-key": "k"}]
)
def test_usajobs_search_requires_an_address_and_a_key(app: SandboxApp, headers: dict[str, str]) -> None:
    assert send(app, "/usajobs/api/Search", headers=headers).status == 401
    assert send(app, "/usajobs/api/HistoricJoa", headers=headers).status == 200
    assert send(app, "/usajobs/api/codelist/occupationalseries", headers=headers).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/greenhouse/v1/boards/nobody/jobs",
        "/lever/v0/postings/nobody",
        "/ashby/posting-api/job-board/nobody",
        "/usajobs/api/nothing",
        "/nobody/at/all",
        "/greenhouse",
    ],
)
def test_an_unknown_path_is_404(app: SandboxApp, path: str) -> None:
    assert send(app, path).status == 404


def test_adzuna_pages_begin_at_one_and_hold_at_most_fifty() -> None:
    app = SandboxApp(World(6000, 7, START))
    first, second = search(app, results_per_page=500), search(app, page=2, results_per_page=50)
    assert len(first["results"]) == 50  # type: ignore[arg-type]
    assert first["count"] == second["count"]
    assert send(app, "/adzuna/v1/api/jobs/gb/search/0", ADZUNA_KEYS).status == 400
    assert search(app, page=99)["results"] == []
    assert len(search(app)["results"]) == 10  # type: ignore[arg-type]


def test_adzuna_differs_at_every_call_only_in_link_and_reference(app: SandboxApp) -> None:
    first, second = (search(app)["results"][0] for _ in range(2))  # type: ignore[index]
    different = {name for name in first if first[name] != second[name]}
    assert different == {"adref", "redirect_url"}
    assert first["redirect_url"].partition("?")[0] == second["redirect_url"].partition("?")[0]


def test_adzuna_filters_postings() -> None:
    app = SandboxApp(World(3000, 7, START))
    all_rows = read_board(app, "adzuna", "gb")
    nurses = search(app, what="nurse", results_per_page=50)
    assert 0 < int(str(nurses["count"])) < len(all_rows)
    for row in nurses["results"]:  # type: ignore[attr-defined]
        assert "nurse" in f"{row['title']} {row['description']} {row['company']}".lower()
    london = search(app, where="London", category="it-jobs")["results"]
    for row in london:  # type: ignore[attr-defined]
        assert "London" in row["location"]["area"]
        assert row["category"]["tag"] == "it-jobs"
    well_paid = search(app, salary_min=60_000, sort_by="salary")["results"]
    salaries = [row["salary_max"] for row in well_paid]  # type: ignore[attr-defined]
    assert salaries
    assert salaries == sorted(salaries, reverse=True)
    recent = search(app, max_days_old=20)
    assert int(str(recent["count"])) == sum(row["created"] >= "2026-02-10T23:59:59Z" for row in all_rows)
    tags = {row["tag"] for row in get_json(app, "/adzuna/v1/api/jobs/gb/categories", dict(ADZUNA_KEYS))["results"]}
    assert {row["category"]["tag"] for row in all_rows} <= tags


def test_usajobs_counts_pages_of_twenty_five_and_saturates() -> None:
    app = SandboxApp(World(130_000, 7, START))
    result = get_json(app, "/usajobs/api/Search", {"ResultsPerPage": 600, "Page": 1})["SearchResult"]
    assert (result["SearchResultCount"], result["SearchResultCountAll"]) == (500, 10_000)
    assert int(result["UserArea"]["NumberOfPages"]) > 400
    assert (
        get_json(app, "/usajobs/api/Search", {"ResultsPerPage": 500, "Page": 21})["SearchResult"]["SearchResultCount"]
        == 0
    )
    filtered = get_json(app, "/usajobs/api/search", {"resultsperpage": 5, "jobcategorycode": "0610;2210"})[
        "SearchResult"
    ]
    codes = {item["MatchedObjectDescriptor"]["JobCategory"][0]["Code"] for item in filtered["SearchResultItems"]}
    assert codes <= {"0610", "2210"}
    assert 0 < filtered["SearchResultCountAll"] < 10_000


def test_the_series_partition_usajobs() -> None:
    app = SandboxApp(World(2000, 7, START))
    series = get_json(app, "/usajobs/api/codelist/occupationalseries")["CodeList"][0]["ValidValue"]
    counts = [
        get_json(app, "/usajobs/api/Search", {"JobCategoryCode": row["Code"]})["SearchResult"]["SearchResultCountAll"]
        for row in series
    ]
    assert sum(counts) == len(get_json(app, "/_truth/usajobs")["search"])


def test_lever_pages_by_skip_and_limit(app: SandboxApp) -> None:
    board = max(app.world.market.boards["lever"].values(), key=lambda board: board.size).token
    path = f"/lever/v0/postings/{board}"
    all_rows = get_json(app, path, {"limit": 500})
    assert get_json(app, path, {"skip": 2, "limit": 3}) == all_rows[2:5]
    assert get_json(app, path, {"skip": 999}) == []
    assert get_json(app, f"{path}/{all_rows[0]['id']}") == all_rows[0]
    assert send(app, f"{path}/nobody").status == 404
    assert send(app, path, {"limit": "many"}).status == 400


def test_greenhouse_returns_content_only_on_request(app: SandboxApp) -> None:
    board = max(app.world.market.boards["greenhouse"].values(), key=lambda board: board.size).token
    path = f"/greenhouse/v1/boards/{board}"
    short_rows, full_rows = (
        get_json(app, f"{path}/jobs", {"content": content})["jobs"] for content in ("false", "true")
    )
    assert {"content", "departments", "offices"} <= full_rows[0].keys() - short_rows[0].keys()
    assert get_json(app, f"{path}/jobs/{full_rows[0]['id']}") == full_rows[0]
    assert get_json(app, path)["name"].strip() == full_rows[0]["company_name"].strip()
    ranges = [
        row["pay_input_ranges"][0]
        for row in get_json(app, f"{path}/jobs", {"pay_transparency": "true"})["jobs"]
        if "pay_input_ranges" in row
    ]
    assert ranges
    assert all(0 < row["min_cents"] < row["max_cents"] for row in ranges)


@pytest.mark.parametrize("provider", ["greenhouse", "lever", "ashby"])
def test_an_unchanged_board_answers_304(app: SandboxApp, provider: str) -> None:
    board = max(app.world.market.boards[provider].values(), key=lambda board: board.size).token
    path = {"greenhouse": f"/greenhouse/v1/boards/{board}/jobs", "lever": f"/lever/v0/postings/{board}"}.get(
        provider, f"/ashby/posting-api/job-board/{board}"
    )
    etag = send(app, path).body.etag
    assert etag
    response = send(app, path, headers={"if-none-match": etag})
    assert (response.status, response.body.data) == (304, b"")
    move_clock(app, "2026-06-02")
    assert send(app, path, headers={"if-none-match": etag}).status == 200


def test_the_log_names_requests_and_hides_the_key(app: SandboxApp) -> None:
    app.handle_provider_request(
        SandboxRequest("GET", "/adzuna/v1/api/jobs/gb/search/1", {}, {"user-agent": "me"}),
        "/adzuna/x?app_key=secret&page=1",
    )
    rows = get_json(app, "/_log", {"since": 0})
    assert rows[-1]["path"] == "/adzuna/x?app_key=***&page=1"
    assert {"n", "t", "status", "bytes", "fault", "ua", "inm", "ims", "enc"} <= rows[-1].keys()
    assert get_json(app, "/_log", {"since": len(rows)}) == []


@pytest.mark.parametrize(
    ("path", "status"),
    [("/_truth/nobody", 404), ("/_boards/nobody", 400), ("/_truth/changes", 400), ("/_truth/listing/lever/x/y", 400)],
)
def test_control_rejects_invalid_requests(app: SandboxApp, path: str, status: int) -> None:
    assert send(app, path).status == status
    assert app.handle_control_request(SandboxRequest("POST", "/_clock", {}, {}, b'{"at": "some day"}')).status == 400
