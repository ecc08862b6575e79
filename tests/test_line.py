"""The whole line on real provider answers: what the replay server says is open is what JobLedger says is open."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import psycopg
import pytest

from cli import pipeline_passes
from ingestion import admin, pipeline
from ingestion.explain import explain_listing
from ingestion.reports import ProviderReport
from orchestration.dbt import run_dbt
from tests.replay import ABSENT, SERVER, Replay, replaying

pytestmark = [pytest.mark.replay, pytest.mark.timeout(1200), pytest.mark.skipif(not SERVER.exists(), reason=ABSENT)]

FEW_BOARDS = {"adzuna": ["gb", "de"], "usajobs": ["Search"]}
SOURCES = ("greenhouse", "ashby", "lever", *FEW_BOARDS)
CREDENTIALS = {
    "adzuna": {"app_id": "sandbox", "app_key": "sandbox"},
    "usajobs": {"email": "reader@example.org", "key": "sandbox"},
}
TRUTH_NAMES = {("usajobs", "Search"): "search"}

_OPEN = """
select s.code, o.slug, l.external_id
from job_listings as l
join job_sources as s on s.id = l.job_source_id
join ats_organizations as o on o.id = l.ats_organization_id
where l.closed_at is null
"""
_ORIGINS = "select id, created_at, ingested_at from job_listings order by id"
_CONSTRAINTS = """
select conrelid::regclass::text, conname, pg_get_constraintdef(oid)
from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2
"""


@dataclass(frozen=True)
class Market:
    """The replay server between two dates, and which of its boards are followed: one in `one_in`.

    With all boards dbt also builds once more without news, and everything anew. With some it does not, since starting
    dbt takes longest; tests/dbt_project/ tries both on a small ledger.
    """

    replay: Replay
    end: str
    one_in: int

    @property
    def is_whole(self) -> bool:
        """Return whether all boards are followed."""
        return self.one_in == 1

    def boards(self, code: str) -> list[str]:
        """Return the boards of a provider to follow today; a board that is followed once is followed always."""
        if code in FEW_BOARDS:
            return FEW_BOARDS[code]
        boards = list(self.replay.get(f"/_boards/{code}"))
        return boards if code == "lever" else [board for board in boards if crc32(board.encode()) % self.one_in == 0]


@pytest.fixture(
    params=[
        pytest.param(("2025-11-20", "2025-12-04", 8), id="some_boards"),
        pytest.param(("2026-03-01", "2026-03-15", 1), id="all_boards", marks=pytest.mark.long),
    ]
)
def market(request: pytest.FixtureRequest) -> Iterator[Market]:
    start, end, one_in = request.param
    with replaying(start) as server:
        yield Market(server, end, one_in)


@pytest.fixture
def rows(database: Any) -> Iterator[Callable[..., list[tuple[Any, ...]]]]:
    with psycopg.connect(database.libpq_url("owner"), autocommit=True) as connection:
        yield lambda query, *values: connection.execute(query, values).fetchall()


def follow_everything(market: Market) -> None:
    for code in SOURCES:
        admin.update_provider_settings(code, base_url=market.replay.base_url(code), credentials=CREDENTIALS.get(code))
        admin.add_boards(code, market.boards(code))


def one_pass(build: Callable[[], None]) -> dict[str, ProviderReport]:
    reports = {code: pipeline.ingest(code) for code in SOURCES}
    build()
    assert {code: report.error for code, report in reports.items()} == dict.fromkeys(SOURCES)
    return reports


def build() -> None:
    assert pipeline_passes.build_all() is None


def build_without_tests(*more: str) -> None:
    """What `build` does, less dbt's data tests, which take most of its time and have passed once already."""
    pipeline.parse_pending()
    assert run_dbt("run", *more) == 0
    pipeline.refresh_documents()
    pipeline.archive_payloads()


def parse() -> None:
    """Do of a build only what needs no dbt."""
    pipeline.parse_pending()
    pipeline.archive_payloads()


