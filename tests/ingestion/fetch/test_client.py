"""Test the client against a provider that misbehaves: what it retries, what it rejects, and its messages."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from ingestion.http import (
    BoardNotFound,
    FetchError,
    InvalidResponse,
    NotConfigured,
    ProviderClient,
    ProviderError,
    ProviderRequest,
    ProviderResponse,
    RateLimited,
    RequestPace,
    ResponseTooLarge,
    Unauthorised,
    Unreachable,
)
from ingestion.http.responses import parse_retry_after
from tests.ingestion.fetch.fake_provider import (
    QUICK_LIMITS,
    FakeProvider,
    FakeReply,
    ReplyFunction,
    gzip_reply,
    reply_in_order,
    run_in_loop,
)

VALID_BODY = {"jobs": [{"id": 1}]}
HTML_REPLY = FakeReply(b"<!doctype html><title>Just a moment...</title>", headers={"Content-Type": "text/html"})


async def send_request(reply_to: ReplyFunction, path: str = "/jobs", **request: Any) -> tuple[ProviderResponse, int]:
    async with FakeProvider(reply_to) as provider, ProviderClient(QUICK_LIMITS) as client:
        response = await client.get_json(ProviderRequest(provider.url + path, **request))
        return response, len(provider.calls)


async def send_failing_request(
    reply_to: ReplyFunction, path: str = "/jobs", limits: Any = QUICK_LIMITS, **request: Any
) -> tuple[Any, int]:
    async with FakeProvider(reply_to) as provider, ProviderClient(limits) as client:
        with pytest.raises(FetchError) as raised:
            await client.get_json(ProviderRequest(provider.url + path, **request))
        return raised.value, len(provider.calls)


@pytest.mark.parametrize(
    "failure",
    [
        FakeReply(status=500),
        FakeReply(status=503, headers={"Retry-After": "0"}),
        FakeReply(status=429, headers={"Retry-After": "0"}),
        FakeReply(status=429),
        HTML_REPLY,
        FakeReply(b'{"jobs": [{"id": 1, "ti'),
        FakeReply(b""),
        FakeReply(status=204),
        FakeReply(b"204 No Content"),
        FakeReply(VALID_BODY, fault="reset"),
        FakeReply(VALID_BODY, fault="truncate"),
        FakeReply(VALID_BODY, fault="hang"),
        FakeReply(b"no gzip", headers={"Content-Encoding": "gzip"}),
    ],
    ids=[
        "500",
        "503 Retry-After",
        "429 Retry-After",
        "429",
        "html",
        "garbage",
        "empty",
        "204",
        "204 as text",
        "reset",
        "truncate",
        "hang",
        "bad gzip",
    ],
)
@run_in_loop
async def test_passing_trouble_is_tried_again(failure: FakeReply) -> None:
    response, calls = await send_request(reply_in_order(failure, failure, VALID_BODY))
    assert (response.data, calls) == (VALID_BODY, 3)
    assert response.calls == (2 if failure.fault == "reset" else 3)  # aiohttp itself asks once more after a reset


@pytest.mark.parametrize(
    ("failure", "error_class", "phrases"),
    [
        (FakeReply({"message": "boom"}, 500), ProviderError, ["500", "boom", "tried 3 times"]),
        (FakeReply(b"over", 429), RateLimited, ["429", "Too Many Requests", "over"]),
        (HTML_REPLY, InvalidResponse, ["an HTML page instead of JSON", "Just a moment..."]),
        (FakeReply(b'{"jobs": [{"id"'), InvalidResponse, ["not JSON", '{"jobs"']),
        (FakeReply(b"204 No Content"), InvalidResponse, ["without content"]),
        (FakeReply(VALID_BODY, fault="reset"), Unreachable, ["could not be read"]),
        (FakeReply(VALID_BODY, fault="truncate"), Unreachable, ["could not be read"]),
        (FakeReply(VALID_BODY, fault="hang"), Unreachable, ["sent nothing for 0.3 s"]),
    ],
    ids=["500", "429", "html", "garbage", "204 as text", "reset", "truncate", "hang"],
)
@run_in_loop
async def test_lasting_trouble_ends_in_plain_words(
    failure: FakeReply, error_class: type[FetchError], phrases: list[str]
) -> None:
    error, calls = await send_failing_request(reply_in_order(failure), path="/jobs?app_key=geheim")
    assert type(error) is error_class
    assert calls == QUICK_LIMITS.attempts * (
        2 if failure.fault == "reset" else 1
    )  # aiohttp asks once more after a reset
    for words in [*phrases, "/jobs?app_key=***"]:
        assert words in str(error)
    assert "geheim" not in str(error)


@pytest.mark.parametrize(
    ("status", "error_class"),
    [(400, ProviderError), (401, Unauthorised), (403, Unauthorised), (404, BoardNotFound), (410, BoardNotFound)],
)
@run_in_loop
async def test_a_refusal_is_not_asked_again(status: int, error_class: type[ProviderError]) -> None:
    error, calls = await send_failing_request(reply_in_order(FakeReply({"error": "no such thing"}, status)))
    assert (type(error), error.status, calls) == (error_class, status, 1)
    assert "no such thing" in str(error)


@run_in_loop
async def test_a_slow_drip_does_not_hang_for_ever() -> None:
    error, calls = await send_failing_request(
        reply_in_order(FakeReply({"jobs": ["x" * 1000]}, fault="drip")), limits=replace(QUICK_LIMITS, deadline=0.4)
    )
    assert isinstance(error, Unreachable)
    assert calls == 1
    assert "no complete response within 0.4 s" in str(error)


@run_in_loop
async def test_a_provider_that_is_not_there_is_unreachable() -> None:
    async with FakeProvider(reply_in_order(VALID_BODY)) as provider:
        url = provider.url
    async with ProviderClient(QUICK_LIMITS) as client:
        with pytest.raises(Unreachable, match="could not be read"):
            await client.get_json(ProviderRequest(url + "/jobs"))


@pytest.mark.parametrize("url", ["nonsense", "ftp://example.org/x", "http://", "https:///x", "http://[::1"])
@run_in_loop
async def test_a_base_url_that_is_no_address_is_the_operators_to_mend(url: str) -> None:
    async with ProviderClient(QUICK_LIMITS) as client:
        with pytest.raises(NotConfigured, match="base_url"):
            await client.get_json(ProviderRequest(url))


@pytest.mark.parametrize("is_compressed", [False, True], ids=["plain", "compressed"])
@run_in_loop
async def test_an_answer_over_the_limit_is_not_taken(*, is_compressed: bool) -> None:
    body = {"jobs": ["x" * 2_000_000]}
    error, calls = await send_failing_request(reply_in_order(gzip_reply(body) if is_compressed else body))
    assert isinstance(error, ResponseTooLarge)
    assert "1,000,000 bytes" in str(error)
    assert calls == 1


@run_in_loop
async def test_a_compressed_answer_is_read_and_its_size_is_the_text_s() -> None:
    response, _ = await send_request(reply_in_order(gzip_reply({"jobs": ["x" * 5000]})))
    assert response.data == {"jobs": ["x" * 5000]}
    assert response.size > 5000


@pytest.mark.parametrize("retry_after_form", ["seconds", "date"])
@run_in_loop
async def test_a_wait_over_the_limit_gives_up_and_names_the_time(retry_after_form: str) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    value = "3600" if retry_after_form == "seconds" else format_datetime(later, usegmt=True)
    error, calls = await send_failing_request(reply_in_order(FakeReply(b"slow down", 429, {"Retry-After": value})))
    assert isinstance(error, RateLimited)
    assert error.retry_at is not None
    assert abs((error.retry_at - later).total_seconds()) < 5
    assert f"{error.retry_at:%Y-%m-%d %H:%M:%S} UTC" in str(error)
    assert calls == 1


@run_in_loop
async def test_a_short_wait_is_kept_by_everybody_who_asks_that_host() -> None:
    replies = reply_in_order(FakeReply(status=429, headers={"Retry-After": "0.3"}), VALID_BODY)
    async with FakeProvider(replies) as provider, ProviderClient(QUICK_LIMITS) as client:
        started_at = datetime.now(UTC)
        await client.get_json(ProviderRequest(provider.url + "/a"))
        assert (datetime.now(UTC) - started_at).total_seconds() >= 0.3


@run_in_loop
async def test_a_host_that_keeps_refusing_is_left_alone() -> None:
    async with (
        FakeProvider(reply_in_order(FakeReply(status=429, headers={"Retry-After": "900"}))) as provider,
        ProviderClient(QUICK_LIMITS) as client,
    ):
        for board in range(6):
            with pytest.raises(RateLimited):
                await client.get_json(ProviderRequest(f"{provider.url}/{board}"))
        assert len(provider.calls) == 3


def test_retry_after_is_read_as_seconds_or_as_a_date() -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert parse_retry_after("120", now) == 120
    assert parse_retry_after("Sun, 01 Mar 2026 12:00:30 GMT", now) == 30
    assert parse_retry_after("Sun, 01 Mar 2026 11:00:00 GMT", now) == 0
    assert [parse_retry_after(value, now) for value in (None, "", "soon", "nan", "inf", "1e12")] == [None] * 6


@run_in_loop
async def test_an_unchanged_answer_is_told_by_its_validators() -> None:
    def reply_to(call: Any) -> Any:
        is_same_version = call.headers.get("if-none-match") == '"v1"'
        return FakeReply(
            b"" if is_same_version else VALID_BODY,
            304 if is_same_version else 200,
            {"ETag": '"v1"', "Last-Modified": "yesterday"},
        )

    first, _ = await send_request(reply_to)
    assert (first.is_not_modified, first.etag, first.last_modified) == (False, '"v1"', "yesterday")
    second, _ = await send_request(reply_to, cache_validators=(first.etag, first.last_modified))
    assert (second.is_not_modified, second.data) == (True, None)


@run_in_loop
async def test_a_host_gets_only_so_many_calls_at_once() -> None:
    async with FakeProvider(reply_in_order(VALID_BODY)) as provider, ProviderClient(QUICK_LIMITS) as client:
        pace = RequestPace(max_parallel_calls=3)
        await asyncio.gather(*(client.get_json(ProviderRequest(f"{provider.url}/{n}", pace=pace)) for n in range(20)))
        assert (len(provider.calls), provider.max_concurrent) == (20, 3)


@run_in_loop
async def test_calls_to_a_host_keep_their_distance() -> None:
    async with FakeProvider(reply_in_order(VALID_BODY)) as provider, ProviderClient(QUICK_LIMITS) as client:
        started_at = datetime.now(UTC)
        pace = RequestPace(max_parallel_calls=4, interval=0.05)
        await asyncio.gather(*(client.get_json(ProviderRequest(f"{provider.url}/{n}", pace=pace)) for n in range(5)))
        assert (datetime.now(UTC) - started_at).total_seconds() >= 0.2


@run_in_loop
async def test_we_say_who_we_are() -> None:
    async with (
        FakeProvider(reply_in_order(VALID_BODY)) as provider,
        ProviderClient(replace(QUICK_LIMITS, contact="Jörg ops@example.org")) as client,
    ):
        await client.get_json(ProviderRequest(provider.url + "/jobs"))
    headers = provider.calls[0].headers
    assert headers["user-agent"].startswith("JobLedger/")
    assert headers["user-agent"].endswith("ops@example.org")
    assert "gzip" in headers["accept-encoding"]


def test_no_log_line_shows_a_key(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    @run_in_loop
    async def ask() -> None:
        await send_request(
            reply_in_order(FakeReply(status=503), VALID_BODY), path="/gb?app_id=id-42&app_key=geheim&what=python"
        )

    ask()
    assert "what=python" in caplog.text
    assert "geheim" not in caplog.text
    assert "id-42" not in caplog.text
