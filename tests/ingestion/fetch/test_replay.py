"""Every board of the replay server: what is fetched is exactly what is open there."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from ingestion.http import Client, Limits
from ingestion.postings import BoardAnswer
from ingestion.registry import SOURCES
from tests.ingestion.fetch.provider import QUICK, fetched, in_loop
from tests.replay import ABSENT, SERVER, Replay, replaying

pytestmark = [pytest.mark.replay, pytest.mark.skipif(not SERVER.exists(), reason=ABSENT)]

PATIENT = Limits(wait_initial=0.0, wait_jitter=0.0, retry_after=2.0)


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


async def everything(replay: Replay, code: str, slugs: list[str]) -> dict[str, BoardAnswer]:
    places = asyncio.Semaphore(20)

    async def one(client: Client, slug: str) -> BoardAnswer:
        async with places:
            return await fetched(code, slug, replay.base_url(code), client=client)

    async with Client(PATIENT) as client:
        return dict(zip(slugs, await asyncio.gather(*(one(client, slug) for slug in slugs)), strict=True))


@pytest.mark.parametrize(
    ("code", "boards"), [("greenhouse", 600), ("ashby", 300), ("lever", 2), ("adzuna", 2), ("usajobs", 1)]
)
@in_loop
async def test_every_board_s_open_ids_equal_the_truth(replay: Replay, code: str, boards: int) -> None:
    truth = boards_of(replay, code)
    assert len(truth) >= boards
    answers = await everything(replay, code, list(truth))
    found = {slug: {p.external_id for p in answer.postings} for slug, answer in answers.items()}
    assert found == truth
    assert [slug for slug, a in answers.items() if not a.complete or a.rejected or a.new_keys] == []
    titles = [SOURCES[code].fields(orjson.loads(p.payload)).get("title") for a in answers.values() for p in a.postings]
    assert all(titles)


@in_loop
async def test_the_archive_is_read_whole(replay: Replay) -> None:
    answer = await fetched("usajobs", "HistoricJoa", replay.base_url("usajobs"), PATIENT, credentials={})
    assert len(answer.postings) == 2848
    assert (answer.complete, answer.absence_closes, answer.calls) == (True, False, 6)
    assert all(posting.closed for posting in answer.postings)


@in_loop
async def test_an_unchanged_board_is_told_by_304(replay: Replay) -> None:
    first = await fetched("ashby", "Iodine Software", replay.base_url("ashby"))
    again = await fetched("ashby", "Iodine Software", replay.base_url("ashby"), validators=first.validators)
    assert (first.not_modified, again.not_modified) == (False, True)


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 503, "headers": {"Retry-After": "0"}}, {"kind": "html"}, {"kind": "garbage"},
        {"kind": "truncate"}, {"kind": "reset"}, {"kind": "hang"}, {"kind": "slow", "seconds": 0.5},
    ],
    ids=lambda fault: fault["kind"],
)  # fmt: skip
@in_loop
async def test_a_fault_that_passes_costs_nothing(replay: Replay, fault: dict[str, Any]) -> None:
    replay.post("/_faults", {"match": "lever/v0/postings/palantir", "times": 1, **fault})
    answer = await fetched("lever", "palantir", replay.base_url("lever"), QUICK)
    assert {p.external_id for p in answer.postings} == replay.truth("lever")["palantir"]
    assert answer.complete
