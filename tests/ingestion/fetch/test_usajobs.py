"""USAJobs: Search to its end and beyond its 10,000, and the archive that closes nothing by silence."""

from __future__ import annotations

from typing import Any

import pytest

from ingestion.http import BadAnswer, NotConfigured, Unauthorised
from ingestion.registry import SOURCES
from ingestion.sources import usajobs_pages
from tests.ingestion.fetch.provider import Answering, Call, Provider, Reply, fetched, ids, in_loop, in_turn

NO_CONTENT = Reply(b"204 No Content")


def items(count: int, series: str = "2210", first: int = 0) -> list[dict[str, Any]]:
    return [
        {
            "MatchedObjectId": str(number),
            "MatchedObjectDescriptor": {"PositionTitle": f"Job {number}", "JobCategory": [{"Code": series}]},
        }
        for number in range(first, first + count)
    ]


def government(found: list[dict[str, Any]], saturated: int = 10_000, codes: tuple[str, ...] = ()) -> Answering:
    """Answer like USAJobs: counts saturate and nothing beyond is served."""

    def answering(call: Call) -> Any:
        if call.path.endswith("/codelist/occupationalseries"):
            return {"CodeList": [{"ValidValue": [{"Code": f"{code} ", "IsDisabled": "No"} for code in codes]}]}
        wanted = set(call.query.get("JobCategoryCode", "").split(";")) - {""}
        chosen = [i for i in found if not wanted or i["MatchedObjectDescriptor"]["JobCategory"][0]["Code"] in wanted]
        start, size = (
            (call.number("Page", 1) - 1) * call.number("ResultsPerPage", 25),
            call.number("ResultsPerPage", 25),
        )
        part = chosen[:saturated][start : start + size]
        return {
            "SearchResult": {
                "SearchResultCount": len(part), "SearchResultCountAll": min(len(chosen), saturated),
                "SearchResultItems": part, "UserArea": {"NumberOfPages": "1"},
            }
        }  # fmt: skip

    return answering


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1000, 1300])
@in_loop
async def test_every_page_is_read_whatever_the_number_of_pages_says(count: int) -> None:
    async with Provider(government(items(count))) as provider:
        answer = await fetched("usajobs", "Search", provider.url + "/api")
    assert ids(answer) == [str(number) for number in range(count)]
    assert (answer.complete, answer.absence_closes) == (True, True)
    call = provider.calls[0]
    assert (call.path, call.query["ResultsPerPage"], call.query["Fields"]) == ("/api/Search", "500", "Full")
    assert (call.headers["user-agent"], call.headers["authorization-key"]) == ("someone@example.org", "usa-key-5")


@in_loop
async def test_a_search_sends_its_parameters() -> None:
    async with Provider(government(items(3))) as provider:
        answer = await fetched("usajobs", "search?jobcategorycode=2210&Keyword=data steward", provider.url)
    assert len(answer.postings) == 3
    assert provider.calls[0].query["JobCategoryCode"] == "2210"
    assert provider.calls[0].query["Keyword"] == "data steward"


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("Searched", "Search or HistoricJoa"), ("", "Search or HistoricJoa"), ("Search?Color=blue", "'Color'"),
        ("Search?PositionSeries=1", "'PositionSeries'"), ("HistoricJoa?Keyword=x", "'Keyword'"),
    ],
)  # fmt: skip
def test_a_board_usajobs_does_not_document_is_refused_with_its_name(slug: str, said: str) -> None:
    with pytest.raises(NotConfigured, match=said):
        SOURCES["usajobs"].check_slug(slug)


@pytest.mark.parametrize("given", [{}, {"email": "a@b.c"}, {"key": "k"}])
@in_loop
async def test_missing_credentials_name_the_command_that_sets_them(given: dict[str, str]) -> None:
    async with Provider(government([])) as provider:
        with pytest.raises(
            NotConfigured, match=r"jobledger sources set usajobs --credential email=… --credential key=…"
        ):
            await fetched("usajobs", "Search", provider.url, credentials=given)
    assert provider.calls == []


