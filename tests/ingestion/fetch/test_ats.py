"""Greenhouse, Lever and Ashby: whole boards, and what makes one less than whole."""

from __future__ import annotations

from typing import Any

import pytest

from ingestion.boards import Board
from ingestion.http import BadAnswer, NotConfigured, NotFound, ProviderError, Unauthorised, validator_key
from ingestion.registry import SOURCES
from ingestion.sources import lever
from tests.ingestion.fetch.provider import Call, Provider, Reply, fetched, ids, in_loop, in_turn


def job(number: int, **more: Any) -> dict[str, Any]:
    return {"id": number, "title": f"Job {number}", **more}


def posting(number: int) -> dict[str, Any]:
    return {"id": f"p{number}", "text": f"Job {number}"}


@pytest.mark.parametrize("slash", ["", "/"])
@in_loop
async def test_greenhouse_asks_for_texts_and_pay_and_takes_the_whole_board(slash: str) -> None:
    body = {"jobs": [job(1, company_name=" Acme "), job(2)], "meta": {"total": 2}}
    async with Provider(in_turn(body)) as provider:
        answer = await fetched("greenhouse", "acme", f"{provider.url}/v1/boards{slash}")
    assert (provider.calls[0].path, provider.calls[0].query) == (
        "/v1/boards/acme/jobs",
        {"content": "true", "pay_transparency": "true"},
    )
    assert ids(answer) == ["1", "2"]
    assert (answer.complete, answer.absence_closes, answer.display_name) == (True, True, "Acme")
    assert (answer.calls, answer.size > 50) == (1, True)


@in_loop
async def test_greenhouse_with_fewer_jobs_than_announced_is_incomplete() -> None:
    async with Provider(in_turn({"jobs": [job(1)], "meta": {"total": 3}})) as provider:
        answer = await fetched("greenhouse", "acme", provider.url)
    assert not answer.complete
    assert answer.incomplete_reason == "Greenhouse announced 3 jobs but sent 1"


@pytest.mark.parametrize("code", ["greenhouse", "ashby"])
@pytest.mark.parametrize("body", [{}, [], {"jobs": None}, {"jobs": {"id": 1}}, {"error": "x"}, 7])
@in_loop
async def test_json_of_another_shape_is_no_empty_board(code: str, body: Any) -> None:
    async with Provider(in_turn(body)) as provider:
        with pytest.raises(BadAnswer, match="without a list of jobs"):
            await fetched(code, "acme", provider.url)


@pytest.mark.parametrize("code", ["greenhouse", "lever", "ashby"])
@in_loop
async def test_an_unknown_board_is_news_about_the_board(code: str) -> None:
    async with Provider(in_turn(Reply({"status": 404, "error": "Job not found"}, 404))) as provider:
        with pytest.raises(NotFound, match=r"404.*Job not found.*check its spelling"):
            await fetched(code, "acme", provider.url)


@pytest.mark.parametrize("code", ["greenhouse", "ashby"])
@in_loop
async def test_a_board_that_did_not_change_is_not_read_again(code: str) -> None:
    def answering(call: Call) -> Reply:
        same = call.headers.get("if-none-match") == '"e1"'
        return Reply(b"", 304) if same else Reply({"jobs": [job(1)]}, headers={"ETag": '"e1"'})

    async with Provider(answering) as provider:
        first = await fetched(code, "acme", provider.url)
        again = await fetched(code, "acme", provider.url, validators=first.validators)
        other = await fetched(code, "other", provider.url, validators=first.validators)
    assert list(first.validators.values()) == [('"e1"', None)]
    assert (first.not_modified, again.not_modified, other.not_modified) == (False, True, False)
    assert again.postings == []


def test_the_name_of_a_validator_holds_no_key() -> None:
    assert validator_key("https://a:b@x/y?app_key=s&page=2") == "https://x/y?app_key=***&page=2"


@in_loop
async def test_ashby_shows_no_unlisted_jobs() -> None:
    jobs = [job(1, isListed=True), job(2, isListed=False), job(3)]
    async with Provider(in_turn({"apiVersion": "1", "jobs": jobs})) as provider:
        answer = await fetched("ashby", "acme", provider.url)
    assert ids(answer) == ["1", "3"]
    assert (answer.complete, answer.rejected) == (True, [])


@pytest.mark.parametrize("slug", ["Iodine Software", "Jerry.ai", "LeanTech", "a/b", "ä?b#c", "100%", "a+b"])
@in_loop
async def test_board_names_arrive_as_they_are_written(slug: str) -> None:
    async with Provider(in_turn({"jobs": []})) as provider:
        answer = await fetched("ashby", slug, provider.url + "/posting-api/job-board")
    assert provider.calls[0].path == f"/posting-api/job-board/{slug}".replace("ä", "ä")
    assert provider.calls[0].query == {"includeCompensation": "true"}
    assert (ids(answer), answer.complete) == ([], True)


@pytest.mark.parametrize("slug", ["", " ", ".", ".."])
def test_a_name_that_is_no_name_is_refused_before_asking(slug: str) -> None:
    with pytest.raises(NotConfigured, match="no board name of lever"):
        SOURCES["lever"].check_slug(slug)


