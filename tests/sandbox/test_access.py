"""Doors and pages of the providers' APIs: keys, unknown boards, paging, filters, validators, errors."""

from __future__ import annotations

import pytest

from sandbox.app import App
from sandbox.wire import Request
from sandbox.world import World
from tests.sandbox.conftest import AT
from tests.sandbox.reading import AT_SEARCH, ask, move, read, value


def search(app: App, country: str = "gb", page: int = 1, **query: object) -> dict[str, object]:
    found = value(app, f"/adzuna/v1/api/jobs/{country}/search/{page}", {**AT_SEARCH, **query})
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("query", [{}, {"app_id": 1}, {"app_key": 1}, {"app_id": "", "app_key": "k"}])
def test_adzuna_wants_both_keys(app: App, query: dict[str, object]) -> None:
    answer = ask(app, "/adzuna/v1/api/jobs/gb/search/1", query)
    assert answer.status == 401
    assert b"AUTH_FAIL" in answer.body.data


@pytest.mark.parametrize(
    "headers", [{}, {"user-agent": "a@b.example"}, {"user-agent": "curl", "authorization-key": "k"}]
)
def test_usajobs_search_wants_an_address_and_a_key(app: App, headers: dict[str, str]) -> None:
    assert ask(app, "/usajobs/api/Search", headers=headers).status == 401
    assert ask(app, "/usajobs/api/HistoricJoa", headers=headers).status == 200
    assert ask(app, "/usajobs/api/codelist/occupationalseries", headers=headers).status == 200


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
def test_what_is_not_there_is_404(app: App, path: str) -> None:
    assert ask(app, path).status == 404


def test_adzuna_pages_begin_at_one_and_hold_at_most_fifty() -> None:
    app = App(World(6000, 7, AT))
    first, second = search(app, results_per_page=500), search(app, page=2, results_per_page=50)
    assert len(first["results"]) == 50  # type: ignore[arg-type]
    assert first["count"] == second["count"]
    assert ask(app, "/adzuna/v1/api/jobs/gb/search/0", AT_SEARCH).status == 400
    assert search(app, page=99)["results"] == []
    assert len(search(app)["results"]) == 10  # type: ignore[arg-type]


def test_adzuna_differs_at_every_call_only_where_it_says(app: App) -> None:
    one, two = (search(app)["results"][0] for _ in range(2))  # type: ignore[index]
    different = {name for name in one if one[name] != two[name]}
    assert different == {"adref", "redirect_url"}
    assert one["redirect_url"].partition("?")[0] == two["redirect_url"].partition("?")[0]


def test_adzuna_finds_what_is_asked_for() -> None:
    app = App(World(3000, 7, AT))
    everything = read(app, "adzuna", "gb")
    nurses = search(app, what="nurse", results_per_page=50)
    assert 0 < int(str(nurses["count"])) < len(everything)
    for row in nurses["results"]:  # type: ignore[attr-defined]
        assert "nurse" in f"{row['title']} {row['description']} {row['company']}".lower()
    london = search(app, where="London", category="it-jobs")["results"]
    for row in london:  # type: ignore[attr-defined]
        assert "London" in row["location"]["area"]
        assert row["category"]["tag"] == "it-jobs"
    dear = search(app, salary_min=60_000, sort_by="salary")["results"]
    paid = [row["salary_max"] for row in dear]  # type: ignore[attr-defined]
    assert paid
    assert paid == sorted(paid, reverse=True)
    recent = search(app, max_days_old=20)
    assert int(str(recent["count"])) == sum(row["created"] >= "2026-02-10T23:59:59Z" for row in everything)
    tags = {row["tag"] for row in value(app, "/adzuna/v1/api/jobs/gb/categories", dict(AT_SEARCH))["results"]}
    assert {row["category"]["tag"] for row in everything} <= tags


