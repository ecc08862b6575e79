"""Test USAJobs: Search to its end and beyond its 10,000, and the archive, whose absences close nothing."""

from __future__ import annotations

from typing import Any

import pytest

from ingestion.http import InvalidResponse, NotConfigured, Unauthorised
from ingestion.providers import usajobs_pages
from ingestion.registry import PROVIDERS
from tests.ingestion.fetch.fake_provider import (
    FakeProvider,
    FakeReply,
    RecordedCall,
    ReplyFunction,
    fetch_board,
    list_ids,
    reply_in_order,
    run_in_loop,
)

NO_CONTENT = FakeReply(b"204 No Content")


def items(count: int, series: str = "2210", first: int = 0) -> list[dict[str, Any]]:
    return [
        {
            "MatchedObjectId": str(number),
            "MatchedObjectDescriptor": {"PositionTitle": f"Job {number}", "JobCategory": [{"Code": series}]},
        }
        for number in range(first, first + count)
    ]


def government(announced: list[dict[str, Any]], saturated: int = 10_000, codes: tuple[str, ...] = ()) -> ReplyFunction:
    """Answer like USAJobs: counts saturate and nothing beyond is served."""

    def reply_to(call: RecordedCall) -> Any:
        if call.path.endswith("/codelist/occupationalseries"):
            return {"CodeList": [{"ValidValue": [{"Code": f"{code} ", "IsDisabled": "No"} for code in codes]}]}
        series_codes = set(call.query.get("JobCategoryCode", "").split(";")) - {""}
        matching_items = [
            i
            for i in announced
            if not series_codes or i["MatchedObjectDescriptor"]["JobCategory"][0]["Code"] in series_codes
        ]
        start, size = (
            (call.number("Page", 1) - 1) * call.number("ResultsPerPage", 25),
            call.number("ResultsPerPage", 25),
        )
        page_items = matching_items[:saturated][start : start + size]
        return {
            "SearchResult": {
                "SearchResultCount": len(page_items),
                "SearchResultCountAll": min(len(matching_items), saturated),
                "SearchResultItems": page_items,
                "UserArea": {"NumberOfPages": "1"},
            }
        }

    return reply_to


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1000, 1300])
@run_in_loop
async def test_every_page_is_read_whatever_the_number_of_pages_says(count: int) -> None:
    async with FakeProvider(government(items(count))) as provider:
        result = await fetch_board("usajobs", "Search", provider.url + "/api")
    assert list_ids(result) == [str(number) for number in range(count)]
    assert (result.is_complete, result.closes_absent_listings) == (True, True)
    call = provider.calls[0]
    assert (call.path, call.query["ResultsPerPage"], call.query["Fields"]) == ("/api/Search", "500", "Full")
    assert (call.headers["user-agent"], call.headers["authorization-key"]) == ("someone@example.org", "usa-key-5")


@run_in_loop
async def test_a_search_sends_its_parameters() -> None:
    async with FakeProvider(government(items(3))) as provider:
        result = await fetch_board("usajobs", "search?jobcategorycode=2210&Keyword=data steward", provider.url)
    assert len(result.postings) == 3
    assert provider.calls[0].query["JobCategoryCode"] == "2210"
    assert provider.calls[0].query["Keyword"] == "data steward"


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        ("Searched", "Search or HistoricJoa"),
        ("", "Search or HistoricJoa"),
        ("Search?Color=blue", "'Color'"),
        ("Search?PositionSeries=1", "'PositionSeries'"),
        ("HistoricJoa?Keyword=x", "'Keyword'"),
    ],
)
def test_a_board_usajobs_does_not_document_is_refused_with_its_name(slug: str, message: str) -> None:
    with pytest.raises(NotConfigured, match=message):
        PROVIDERS["usajobs"].check_slug(slug)


@pytest.mark.parametrize("credentials", [{}, {"email": "a@b.c"}, {"key": "k"}])
@run_in_loop
async def test_missing_credentials_name_the_command_that_sets_them(credentials: dict[str, str]) -> None:
    async with FakeProvider(government([])) as provider:
        with pytest.raises(NotConfigured, match=r"jobledger sources set usajobs --credential email --credential key"):
            await fetch_board("usajobs", "Search", provider.url, credentials=credentials)
    assert provider.calls == []


