"""Test that no provider's answer in another shape closes a listing: each is bent in every way we could think of."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from ingestion.http import FetchError
from ingestion.registry import PROVIDERS
from tests.ingestion.fetch.fake_provider import FakeProvider, FakeReply, fetch_board, list_ids, run_in_loop

Records = list[dict[str, Any]]
# One board of each provider with three records: its slug and the records.
BOARDS: dict[str, tuple[str, Records]] = {
    "greenhouse": ("acme", [{"id": number, "title": f"Job {number}"} for number in range(3)]),
    "ashby": ("acme", [{"id": f"a{number}", "title": f"Job {number}"} for number in range(3)]),
    "lever": ("acme", [{"id": f"l{number}", "text": f"Job {number}"} for number in range(3)]),
    "adzuna": ("gb", [{"id": str(number), "title": f"Job {number}"} for number in range(3)]),
    "usajobs": (
        "Search?Keyword=x",
        [
            {"MatchedObjectId": str(number), "MatchedObjectDescriptor": {"PositionTitle": f"Job {number}"}}
            for number in range(3)
        ],
    ),
}
ID_KEYS = {"usajobs": "MatchedObjectId"}


def build_body(code: str, records: Any) -> Any:
    """Return what the provider answers with these records, as many announced as there are."""
    count = len(records) if isinstance(records, list) else 0
    if code == "greenhouse":
        return {"jobs": records, "meta": {"total": count}}
    if code == "adzuna":
        return {"results": records, "count": count}
    if code == "usajobs":
        return {"SearchResult": {"SearchResultItems": records, "SearchResultCountAll": count}}
    return records if code == "lever" else {"jobs": records}


def set_ids(code: str, value: Callable[[Any], Any], *, only_first: bool = False) -> Any:
    """Return the answer in which the records' ids are what `value` makes of them."""
    key, records = ID_KEYS.get(code, "id"), copy.deepcopy(BOARDS[code][1])
    for record in records[:1] if only_first else records:
        record[key] = value(record[key])
    return build_body(code, records)


def rename_ids(code: str) -> Any:
    key, records = ID_KEYS.get(code, "id"), copy.deepcopy(BOARDS[code][1])
    for record in records:
        record["identifier"] = record.pop(key)
    return build_body(code, records)


def drop_first_id(code: str) -> Any:
    records = copy.deepcopy(BOARDS[code][1])
    del records[0][ID_KEYS.get(code, "id")]
    return build_body(code, records)


def drop_titles(code: str) -> Any:
    keys = ("title", "text", "MatchedObjectDescriptor")
    return build_body(
        code, [{key: value for key, value in record.items() if key not in keys} for record in BOARDS[code][1]]
    )


BENDS: dict[str, Callable[[str], Any]] = {
    "one record without an id": drop_first_id,
    "one id null": lambda code: set_ids(code, lambda _: None, only_first=True),
    "one id empty": lambda code: set_ids(code, lambda _: " ", only_first=True),
    "ids renamed": rename_ids,
    "ids as objects": lambda code: set_ids(code, lambda value: {"value": value}),
    "ids as fractions": lambda code: set_ids(code, lambda _: 1.5),
    "ids all alike": lambda code: set_ids(code, lambda _: "same"),
    "titles gone": drop_titles,
    "records wrapped": lambda code: build_body(code, [{"node": record} for record in BOARDS[code][1]]),
    "records as lists": lambda code: build_body(code, [list(record.values()) for record in BOARDS[code][1]]),
    "records as texts": lambda code: build_body(code, [str(record) for record in BOARDS[code][1]]),
    "one record null": lambda code: build_body(code, [None, *BOARDS[code][1][1:]]),
    "list nested one deeper": lambda code: build_body(code, [BOARDS[code][1]]),
    "list as an object by id": lambda code: build_body(
        code, {str(number): record for number, record in enumerate(BOARDS[code][1])}
    ),
    "list null": lambda code: build_body(code, None),
    "answer wrapped in a list": lambda code: [build_body(code, BOARDS[code][1])],
    "answer wrapped in an object": lambda code: {"data": build_body(code, BOARDS[code][1])},
    "answer null": lambda _: None,
    "empty object": lambda _: {},
    "empty body": lambda _: FakeReply(b""),
    "answer as text": lambda code: str(build_body(code, BOARDS[code][1])),
}


@pytest.mark.parametrize("bend", list(BENDS))
@pytest.mark.parametrize("code", list(PROVIDERS))
@run_in_loop
async def test_an_answer_in_another_shape_closes_nothing_and_is_an_error(code: str, bend: str) -> None:
    body = BENDS[bend](code)
    reply = body if isinstance(body, FakeReply) else FakeReply(json.dumps(body).encode())
    async with FakeProvider(lambda _: reply) as provider:
        try:
            result = await fetch_board(code, BOARDS[code][0], provider.url)
        except FetchError:
            return
    assert not result.is_complete
    assert result.format_error is not None
    assert result.incomplete_reason == result.format_error


@pytest.mark.parametrize("code", list(PROVIDERS))
@run_in_loop
async def test_the_same_answer_unbent_is_complete(code: str) -> None:
    slug, records = BOARDS[code]
    async with FakeProvider(lambda _: build_body(code, records)) as provider:
        result = await fetch_board(code, slug, provider.url)
    assert (len(list_ids(result)), result.is_complete, result.format_error) == (3, True, None)
