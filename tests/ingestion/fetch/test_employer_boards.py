"""Test Greenhouse, Lever and Ashby: complete boards, and what makes one incomplete."""

from __future__ import annotations

from typing import Any

import pytest

from ingestion.boards import ProviderBoard
from ingestion.http import (
    BoardNotFound,
    InvalidResponse,
    NotConfigured,
    ProviderError,
    Unauthorised,
    cache_validator_key,
)
from ingestion.providers import lever
from ingestion.registry import PROVIDERS
from tests.ingestion.fetch.fake_provider import (
    FakeProvider,
    FakeReply,
    RecordedCall,
    fetch_board,
    list_ids,
    reply_in_order,
    run_in_loop,
)


def job(number: int, **more: Any) -> dict[str, Any]:
    return {"id": number, "title": f"Job {number}", **more}


def posting(number: int) -> dict[str, Any]:
    return {"id": f"p{number}", "text": f"Job {number}"}


@pytest.mark.parametrize("slash", ["", "/"])
@run_in_loop
async def test_greenhouse_asks_for_texts_and_pay_and_takes_the_whole_board(slash: str) -> None:
    body = {"jobs": [job(1, company_name=" Acme "), job(2)], "meta": {"total": 2}}
    async with FakeProvider(reply_in_order(body)) as provider:
        result = await fetch_board("greenhouse", "acme", f"{provider.url}/v1/boards{slash}")
    assert (provider.calls[0].path, provider.calls[0].query) == (
        "/v1/boards/acme/jobs",
        {"content": "true", "pay_transparency": "true"},
    )
    assert list_ids(result) == ["1", "2"]
    assert (result.is_complete, result.closes_absent_listings, result.display_name) == (True, True, "Acme")
    assert (result.calls, result.size > 50) == (1, True)


@run_in_loop
async def test_greenhouse_with_fewer_jobs_than_announced_is_incomplete() -> None:
    async with FakeProvider(reply_in_order({"jobs": [job(1)], "meta": {"total": 3}})) as provider:
        result = await fetch_board("greenhouse", "acme", provider.url)
    assert not result.is_complete
    assert result.incomplete_reason == "Greenhouse announced 3 jobs but sent 1"


@pytest.mark.parametrize("code", ["greenhouse", "ashby"])
@pytest.mark.parametrize("body", [{}, [], {"jobs": None}, {"jobs": {"id": 1}}, {"error": "x"}, 7])
@run_in_loop
async def test_json_of_another_shape_is_no_empty_board(code: str, body: Any) -> None:
    async with FakeProvider(reply_in_order(body)) as provider:
        with pytest.raises(InvalidResponse, match="without a list of jobs"):
            await fetch_board(code, "acme", provider.url)


@pytest.mark.parametrize("code", ["greenhouse", "lever", "ashby"])
@run_in_loop
async def test_an_unknown_board_is_news_about_the_board(code: str) -> None:
    async with FakeProvider(reply_in_order(FakeReply({"status": 404, "error": "Job not found"}, 404))) as provider:
        with pytest.raises(BoardNotFound, match=r"404.*Job not found.*check its spelling"):
            await fetch_board(code, "acme", provider.url)


@pytest.mark.parametrize("code", ["greenhouse", "ashby"])
@run_in_loop
async def test_a_board_that_did_not_change_is_not_read_again(code: str) -> None:
    def reply_to(call: RecordedCall) -> FakeReply:
        same = call.headers.get("if-none-match") == '"e1"'
        return FakeReply(b"", 304) if same else FakeReply({"jobs": [job(1)]}, headers={"ETag": '"e1"'})

    async with FakeProvider(reply_to) as provider:
        first = await fetch_board(code, "acme", provider.url)
        second = await fetch_board(code, "acme", provider.url, cache_validators=first.cache_validators)
        other = await fetch_board(code, "other", provider.url, cache_validators=first.cache_validators)
    assert list(first.cache_validators.values()) == [('"e1"', None)]
    assert (first.is_not_modified, second.is_not_modified, other.is_not_modified) == (False, True, False)
    assert second.postings == []


def test_the_name_of_a_validator_holds_no_key() -> None:
    assert cache_validator_key("https://a:b@x/y?app_key=s&page=2") == "https://x/y?app_key=***&page=2"


@run_in_loop
async def test_ashby_shows_no_unlisted_jobs() -> None:
    jobs = [job(1, isListed=True), job(2, isListed=False), job(3)]
    async with FakeProvider(reply_in_order({"apiVersion": "1", "jobs": jobs})) as provider:
        result = await fetch_board("ashby", "acme", provider.url)
    assert list_ids(result) == ["1", "3"]
    assert (result.is_complete, result.rejected_records) == (True, [])


@pytest.mark.parametrize("slug", ["Iodine Software", "Jerry.ai", "LeanTech", "a/b", "ä?b#c", "100%", "a+b"])
@run_in_loop
async def test_board_names_arrive_as_they_are_written(slug: str) -> None:
    async with FakeProvider(reply_in_order({"jobs": []})) as provider:
        result = await fetch_board("ashby", slug, provider.url + "/posting-api/job-board")
    assert provider.calls[0].path == f"/posting-api/job-board/{slug}".replace("ä", "ä")
    assert provider.calls[0].query == {"includeCompensation": "true"}
    assert (list_ids(result), result.is_complete) == ([], True)