@pytest.mark.parametrize("key", ["one\r\nInjected: two", "schlüssel"])
@run_in_loop
async def test_a_key_that_fits_no_header_is_the_operators_to_mend(key: str) -> None:
    async with FakeProvider(government([])) as provider:
        with pytest.raises(NotConfigured, match=r"unusual characters.*jobledger sources set usajobs"):
            await fetch_board("usajobs", "Search", provider.url, credentials={"email": "a@b.c", "key": key})
    assert provider.calls == []


@run_in_loop
async def test_a_wrong_key_is_told_without_the_key() -> None:
    async with FakeProvider(reply_in_order(FakeReply({"Message": "denied: usa-key-5"}, 401))) as provider:
        with pytest.raises(Unauthorised, match="denied") as raised:
            await fetch_board("usajobs", "Search", provider.url)
    assert "usa-key-5" not in str(raised.value)


@run_in_loop
async def test_no_content_is_no_result_of_a_search_but_no_answer_for_the_whole_country() -> None:
    async with FakeProvider(reply_in_order(NO_CONTENT)) as provider:
        result = await fetch_board("usajobs", "Search?Keyword=zzz", provider.url)
        assert (list_ids(result), result.is_complete) == ([], True)
        with pytest.raises(InvalidResponse, match="without content"):
            await fetch_board("usajobs", "Search", provider.url)


@run_in_loop
async def test_no_content_in_the_middle_is_tried_again() -> None:
    announced = government(items(700))
    results = iter([None, NO_CONTENT, None])
    async with FakeProvider(lambda call: next(results, None) or announced(call)) as provider:
        result = await fetch_board("usajobs", "Search?Keyword=x", provider.url)
    assert (len(result.postings), result.is_complete) == (700, True)


@run_in_loop
async def test_items_that_go_meanwhile_make_it_incomplete() -> None:
    announced = items(700)

    def reply_to(call: RecordedCall) -> Any:
        message = government(announced)(call)
        message["SearchResult"]["SearchResultCountAll"] = 700
        del announced[:50]
        return message

    async with FakeProvider(reply_to) as provider:
        result = await fetch_board("usajobs", "Search", provider.url)
    assert not result.is_complete
    assert result.incomplete_reason == "USAJobs announced 700 items but sent 650: some disappeared meanwhile"