def assert_a_full_refresh_loses_nothing(rows: Callable[..., list[tuple[Any, ...]]]) -> None:
    origins, constraints = rows(_ORIGINS), rows(_CONSTRAINTS)
    build_without_tests("--full-refresh")
    assert (rows(_ORIGINS), rows(_CONSTRAINTS)) == (origins, constraints)


def truth(market: Market) -> dict[tuple[str, str], set[str]]:
    open_ids: dict[tuple[str, str], set[str]] = {}
    for code in SOURCES:
        answer = market.replay.truth(code)
        for board in market.boards(code):
            open_ids[code, board] = answer[TRUTH_NAMES.get((code, board), board)]
    return open_ids


def by_board(found: list[tuple[str, str, str]]) -> dict[tuple[str, str], set[str]]:
    boards: dict[tuple[str, str], set[str]] = {}
    for code, board, external_id in found:
        boards.setdefault((code, board), set()).add(external_id)
    return boards


def content(market: Market) -> dict[tuple[str, str], Any]:
    """Each Greenhouse posting as answered, without what Greenhouse touches for nothing."""
    postings = {}
    for board in market.boards("greenhouse"):
        for job in market.replay.get(f"/greenhouse/v1/boards/{board}/jobs?content=true")["jobs"]:
            postings[board, str(job["id"])] = {name: job[name] for name in job if name != "updated_at"}
    return postings


def test_the_line_keeps_to_the_truth(market: Market, rows: Callable[..., list[tuple[Any, ...]]]) -> None:
    follow_everything(market)
    one_pass(build)
    open_then = truth(market)
    assert by_board(rows(_OPEN)) == {board: ids for board, ids in open_then.items() if ids}

    written = "select id, xmin::text, ctid::text from job_listings order by id"
    listings, archives = rows(written), rows("select count(*) from listing_archives")
    again = one_pass(build_without_tests if market.is_whole else parse)
    assert {(report.new, report.changed, report.closed) for report in again.values()} == {(0, 0, 0)}
    assert rows(written) == listings
    assert rows("select count(*) from listing_archives") == archives

    before = content(market)
    market.replay.post("/_clock", {"at": market.end})
    after = content(market)
    follow_everything(market)  # also the boards that are new since
    moved = one_pass(build_without_tests)
    open_now = truth(market)
    assert by_board(rows(_OPEN)) == {board: ids for board, ids in open_now.items() if ids}
    counts = {"new": 0, "closed": 0}
    for board, ids in open_now.items():
        counts["new"] += len(ids - open_then.get(board, set()))
        counts["closed"] += len(open_then.get(board, set()) - ids)
    assert min(counts.values()) > 0
    assert sum(report.new for report in moved.values()) == counts["new"]
    assert sum(report.closed for report in moved.values()) == counts["closed"]

    really_changed = {key for key in before.keys() & after.keys() if before[key] != after[key]}
    versions = rows(
        "select o.slug, l.external_id, count(*) from listing_archives a join job_listings l on l.id = a.job_listing_id"
        " join ats_organizations o on o.id = l.ats_organization_id join job_sources s on s.id = l.job_source_id"
        " where s.code = 'greenhouse' group by 1, 2 having count(*) > 1"
    )
    assert {(board, external_id) for board, external_id, _ in versions} == really_changed
    assert moved["greenhouse"].changed == len(really_changed)

    if market.is_whole:
        assert_a_full_refresh_loses_nothing(rows)
    assert run_dbt("test", "--vars", "{audit: true}") == 0

    (chosen,) = random.Random(7).choice(rows("select id from job_listings order by id"))
    way_back = explain_listing(chosen)
    assert way_back["listing"]["payload_hash"] in {version["payload_hash"] for version in way_back["versions"]}
    assert {event["ingest_run_id"] for event in way_back["events"]} <= {run["id"] for run in way_back["runs"]}