@pytest.mark.parametrize("slug", ["", " ", ".", ".."])
def test_a_name_that_is_no_name_is_refused_before_asking(slug: str) -> None:
    with pytest.raises(NotConfigured, match="not a board name of lever"):
        PROVIDERS["lever"].check_slug(slug)


def site(postings: list[dict[str, Any]]) -> Any:
    """Answer like Lever: skip, limit, and a list that may be changed while it is read."""

    def reply_to(call: RecordedCall) -> Any:
        skip, limit = call.number("skip", 0), call.number("limit", 100)
        return postings[skip : skip + limit]

    return reply_to


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 199, 200, 250])
@run_in_loop
async def test_lever_is_paged_to_the_end(count: int) -> None:
    postings = [posting(number) for number in range(count)]
    async with FakeProvider(site(postings)) as provider:
        result = await fetch_board("lever", "Acme", provider.url + "/v0/postings")
    assert list_ids(result) == [p["id"] for p in postings]
    assert (result.is_complete, result.rejected_records) == (True, [])
    assert provider.calls[0].path == "/v0/postings/Acme"


@pytest.mark.parametrize("change", ["gone", "new"])
@run_in_loop
async def test_a_lever_list_that_changes_between_pages_is_read_again(change: str) -> None:
    postings = [posting(number) for number in range(150)]
    pages = 0

    def reply_to(call: RecordedCall) -> Any:
        nonlocal pages
        pages += 1
        if pages == 2 and change == "gone":
            del postings[3]
        if pages == 2 and change == "new":
            postings.insert(0, posting(999))
        return site(postings)(call)

    async with FakeProvider(reply_to) as provider:
        result = await fetch_board("lever", "acme", provider.url)
    assert {p["id"] for p in postings} <= set(list_ids(result))
    assert result.is_complete
    assert len(list_ids(result)) == len(set(list_ids(result)))


@run_in_loop
async def test_a_lever_list_that_never_rests_is_incomplete() -> None:
    postings = [posting(number) for number in range(300)]

    def reply_to(call: RecordedCall) -> Any:
        del postings[0]
        return site(postings)(call)

    async with FakeProvider(reply_to) as provider:
        result = await fetch_board("lever", "acme", provider.url)
    assert not result.is_complete
    assert "changed while it was read" in str(result.incomplete_reason)


@run_in_loop
async def test_lever_says_unknown_site_with_status_200_too() -> None:
    async with FakeProvider(reply_in_order({"ok": False, "error": "Document not found"})) as provider:
        with pytest.raises(BoardNotFound, match=r"Document not found.*region: eu"):
            await fetch_board("lever", "acme", provider.url)


@run_in_loop
async def test_lever_s_other_objects_are_no_empty_board() -> None:
    async with FakeProvider(reply_in_order({"jobs": []})) as provider:
        with pytest.raises(InvalidResponse, match="not a list of postings"):
            await fetch_board("lever", "acme", provider.url)


@run_in_loop
async def test_what_was_read_before_a_later_page_failed_is_kept_as_partial() -> None:
    postings = [posting(number) for number in range(150)]

    def reply_to(call: RecordedCall) -> Any:
        return FakeReply({"message": "worn out"}, 500) if call.query["skip"] != "0" else site(postings)(call)

    async with FakeProvider(reply_to) as provider:
        result = await fetch_board("lever", "acme", provider.url)
    assert len(result.postings) == 100
    assert not result.is_complete
    assert "worn out" in str(result.incomplete_reason)


def test_a_european_site_is_asked_in_europe_but_a_base_url_of_one_s_own_stays() -> None:
    eu = {"region": "EU"}
    assert lever._get_root_url(ProviderBoard("lever", "a", "https://api.lever.co/v0/postings/", metadata=eu)) == (
        "https://api.eu.lever.co/v0/postings"
    )
    assert lever._get_root_url(ProviderBoard("lever", "a", "http://127.0.0.1:1/v0/postings", metadata=eu)) == (
        "http://127.0.0.1:1/v0/postings"
    )
    assert (
        lever._get_root_url(ProviderBoard("lever", "a", "https://api.lever.co/v0/postings"))
        == "https://api.lever.co/v0/postings"
    )


@pytest.mark.parametrize("code", list(PROVIDERS))
@pytest.mark.parametrize("base_url", ["", "nonsense", "http://[::1", "http://host:port/"])
@run_in_loop
async def test_a_base_url_that_is_no_address_is_the_operators_to_mend(code: str, base_url: str) -> None:
    slug = {"adzuna": "gb", "usajobs": "Search"}.get(code, "acme")
    with pytest.raises(NotConfigured, match="base_url"):
        await fetch_board(code, slug, base_url, metadata={"region": "eu"})


@run_in_loop
async def test_a_provider_s_own_words_reach_the_operator() -> None:
    message = {"error": "maintenance \u0007 until noon\n<b>sorry</b> " + "x" * 2000}
    async with FakeProvider(reply_in_order(FakeReply(message, 500))) as provider:
        with pytest.raises(ProviderError) as raised:
            await fetch_board("greenhouse", "acme", provider.url)
    assert "maintenance" in str(raised.value)
    assert "until noon" in str(raised.value)
    assert len(raised.value.excerpt) <= 500
    assert str(raised.value).isprintable()


@run_in_loop
async def test_a_forbidden_board_asks_to_check_the_credentials() -> None:
    async with FakeProvider(reply_in_order(FakeReply(b"<html>Forbidden", 403))) as provider:
        with pytest.raises(Unauthorised, match="jobledger sources"):
            await fetch_board("ashby", "acme", provider.url)
