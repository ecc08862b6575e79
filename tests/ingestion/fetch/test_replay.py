"""Test every board of the replay server: the fetched postings are exactly the open ones there."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from ingestion.http import HttpLimits, ProviderClient
from ingestion.postings import FetchResult
from ingestion.registry import PROVIDERS
from tests.ingestion.fetch.fake_provider import QUICK_LIMITS, fetch_board, run_in_loop
from tests.replay import ABSENT, SERVER, Replay, replaying

pytestmark = [pytest.mark.replay, pytest.mark.skipif(not SERVER.exists(), reason=ABSENT)]

PATIENT = HttpLimits(wait_initial=0.0, wait_jitter=0.0, max_retry_after=2.0)


@pytest.fixture(scope="module")
def replay() -> Iterator[Replay]:
    with replaying("2025-11-20") as running:
        yield running


@pytest.fixture(autouse=True)
def no_faults(replay: Replay) -> Iterator[None]:
    yield
    replay.clear_faults()


def boards_of(replay: Replay, code: str) -> dict[str, set[str]]:
    truth = replay.truth(code)
    return {"Search": truth["search"]} if code == "usajobs" else truth


async def everything(replay: Replay, code: str, slugs: list[str]) -> dict[str, FetchResult]:
    places = asyncio.Semaphore(20)

    async def one(client: ProviderClient, slug: str) -> FetchResult:
        async with places:
            return await fetch_board(code, slug, replay.base_url(code), client=client)

    async with ProviderClient(PATIENT) as client:
        return dict(zip(slugs, await asyncio.gather(*(one(client, slug) for slug in slugs)), strict=True))


@pytest.mark.parametrize(
    ("code", "boards"), [("greenhouse", 600), ("ashby", 300), ("lever", 2), ("adzuna", 2), ("usajobs", 1)]
)
@run_in_loop
async def test_every_board_s_open_ids_equal_the_truth(replay: Replay, code: str, boards: int) -> None:
    truth = boards_of(replay, code)
    assert len(truth) >= boards
    results = await everything(replay, code, list(truth))
    postings = {slug: {p.external_id for p in result.postings} for slug, result in results.items()}
    assert postings == truth
    assert [slug for slug, a in results.items() if not a.is_complete or a.rejected_records or a.new_keys] == []
    titles = [
        PROVIDERS[code].extract_fields(orjson.loads(p.payload)).get("title")
        for a in results.values()
        for p in a.postings
    ]
    assert all(titles)


@run_in_loop
async def test_the_archive_is_read_whole(replay: Replay) -> None:
    result = await fetch_board("usajobs", "HistoricJoa", replay.base_url("usajobs"), PATIENT, credentials={})
    assert len(result.postings) == 2848
    assert (result.is_complete, result.closes_absent_listings, result.calls) == (True, False, 6)
    assert all(posting.is_closed for posting in result.postings)


@run_in_loop
async def test_an_unchanged_board_is_told_by_304(replay: Replay) -> None:
    first = await fetch_board("ashby", "Iodine Software", replay.base_url("ashby"))
    second = await fetch_board(
        "ashby", "Iodine Software", replay.base_url("ashby"), cache_validators=first.cache_validators
    )
    assert (first.is_not_modified, second.is_not_modified) == (False, True)


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 503, "headers": {"Retry-After": "0"}},
        {"kind": "html"},
        {"kind": "garbage"},
        {"kind": "truncate"},
        {"kind": "reset"},
        {"kind": "hang"},
        {"kind": "slow", "seconds": 0.5},
    ],
    ids=lambda fault: fault["kind"],
)
@run_in_loop
async def test_a_fault_that_passes_costs_nothing(replay: Replay, fault: dict[str, Any]) -> None:
    replay.post("/_faults", {"match": "lever/v0/postings/palantir", "times": 1, **fault})
    result = await fetch_board("lever", "palantir", replay.base_url("lever"), QUICK_LIMITS)
    assert {p.external_id for p in result.postings} == replay.truth("lever")["palantir"]
    assert result.is_complete