@pytest.mark.parametrize("key", ["one\r\nInjected: two", "schlüssel"])
@in_loop
async def test_a_key_that_fits_no_header_is_the_operators_to_mend(key: str) -> None:
    async with Provider(government([])) as provider:
        with pytest.raises(NotConfigured, match=r"odd characters.*jobledger sources set usajobs"):
            await fetched("usajobs", "Search", provider.url, credentials={"email": "a@b.c", "key": key})
    assert provider.calls == []


@in_loop
async def test_a_wrong_key_is_told_without_the_key() -> None:
    async with Provider(in_turn(Reply({"Message": "denied: usa-key-5"}, 401))) as provider:
        with pytest.raises(Unauthorised, match="denied") as caught:
            await fetched("usajobs", "Search", provider.url)
    assert "usa-key-5" not in str(caught.value)


@in_loop
async def test_no_content_is_no_result_of_a_search_but_no_answer_for_the_whole_country() -> None:
    async with Provider(in_turn(NO_CONTENT)) as provider:
        answer = await fetched("usajobs", "Search?Keyword=zzz", provider.url)
        assert (ids(answer), answer.complete) == ([], True)
        with pytest.raises(BadAnswer, match="without content"):
            await fetched("usajobs", "Search", provider.url)


@in_loop
async def test_no_content_in_the_middle_is_tried_again() -> None:
    found = government(items(700))
    answers = iter([None, NO_CONTENT, None])
    async with Provider(lambda call: next(answers, None) or found(call)) as provider:
        answer = await fetched("usajobs", "Search?Keyword=x", provider.url)
    assert (len(answer.postings), answer.complete) == (700, True)


@in_loop
async def test_items_that_go_meanwhile_make_it_incomplete() -> None:
    found = items(700)

    def answering(call: Call) -> Any:
        said = government(found)(call)
        said["SearchResult"]["SearchResultCountAll"] = 700
        del found[:50]
        return said

    async with Provider(answering) as provider:
        answer = await fetched("usajobs", "Search", provider.url)
    assert not answer.complete
    assert answer.incomplete_reason == "USAJobs announced 700 items but sent 650: some went meanwhile"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let USAJobs saturate at 20 items, in pages of 5 and four series at once, so that a test stays short."""
    monkeypatch.setattr(usajobs_pages, "SATURATED", 20)
    monkeypatch.setattr(usajobs_pages, "PAGE", 5)
    monkeypatch.setattr(usajobs_pages, "SERIES_AT_ONCE", 4)
    return 20


@in_loop
async def test_a_saturated_search_is_read_series_by_series(small: int) -> None:
    codes = tuple(f"{number:04}" for number in range(6))
    found = [item for number, code in enumerate(codes) for item in items(15, code, first=100 * number)]
    async with Provider(government(found, small, codes)) as provider:
        answer = await fetched("usajobs", "Search", provider.url)
    assert sorted(ids(answer)) == sorted(i["MatchedObjectId"] for i in found)
    assert (answer.complete, answer.incomplete_reason) == (True, None)


@in_loop
async def test_a_series_that_is_saturated_itself_is_incomplete(small: int) -> None:
    found = items(15, "0001") + items(40, "0002", first=100)
    async with Provider(government(found, small, ("0001", "0002"))) as provider:
        answer = await fetched("usajobs", "Search", provider.url)
    assert len(answer.postings) == 15 + small
    assert not answer.complete
    assert "serves only the first 20 items" in str(answer.incomplete_reason)


@in_loop
async def test_items_of_no_known_series_are_noticed(small: int) -> None:
    found = items(3, "9999") + items(30, "0001", first=100)
    async with Provider(government(found, small, ("0001", "0002"))) as provider:
        answer = await fetched("usajobs", "Search", provider.url)
    assert not answer.complete


@in_loop
async def test_without_the_list_of_series_a_saturated_search_is_incomplete(small: int) -> None:
    def answering(call: Call) -> Any:
        return Reply(b"no", 404) if "codelist" in call.path else government(items(40), small)(call)

    async with Provider(answering) as provider:
        answer = await fetched("usajobs", "Search", provider.url)
    assert (len(answer.postings), answer.complete) == (small, False)
    assert "404" in str(answer.incomplete_reason)


def archive(count: int, following: Any) -> Answering:
    """Answer like HistoricJoa, 10 items a page, the next page's address made by `following`."""

    def answering(call: Call) -> Any:
        start = call.number("continuationtoken", 0)
        statuses = ["Accepting applications", "Job canceled", "Job closed", None]
        data = [
            {"usajobsControlNumber": n, "positionTitle": f"Job {n}", "positionOpeningStatus": statuses[n % 4]}
            for n in range(start, min(start + 10, count))
        ]
        more = following(start + 10) if start + 10 < count else None
        return {"paging": {"metadata": {"totalCount": count, "pageSize": 10}, "next": more}, "data": data}

    return answering