def test_usajobs_counts_pages_of_twenty_five_and_saturates() -> None:
    app = App(World(130_000, 7, AT))
    found = value(app, "/usajobs/api/Search", {"ResultsPerPage": 600, "Page": 1})["SearchResult"]
    assert (found["SearchResultCount"], found["SearchResultCountAll"]) == (500, 10_000)
    assert int(found["UserArea"]["NumberOfPages"]) > 400
    assert (
        value(app, "/usajobs/api/Search", {"ResultsPerPage": 500, "Page": 21})["SearchResult"]["SearchResultCount"] == 0
    )
    part = value(app, "/usajobs/api/search", {"resultsperpage": 5, "jobcategorycode": "0610;2210"})["SearchResult"]
    codes = {item["MatchedObjectDescriptor"]["JobCategory"][0]["Code"] for item in part["SearchResultItems"]}
    assert codes <= {"0610", "2210"}
    assert 0 < part["SearchResultCountAll"] < 10_000


def test_the_series_partition_usajobs() -> None:
    app = App(World(2000, 7, AT))
    series = value(app, "/usajobs/api/codelist/occupationalseries")["CodeList"][0]["ValidValue"]
    counts = [
        value(app, "/usajobs/api/Search", {"JobCategoryCode": row["Code"]})["SearchResult"]["SearchResultCountAll"]
        for row in series
    ]
    assert sum(counts) == len(value(app, "/_truth/usajobs")["search"])


def test_lever_pages_by_skip_and_limit(app: App) -> None:
    board = max(app.world.market.boards["lever"].values(), key=lambda found: found.size).token
    path = f"/lever/v0/postings/{board}"
    everything = value(app, path, {"limit": 500})
    assert value(app, path, {"skip": 2, "limit": 3}) == everything[2:5]
    assert value(app, path, {"skip": 999}) == []
    assert value(app, f"{path}/{everything[0]['id']}") == everything[0]
    assert ask(app, f"{path}/nobody").status == 404
    assert ask(app, path, {"limit": "many"}).status == 400


def test_greenhouse_holds_back_content_until_asked(app: App) -> None:
    board = max(app.world.market.boards["greenhouse"].values(), key=lambda found: found.size).token
    path = f"/greenhouse/v1/boards/{board}"
    bare, full = (value(app, f"{path}/jobs", {"content": asked})["jobs"] for asked in ("false", "true"))
    assert {"content", "departments", "offices"} <= full[0].keys() - bare[0].keys()
    assert value(app, f"{path}/jobs/{full[0]['id']}") == full[0]
    assert value(app, path)["name"].strip() == full[0]["company_name"].strip()
    ranges = [
        row["pay_input_ranges"][0]
        for row in value(app, f"{path}/jobs", {"pay_transparency": "true"})["jobs"]
        if "pay_input_ranges" in row
    ]
    assert ranges
    assert all(0 < row["min_cents"] < row["max_cents"] for row in ranges)


@pytest.mark.parametrize("provider", ["greenhouse", "lever", "ashby"])
def test_an_unchanged_board_answers_304(app: App, provider: str) -> None:
    board = max(app.world.market.boards[provider].values(), key=lambda found: found.size).token
    path = {"greenhouse": f"/greenhouse/v1/boards/{board}/jobs", "lever": f"/lever/v0/postings/{board}"}.get(
        provider, f"/ashby/posting-api/job-board/{board}"
    )
    etag = ask(app, path).body.etag
    assert etag
    again = ask(app, path, headers={"if-none-match": etag})
    assert (again.status, again.body.data) == (304, b"")
    move(app, "2026-06-02")
    assert ask(app, path, headers={"if-none-match": etag}).status == 200


def test_the_log_names_requests_and_hides_the_key(app: App) -> None:
    app.provide(
        Request("GET", "/adzuna/v1/api/jobs/gb/search/1", {}, {"user-agent": "me"}), "/adzuna/x?app_key=secret&page=1"
    )
    rows = value(app, "/_log", {"since": 0})
    assert rows[-1]["path"] == "/adzuna/x?app_key=***&page=1"
    assert {"n", "t", "status", "bytes", "fault", "ua", "inm", "ims", "enc"} <= rows[-1].keys()
    assert value(app, "/_log", {"since": len(rows)}) == []


@pytest.mark.parametrize(
    ("path", "status"),
    [("/_truth/nobody", 404), ("/_boards/nobody", 400), ("/_truth/changes", 400), ("/_truth/listing/lever/x/y", 400)],
)
def test_control_says_what_it_cannot_do(app: App, path: str, status: int) -> None:
    assert ask(app, path).status == status
    assert app.control(Request("POST", "/_clock", {}, {}, b'{"at": "some day"}')).status == 400
