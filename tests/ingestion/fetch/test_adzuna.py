"""Test Adzuna: searches, pages, limits, credentials and call limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from ingestion.http import BudgetExhausted, InvalidResponse, NotConfigured, ProviderClient, Unauthorised
from ingestion.registry import PROVIDERS
from tests.ingestion.fetch.fake_provider import (
    QUICK_LIMITS,
    FakeProvider,
    FakeReply,
    RecordedCall,
    ReplyFunction,
    fetch_board,
    list_ids,
    reply_in_order,
    run_in_loop,
)


def ads(count: int) -> list[dict[str, Any]]:
    return [{"id": str(number), "title": f"Ad {number}"} for number in range(count)]


def serve_postings(postings: list[dict[str, Any]]) -> ReplyFunction:
    """Answer like Adzuna: pages from 1, `results_per_page`, `count`."""

    def reply_to(call: RecordedCall) -> Any:
        page, size = int(call.path.rsplit("/", 1)[1]), call.number("results_per_page", 10)
        return {"count": len(postings), "results": postings[(page - 1) * size : page * size]}

    return reply_to


@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 100, 230])
@run_in_loop
async def test_every_ad_of_every_page_is_read(count: int) -> None:
    async with FakeProvider(serve_postings(ads(count))) as provider:
        result = await fetch_board("adzuna", "gb", provider.url + "/v1/api/jobs/")
    assert list_ids(result) == [ad["id"] for ad in ads(count)]
    assert (result.is_complete, result.closes_absent_listings) == (True, True)
    assert result.calls == len(provider.calls) == max(1, -(-count // 50))
    assert [call.path for call in provider.calls[:2]] == [
        f"/v1/api/jobs/gb/search/{n + 1}" for n in range(result.calls)
    ][:2]


@run_in_loop
async def test_a_search_sends_its_parameters_and_the_keys() -> None:
    async with FakeProvider(serve_postings(ads(1))) as provider:
        await fetch_board("adzuna", "GB?what=python developer&WHERE=london&sort_by=salary", provider.url)
    call = provider.calls[0]
    assert call.path == "/gb/search/1"
    assert call.query == {
        "app_id": "identity-7",
        "app_key": "keyword-9",
        "results_per_page": "50",
        "sort_by": "salary",
        "content-type": "application/json",
        "what": "python developer",
        "where": "london",
    }


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        ("xx", "'xx' is not a country"),
        ("", "not a country"),
        ("gb?wat=python", "'wat' is not a parameter"),
        ("gb?app_key=x", "app_key"),
    ],
)
def test_a_search_adzuna_does_not_document_is_refused_with_its_name(slug: str, message: str) -> None:
    with pytest.raises(NotConfigured, match=message):
        PROVIDERS["adzuna"].check_slug(slug)


@pytest.mark.parametrize("credentials", [{}, {"app_id": "a"}, {"app_id": "a", "app_key": " "}])
@run_in_loop
async def test_missing_credentials_name_the_command_that_sets_them(credentials: dict[str, str]) -> None:
    async with FakeProvider(serve_postings([])) as provider:
        with pytest.raises(
            NotConfigured, match=r"jobledger sources set adzuna --credential app_id --credential app_key"
        ):
            await fetch_board("adzuna", "gb", provider.url, credentials=credentials)
    assert provider.calls == []


@run_in_loop
async def test_wrong_credentials_are_told_in_adzuna_s_words_without_the_keys() -> None:
    message = {
        "exception": "AUTH_FAIL",
        "display": "Authorisation failed for keyword-9",
        "doc": "https://x/?app_key=keyword-9",
    }
    async with FakeProvider(reply_in_order(FakeReply(message, 401))) as provider:
        with pytest.raises(Unauthorised, match=r"AUTH_FAIL.*Authorisation failed") as raised:
            await fetch_board("adzuna", "gb", provider.url)
    assert "keyword-9" not in str(raised.value)
    assert "identity-7" not in str(raised.value)


@run_in_loop
async def test_ads_that_move_between_pages_are_counted_once() -> None:
    postings = ads(120)

    def reply_to(call: RecordedCall) -> Any:
        message = serve_postings(postings)(call)
        if call.path.endswith("/1"):
            postings.insert(0, {"id": "new", "title": "New"})
        return message

    async with FakeProvider(reply_to) as provider:
        result = await fetch_board("adzuna", "gb", provider.url)
    assert sorted(list_ids(result)) == sorted(ad["id"] for ad in ads(120))
    assert result.is_complete


@run_in_loop
async def test_ads_that_go_while_the_list_is_read_make_it_incomplete() -> None:
    postings = ads(120)

    def reply_to(call: RecordedCall) -> Any:
        message = serve_postings(postings)(call)
        del postings[0]
        return message

    async with FakeProvider(reply_to) as provider:
        result = await fetch_board("adzuna", "gb", provider.url)
    assert not result.is_complete
    assert "announced 120 postings" in str(result.incomplete_reason)


@run_in_loop
async def test_fewer_ads_than_announced_are_incomplete() -> None:
    async with FakeProvider(
        reply_in_order({"count": 173, "results": ads(50)}, {"count": 173, "results": []})
    ) as provider:
        result = await fetch_board("adzuna", "gb", provider.url)
    assert (len(result.postings), result.is_complete) == (50, False)
    assert result.incomplete_reason == "Adzuna announced 173 postings but sent 50: some disappeared meanwhile"


@run_in_loop
async def test_a_page_limit_is_kept_and_told() -> None:
    async with FakeProvider(serve_postings(ads(500))) as provider:
        result = await fetch_board("adzuna", "gb", provider.url, metadata={"max_pages": 3})
    assert (len(result.postings), result.is_complete, len(provider.calls)) == (150, False, 3)
    assert result.incomplete_reason == "150 of 500 postings were read: the board's limit is 3 pages (max_pages)"


@run_in_loop
async def test_json_of_another_shape_is_no_empty_search() -> None:
    async with FakeProvider(reply_in_order({"exception": "UNKNOWN", "display": "Try later"})) as provider:
        with pytest.raises(InvalidResponse, match="Try later"):
            await fetch_board("adzuna", "gb", provider.url)


class LimitedBudget:
    """A budget that reaches for so many calls."""

    def __init__(self, calls: int) -> None:
        self.left = calls
        self.recorded_call_limits: list[Mapping[str, int]] = []

    async def spend(self, call_limits: Mapping[str, int]) -> None:
        self.recorded_call_limits.append(call_limits)
        if self.left == 0:
            raise BudgetExhausted("Adzuna allows 250 calls a day; they are used up.")
        self.left -= 1


@run_in_loop
async def test_calls_to_adzuna_s_own_host_are_counted_each_try_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(PROVIDERS["adzuna"]), "hosts", frozenset({"127.0.0.1"}))
    budget = LimitedBudget(3)
    busy = iter([FakeReply(status=503)])

    def reply_to(call: RecordedCall) -> Any:
        return next(busy, None) or serve_postings(ads(500))(call)

    async with FakeProvider(reply_to) as provider, ProviderClient(QUICK_LIMITS, budget=budget) as client:
        result = await fetch_board("adzuna", "gb", provider.url, client=client)
        assert (len(result.postings), result.is_complete, len(provider.calls)) == (100, False, 3)
        assert "they are used up" in str(result.incomplete_reason)
        with pytest.raises(BudgetExhausted, match="250 calls a day"):
            await fetch_board("adzuna", "de", provider.url, client=client)
    assert budget.recorded_call_limits[0] == {"minute": 25, "day": 250, "week": 1_000, "month": 2_500}


@run_in_loop
async def test_calls_to_any_other_host_are_not_counted() -> None:
    budget = LimitedBudget(0)
    async with FakeProvider(serve_postings(ads(60))) as provider, ProviderClient(QUICK_LIMITS, budget=budget) as client:
        result = await fetch_board("adzuna", "gb", provider.url, client=client)
    assert (len(result.postings), budget.recorded_call_limits) == (60, [])


@run_in_loop
async def test_what_was_read_before_the_limit_was_hit_is_kept_as_partial() -> None:
    def reply_to(call: RecordedCall) -> Any:
        return (
            FakeReply(b"quota", 429, {"Retry-After": "7200"})
            if call.path.endswith("/3")
            else serve_postings(ads(500))(call)
        )

    async with FakeProvider(reply_to) as provider:
        result = await fetch_board("adzuna", "gb", provider.url)
        assert (len(result.postings), result.is_complete) == (100, False)
        assert "429" in str(result.incomplete_reason)
