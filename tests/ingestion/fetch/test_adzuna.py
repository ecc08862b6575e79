"""Adzuna: searches, pages, limits, credentials and the allowance of calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from ingestion.http import BadAnswer, BudgetSpent, Client, NotConfigured, Unauthorised
from ingestion.registry import SOURCES
from tests.ingestion.fetch.provider import QUICK, Answering, Call, Provider, Reply, fetched, ids, in_loop, in_turn


def ads(count: int) -> list[dict[str, Any]]:
    return [{"id": str(number), "title": f"Ad {number}"} for number in range(count)]


def market(found: list[dict[str, Any]]) -> Answering:
    """Answer like Adzuna: pages from 1, `results_per_page`, `count`."""

    def answering(call: Call) -> Any:
        page, size = int(call.path.rsplit("/", 1)[1]), call.number("results_per_page", 10)
        return {"count": len(found), "results": found[(page - 1) * size : page * size]}

    return answering


@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 100, 230])
@in_loop
async def test_every_ad_of_every_page_is_read(count: int) -> None:
    async with Provider(market(ads(count))) as provider:
        answer = await fetched("adzuna", "gb", provider.url + "/v1/api/jobs/")
    assert ids(answer) == [ad["id"] for ad in ads(count)]
    assert (answer.complete, answer.absence_closes) == (True, True)
    assert answer.calls == len(provider.calls) == max(1, -(-count // 50))
    assert [call.path for call in provider.calls[:2]] == [
        f"/v1/api/jobs/gb/search/{n + 1}" for n in range(answer.calls)
    ][:2]


@in_loop
async def test_a_search_sends_its_parameters_and_the_keys() -> None:
    async with Provider(market(ads(1))) as provider:
        await fetched("adzuna", "GB?what=python developer&WHERE=london&sort_by=salary", provider.url)
    call = provider.calls[0]
    assert call.path == "/gb/search/1"
    assert call.query == {
        "app_id": "identity-7", "app_key": "keyword-9", "results_per_page": "50", "sort_by": "salary",
        "content-type": "application/json", "what": "python developer", "where": "london",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("xx", "'xx' is no country"),
        ("", "no country"),
        ("gb?wat=python", "'wat' is not a parameter"),
        ("gb?app_key=x", "app_key"),
    ],
)
def test_a_search_adzuna_does_not_document_is_refused_with_its_name(slug: str, said: str) -> None:
    with pytest.raises(NotConfigured, match=said):
        SOURCES["adzuna"].check_slug(slug)


@pytest.mark.parametrize("given", [{}, {"app_id": "a"}, {"app_id": "a", "app_key": " "}])
@in_loop
async def test_missing_credentials_name_the_command_that_sets_them(given: dict[str, str]) -> None:
    async with Provider(market([])) as provider:
        with pytest.raises(
            NotConfigured, match=r"jobledger sources set adzuna --credential app_id=… --credential app_key=…"
        ):
            await fetched("adzuna", "gb", provider.url, credentials=given)
    assert provider.calls == []


@in_loop
async def test_wrong_credentials_are_told_in_adzuna_s_words_without_the_keys() -> None:
    said = {
        "exception": "AUTH_FAIL",
        "display": "Authorisation failed for keyword-9",
        "doc": "https://x/?app_key=keyword-9",
    }
    async with Provider(in_turn(Reply(said, 401))) as provider:
        with pytest.raises(Unauthorised, match=r"AUTH_FAIL.*Authorisation failed") as caught:
            await fetched("adzuna", "gb", provider.url)
    assert "keyword-9" not in str(caught.value)
    assert "identity-7" not in str(caught.value)


@in_loop
async def test_ads_that_move_between_pages_are_counted_once() -> None:
    found = ads(120)

    def answering(call: Call) -> Any:
        said = market(found)(call)
        if call.path.endswith("/1"):
            found.insert(0, {"id": "new", "title": "New"})
        return said

    async with Provider(answering) as provider:
        answer = await fetched("adzuna", "gb", provider.url)
    assert sorted(ids(answer)) == sorted(ad["id"] for ad in ads(120))
    assert answer.complete


@in_loop
async def test_ads_that_go_while_the_list_is_read_make_it_incomplete() -> None:
    found = ads(120)

    def answering(call: Call) -> Any:
        said = market(found)(call)
        del found[0]
        return said

    async with Provider(answering) as provider:
        answer = await fetched("adzuna", "gb", provider.url)
    assert not answer.complete
    assert "announced 120 ads" in str(answer.incomplete_reason)


@in_loop
async def test_fewer_ads_than_announced_are_incomplete() -> None:
    async with Provider(in_turn({"count": 173, "results": ads(50)}, {"count": 173, "results": []})) as provider:
        answer = await fetched("adzuna", "gb", provider.url)
    assert (len(answer.postings), answer.complete) == (50, False)
    assert answer.incomplete_reason == "Adzuna announced 173 ads but sent 50: some went meanwhile"


@in_loop
async def test_a_page_limit_is_kept_and_told() -> None:
    async with Provider(market(ads(500))) as provider:
        answer = await fetched("adzuna", "gb", provider.url, metadata={"max_pages": 3})
    assert (len(answer.postings), answer.complete, len(provider.calls)) == (150, False, 3)
    assert answer.incomplete_reason == "150 of 500 ads were read: the board's limit is 3 pages (max_pages)"


@in_loop
async def test_json_of_another_shape_is_no_empty_search() -> None:
    async with Provider(in_turn({"exception": "UNKNOWN", "display": "Try later"})) as provider:
        with pytest.raises(BadAnswer, match="Try later"):
            await fetched("adzuna", "gb", provider.url)


class Purse:
    """A budget that reaches for so many calls."""

    def __init__(self, calls: int) -> None:
        self.left = calls
        self.allowances: list[Mapping[str, int]] = []

    async def spend(self, allowance: Mapping[str, int]) -> None:
        self.allowances.append(allowance)
        if self.left == 0:
            raise BudgetSpent("Adzuna allows 250 calls a day; they are used up.")
        self.left -= 1


@in_loop
async def test_calls_to_adzuna_s_own_host_are_counted_each_try_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(SOURCES["adzuna"]), "hosts", frozenset({"127.0.0.1"}))
    purse = Purse(3)
    busy = iter([Reply(status=503)])

    def answering(call: Call) -> Any:
        return next(busy, None) or market(ads(500))(call)

    async with Provider(answering) as provider, Client(QUICK, budget=purse) as client:
        answer = await fetched("adzuna", "gb", provider.url, client=client)
        assert (len(answer.postings), answer.complete, len(provider.calls)) == (100, False, 3)
        assert "they are used up" in str(answer.incomplete_reason)
        with pytest.raises(BudgetSpent, match="250 calls a day"):
            await fetched("adzuna", "de", provider.url, client=client)
    assert purse.allowances[0] == {"minute": 25, "day": 250, "week": 1_000, "month": 2_500}


@in_loop
async def test_calls_to_any_other_host_are_not_counted() -> None:
    purse = Purse(0)
    async with Provider(market(ads(60))) as provider, Client(QUICK, budget=purse) as client:
        answer = await fetched("adzuna", "gb", provider.url, client=client)
    assert (len(answer.postings), purse.allowances) == (60, [])


@in_loop
async def test_what_was_read_before_the_limit_was_hit_is_kept_as_partial() -> None:
    def answering(call: Call) -> Any:
        return Reply(b"quota", 429, {"Retry-After": "7200"}) if call.path.endswith("/3") else market(ads(500))(call)

    async with Provider(answering) as provider:
        answer = await fetched("adzuna", "gb", provider.url)
        assert (len(answer.postings), answer.complete) == (100, False)
        assert "429" in str(answer.incomplete_reason)