@pytest.fixture
def saturated_count(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let USAJobs saturate at 20 items, in pages of 5 and four series at once, so that a test stays short."""
    monkeypatch.setattr(usajobs_pages, "SATURATED_COUNT", 20)
    monkeypatch.setattr(usajobs_pages, "PAGE_SIZE", 5)
    monkeypatch.setattr(usajobs_pages, "SERIES_PER_QUERY", 4)
    return 20


@run_in_loop
async def test_a_saturated_search_is_read_series_by_series(saturated_count: int) -> None:
    codes = tuple(f"{number:04}" for number in range(6))
    announced = [item for number, code in enumerate(codes) for item in items(15, code, first=100 * number)]
    async with FakeProvider(government(announced, saturated_count, codes)) as provider:
        result = await fetch_board("usajobs", "Search", provider.url)
    assert sorted(list_ids(result)) == sorted(i["MatchedObjectId"] for i in announced)
    assert (result.is_complete, result.incomplete_reason) == (True, None)


@run_in_loop
async def test_a_series_that_is_saturated_itself_is_incomplete(saturated_count: int) -> None:
    announced = items(15, "0001") + items(40, "0002", first=100)
    async with FakeProvider(government(announced, saturated_count, ("0001", "0002"))) as provider:
        result = await fetch_board("usajobs", "Search", provider.url)
    assert len(result.postings) == 15 + saturated_count
    assert not result.is_complete
    assert "serves only the first 20 items" in str(result.incomplete_reason)


@run_in_loop
async def test_items_of_no_known_series_are_noticed(saturated_count: int) -> None:
    announced = items(3, "9999") + items(30, "0001", first=100)
    async with FakeProvider(government(announced, saturated_count, ("0001", "0002"))) as provider:
        result = await fetch_board("usajobs", "Search", provider.url)
    assert not result.is_complete


@run_in_loop
async def test_without_the_list_of_series_a_saturated_search_is_incomplete(saturated_count: int) -> None:
    def reply_to(call: RecordedCall) -> Any:
        return FakeReply(b"no", 404) if "codelist" in call.path else government(items(40), saturated_count)(call)

    async with FakeProvider(reply_to) as provider:
        result = await fetch_board("usajobs", "Search", provider.url)
    assert (len(result.postings), result.is_complete) == (saturated_count, False)
    assert "404" in str(result.incomplete_reason)


def archive(count: int, next_link: Any) -> ReplyFunction:
    """Answer like HistoricJoa, 10 items a page, the next page's address made by `following`."""

    def reply_to(call: RecordedCall) -> Any:
        start = call.number("continuationtoken", 0)
        statuses = ["Accepting applications", "Job canceled", "Job closed", None]
        data = [
            {"usajobsControlNumber": n, "positionTitle": f"Job {n}", "positionOpeningStatus": statuses[n % 4]}
            for n in range(start, min(start + 10, count))
        ]
        more = next_link(start + 10) if start + 10 < count else None
        return {"paging": {"metadata": {"totalCount": count, "pageSize": 10}, "next": more}, "data": data}

    return reply_to


@pytest.mark.parametrize("link_form", ["from the root", "relative", "absolute"])
@run_in_loop
async def test_the_archive_is_followed_to_its_end(link_form: str) -> None:
    spelled = {
        "from the root": "/hub/api/HistoricJoa?",
        "relative": "HistoricJoa?",
        "absolute": "{url}/hub/api/HistoricJoa?",
    }
    holder: list[FakeProvider] = []

    def following(start: int) -> str:
        return spelled[link_form].format(url=holder[0].url) + f"PositionSeries=2210&continuationtoken={start}"

    async with FakeProvider(archive(35, following)) as provider:
        holder.append(provider)
        result = await fetch_board(
            "usajobs", "HistoricJoa?positionseries=2210", provider.url + "/hub/api", credentials={}
        )
    assert list_ids(result) == [str(number) for number in range(35)]
    assert (result.is_complete, result.closes_absent_listings, len(provider.calls)) == (True, False, 4)
    assert [p.is_closed for p in result.postings[:4]] == [False, True, True, False]
    assert {call.query["PositionSeries"] for call in provider.calls} == {"2210"}


@run_in_loop
async def test_an_archive_that_leads_in_a_circle_ends() -> None:
    async with FakeProvider(archive(35, lambda _: "/HistoricJoa?continuationtoken=10")) as provider:
        result = await fetch_board("usajobs", "HistoricJoa", provider.url)
    assert (len(result.postings), result.is_complete, len(provider.calls)) == (20, False, 2)
    assert "read already" in str(result.incomplete_reason)


@run_in_loop
async def test_an_archive_that_leads_elsewhere_is_not_followed() -> None:
    async with FakeProvider(reply_in_order({"data": []})) as other_host:
        async with FakeProvider(archive(35, lambda _: other_host.url + "/HistoricJoa")) as provider:
            result = await fetch_board("usajobs", "HistoricJoa", provider.url)
        assert (len(result.postings), result.is_complete, other_host.calls) == (10, False, [])
    assert "another host" in str(result.incomplete_reason)


@run_in_loop
async def test_an_archive_s_page_limit_is_told() -> None:
    async with FakeProvider(archive(35, lambda n: f"?continuationtoken={n}")) as provider:
        result = await fetch_board("usajobs", "HistoricJoa", provider.url, metadata={"max_pages": 2})
    assert (len(result.postings), result.is_complete) == (20, False)
    assert "max_pages" in str(result.incomplete_reason)


@pytest.mark.parametrize("slug", ["Search", "HistoricJoa"])
@run_in_loop
async def test_json_of_another_shape_is_no_empty_answer(slug: str) -> None:
    async with FakeProvider(reply_in_order({"results": []})) as provider:
        with pytest.raises(InvalidResponse, match="not USAJobs' format"):
            await fetch_board("usajobs", slug, provider.url)