def site(postings: list[dict[str, Any]]) -> Any:
    """Answer like Lever: skip, limit, and a list that may be changed while it is read."""

    def answering(call: Call) -> Any:
        skip, limit = call.number("skip", 0), call.number("limit", 100)
        return postings[skip : skip + limit]

    return answering


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 199, 200, 250])
@in_loop
async def test_lever_is_paged_to_the_end(count: int) -> None:
    postings = [posting(number) for number in range(count)]
    async with Provider(site(postings)) as provider:
        answer = await fetched("lever", "Acme", provider.url + "/v0/postings")
    assert ids(answer) == [p["id"] for p in postings]
    assert (answer.complete, answer.rejected) == (True, [])
    assert provider.calls[0].path == "/v0/postings/Acme"


@pytest.mark.parametrize("change", ["gone", "new"])
@in_loop
async def test_a_lever_list_that_changes_between_pages_is_read_again(change: str) -> None:
    postings = [posting(number) for number in range(150)]
    pages = 0

    def answering(call: Call) -> Any:
        nonlocal pages
        pages += 1
        if pages == 2 and change == "gone":
            del postings[3]
        if pages == 2 and change == "new":
            postings.insert(0, posting(999))
        return site(postings)(call)

    async with Provider(answering) as provider:
        answer = await fetched("lever", "acme", provider.url)
    assert {p["id"] for p in postings} <= set(ids(answer))
    assert answer.complete
    assert len(ids(answer)) == len(set(ids(answer)))


@in_loop
async def test_a_lever_list_that_never_rests_is_incomplete() -> None:
    postings = [posting(number) for number in range(300)]

    def answering(call: Call) -> Any:
        del postings[0]
        return site(postings)(call)

    async with Provider(answering) as provider:
        answer = await fetched("lever", "acme", provider.url)
    assert not answer.complete
    assert "changed while it was read" in str(answer.incomplete_reason)


@in_loop
async def test_lever_says_unknown_site_with_status_200_too() -> None:
    async with Provider(in_turn({"ok": False, "error": "Document not found"})) as provider:
        with pytest.raises(NotFound, match=r"Document not found.*region: eu"):
            await fetched("lever", "acme", provider.url)


@in_loop
async def test_lever_s_other_objects_are_no_empty_board() -> None:
    async with Provider(in_turn({"jobs": []})) as provider:
        with pytest.raises(BadAnswer, match="not a list of postings"):
            await fetched("lever", "acme", provider.url)


@in_loop
async def test_what_was_read_before_a_later_page_failed_is_kept_as_partial() -> None:
    postings = [posting(number) for number in range(150)]

    def answering(call: Call) -> Any:
        return Reply({"message": "worn out"}, 500) if call.query["skip"] != "0" else site(postings)(call)

    async with Provider(answering) as provider:
        answer = await fetched("lever", "acme", provider.url)
    assert len(answer.postings) == 100
    assert not answer.complete
    assert "worn out" in str(answer.incomplete_reason)


def test_a_european_site_is_asked_in_europe_but_a_base_url_of_one_s_own_stays() -> None:
    eu = {"region": "EU"}
    assert lever._root(Board("lever", "a", "https://api.lever.co/v0/postings/", metadata=eu)) == (
        "https://api.eu.lever.co/v0/postings"
    )
    assert lever._root(Board("lever", "a", "http://127.0.0.1:1/v0/postings", metadata=eu)) == (
        "http://127.0.0.1:1/v0/postings"
    )
    assert lever._root(Board("lever", "a", "https://api.lever.co/v0/postings")) == "https://api.lever.co/v0/postings"


@pytest.mark.parametrize("code", list(SOURCES))
@pytest.mark.parametrize("base_url", ["", "nonsense", "http://[::1", "http://host:port/"])
@in_loop
async def test_a_base_url_that_is_no_address_is_the_operators_to_mend(code: str, base_url: str) -> None:
    slug = {"adzuna": "gb", "usajobs": "Search"}.get(code, "acme")
    with pytest.raises(NotConfigured, match="base_url"):
        await fetched(code, slug, base_url, metadata={"region": "eu"})


@in_loop
async def test_a_provider_s_own_words_reach_the_operator() -> None:
    said = {"error": "maintenance \u0007 until noon\n<b>sorry</b> " + "x" * 2000}
    async with Provider(in_turn(Reply(said, 500))) as provider:
        with pytest.raises(ProviderError) as caught:
            await fetched("greenhouse", "acme", provider.url)
    assert "maintenance" in str(caught.value)
    assert "until noon" in str(caught.value)
    assert len(caught.value.excerpt) <= 500
    assert str(caught.value).isprintable()


@in_loop
async def test_a_forbidden_board_asks_to_check_the_credentials() -> None:
    async with Provider(in_turn(Reply(b"<html>Forbidden", 403))) as provider:
        with pytest.raises(Unauthorised, match="jobledger sources"):
            await fetched("ashby", "acme", provider.url)