@pytest.mark.parametrize("kind", ["from the root", "relative", "absolute"])
@in_loop
async def test_the_archive_is_followed_to_its_end(kind: str) -> None:
    spelled = {
        "from the root": "/hub/api/HistoricJoa?",
        "relative": "HistoricJoa?",
        "absolute": "{url}/hub/api/HistoricJoa?",
    }
    holder: list[Provider] = []

    def following(start: int) -> str:
        return spelled[kind].format(url=holder[0].url) + f"PositionSeries=2210&continuationtoken={start}"

    async with Provider(archive(35, following)) as provider:
        holder.append(provider)
        answer = await fetched("usajobs", "HistoricJoa?positionseries=2210", provider.url + "/hub/api", credentials={})
    assert ids(answer) == [str(number) for number in range(35)]
    assert (answer.complete, answer.absence_closes, len(provider.calls)) == (True, False, 4)
    assert [p.closed for p in answer.postings[:4]] == [False, True, True, False]
    assert {call.query["PositionSeries"] for call in provider.calls} == {"2210"}


@in_loop
async def test_an_archive_that_leads_in_a_circle_ends() -> None:
    async with Provider(archive(35, lambda _: "/HistoricJoa?continuationtoken=10")) as provider:
        answer = await fetched("usajobs", "HistoricJoa", provider.url)
    assert (len(answer.postings), answer.complete, len(provider.calls)) == (20, False, 2)
    assert "read already" in str(answer.incomplete_reason)


@in_loop
async def test_an_archive_that_leads_elsewhere_is_not_followed() -> None:
    async with Provider(in_turn({"data": []})) as elsewhere:
        async with Provider(archive(35, lambda _: elsewhere.url + "/HistoricJoa")) as provider:
            answer = await fetched("usajobs", "HistoricJoa", provider.url)
        assert (len(answer.postings), answer.complete, elsewhere.calls) == (10, False, [])
    assert "another host" in str(answer.incomplete_reason)


@in_loop
async def test_an_archive_s_page_limit_is_told() -> None:
    async with Provider(archive(35, lambda n: f"?continuationtoken={n}")) as provider:
        answer = await fetched("usajobs", "HistoricJoa", provider.url, metadata={"max_pages": 2})
    assert (len(answer.postings), answer.complete) == (20, False)
    assert "max_pages" in str(answer.incomplete_reason)


@pytest.mark.parametrize("slug", ["Search", "HistoricJoa"])
@in_loop
async def test_json_of_another_shape_is_no_empty_answer(slug: str) -> None:
    async with Provider(in_turn({"results": []})) as provider:
        with pytest.raises(BadAnswer, match="not USAJobs' format"):
            await fetched("usajobs", slug, provider.url)
