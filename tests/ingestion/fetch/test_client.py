"""The client against a provider that misbehaves: what it tries again, what it refuses, and what it says."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from ingestion.http import (
    Answer,
    BadAnswer,
    Client,
    FetchError,
    NotConfigured,
    NotFound,
    Pace,
    ProviderError,
    RateLimited,
    Request,
    TooLarge,
    Unauthorised,
    Unreachable,
)
from ingestion.http.answers import retry_seconds
from tests.ingestion.fetch.provider import QUICK, Answering, Provider, Reply, in_loop, in_turn, zipped

GOOD = {"jobs": [{"id": 1}]}
HTML = Reply(b"<!doctype html><title>Just a moment...</title>", headers={"Content-Type": "text/html"})


async def asked(answering: Answering, path: str = "/jobs", **request: Any) -> tuple[Answer, int]:
    async with Provider(answering) as provider, Client(QUICK) as client:
        answer = await client.get_json(Request(provider.url + path, **request))
        return answer, len(provider.calls)


async def refused(answering: Answering, path: str = "/jobs", limits: Any = QUICK, **request: Any) -> tuple[Any, int]:
    async with Provider(answering) as provider, Client(limits) as client:
        with pytest.raises(FetchError) as caught:
            await client.get_json(Request(provider.url + path, **request))
        return caught.value, len(provider.calls)


@pytest.mark.parametrize(
    "trouble",
    [
        Reply(status=500), Reply(status=503, headers={"Retry-After": "0"}),
        Reply(status=429, headers={"Retry-After": "0"}),
        Reply(status=429), HTML, Reply(b'{"jobs": [{"id": 1, "ti'), Reply(b""),
        Reply(status=204), Reply(b"204 No Content"),
        Reply(GOOD, fault="reset"), Reply(GOOD, fault="truncate"), Reply(GOOD, fault="hang"),
        Reply(b"no gzip", headers={"Content-Encoding": "gzip"}),
    ],
    ids=[
        "500", "503 Retry-After", "429 Retry-After", "429", "html", "garbage", "empty", "204", "204 as text",
        "reset", "truncate", "hang", "bad gzip",
    ],
)  # fmt: skip
@in_loop
async def test_passing_trouble_is_tried_again(trouble: Reply) -> None:
    answer, calls = await asked(in_turn(trouble, trouble, GOOD))
    assert (answer.data, calls) == (GOOD, 3)
    assert answer.calls == (2 if trouble.fault == "reset" else 3)  # aiohttp itself asks once more after a reset


@pytest.mark.parametrize(
    ("trouble", "kind", "said"),
    [
        (Reply({"message": "boom"}, 500), ProviderError, ["500", "boom", "asked 3 times"]),
        (Reply(b"over", 429), RateLimited, ["429", "Too Many Requests", "over"]),
        (HTML, BadAnswer, ["an HTML page instead of JSON", "Just a moment..."]),
        (Reply(b'{"jobs": [{"id"'), BadAnswer, ["not JSON", '{"jobs"']),
        (Reply(b"204 No Content"), BadAnswer, ["without content"]),
        (Reply(GOOD, fault="reset"), Unreachable, ["could not be read"]),
        (Reply(GOOD, fault="truncate"), Unreachable, ["could not be read"]),
        (Reply(GOOD, fault="hang"), Unreachable, ["stayed silent for 0.3 s"]),
    ],
    ids=["500", "429", "html", "garbage", "204 as text", "reset", "truncate", "hang"],
)
@in_loop
async def test_lasting_trouble_ends_in_plain_words(trouble: Reply, kind: type[FetchError], said: list[str]) -> None:
    error, calls = await refused(in_turn(trouble), path="/jobs?app_key=geheim")
    assert type(error) is kind
    assert calls == QUICK.attempts * (2 if trouble.fault == "reset" else 1)  # aiohttp asks once more after a reset
    for words in [*said, "/jobs?app_key=***"]:
        assert words in str(error)
    assert "geheim" not in str(error)


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, ProviderError), (401, Unauthorised), (403, Unauthorised), (404, NotFound), (410, NotFound)],
)
@in_loop
async def test_a_refusal_is_not_asked_again(status: int, kind: type[ProviderError]) -> None:
    error, calls = await refused(in_turn(Reply({"error": "no such thing"}, status)))
    assert (type(error), error.status, calls) == (kind, status, 1)
    assert "no such thing" in str(error)


@in_loop
async def test_a_slow_drip_does_not_hang_for_ever() -> None:
    error, calls = await refused(
        in_turn(Reply({"jobs": ["x" * 1000]}, fault="drip")), limits=replace(QUICK, deadline=0.4)
    )
    assert isinstance(error, Unreachable)
    assert calls == 1
    assert "no whole answer within 0.4 s" in str(error)


@in_loop
async def test_a_provider_that_is_not_there_is_unreachable() -> None:
    async with Provider(in_turn(GOOD)) as provider:
        url = provider.url
    async with Client(QUICK) as client:
        with pytest.raises(Unreachable, match="could not be read"):
            await client.get_json(Request(url + "/jobs"))


@pytest.mark.parametrize("url", ["nonsense", "ftp://example.org/x", "http://", "https:///x", "http://[::1"])
@in_loop
async def test_a_base_url_that_is_no_address_is_the_operators_to_mend(url: str) -> None:
    async with Client(QUICK) as client:
        with pytest.raises(NotConfigured, match="base_url"):
            await client.get_json(Request(url))


@pytest.mark.parametrize("zip_it", [False, True], ids=["plain", "compressed"])
@in_loop
async def test_an_answer_over_the_limit_is_not_taken(*, zip_it: bool) -> None:
    body = {"jobs": ["x" * 2_000_000]}
    error, calls = await refused(in_turn(zipped(body) if zip_it else body))
    assert isinstance(error, TooLarge)
    assert "1,000,000 bytes" in str(error)
    assert calls == 1


@in_loop
async def test_a_compressed_answer_is_read_and_its_size_is_the_text_s() -> None:
    answer, _ = await asked(in_turn(zipped({"jobs": ["x" * 5000]})))
    assert answer.data == {"jobs": ["x" * 5000]}
    assert answer.size > 5000


@pytest.mark.parametrize("how", ["seconds", "date"])
@in_loop
async def test_a_wait_over_the_limit_gives_up_and_names_the_time(how: str) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    value = "3600" if how == "seconds" else format_datetime(later, usegmt=True)
    error, calls = await refused(in_turn(Reply(b"slow down", 429, {"Retry-After": value})))
    assert isinstance(error, RateLimited)
    assert error.retry_at is not None
    assert abs((error.retry_at - later).total_seconds()) < 5
    assert f"{error.retry_at:%Y-%m-%d %H:%M:%S} UTC" in str(error)
    assert calls == 1


@in_loop
async def test_a_short_wait_is_kept_by_everybody_who_asks_that_host() -> None:
    replies = in_turn(Reply(status=429, headers={"Retry-After": "0.3"}), GOOD)
    async with Provider(replies) as provider, Client(QUICK) as client:
        begun = datetime.now(UTC)
        await client.get_json(Request(provider.url + "/a"))
        assert (datetime.now(UTC) - begun).total_seconds() >= 0.3


@in_loop
async def test_a_host_that_keeps_refusing_is_left_alone() -> None:
    async with (
        Provider(in_turn(Reply(status=429, headers={"Retry-After": "900"}))) as provider,
        Client(QUICK) as client,
    ):
        for board in range(6):
            with pytest.raises(RateLimited):
                await client.get_json(Request(f"{provider.url}/{board}"))
        assert len(provider.calls) == 3


def test_retry_after_is_read_as_seconds_or_as_a_date() -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert retry_seconds("120", now) == 120
    assert retry_seconds("Sun, 01 Mar 2026 12:00:30 GMT", now) == 30
    assert retry_seconds("Sun, 01 Mar 2026 11:00:00 GMT", now) == 0
    assert [retry_seconds(value, now) for value in (None, "", "soon", "nan", "inf", "1e12")] == [None] * 6


@in_loop
async def test_redirects_on_the_same_host_are_followed_with_the_credentials() -> None:
    def answering(call: Any) -> Any:
        return Reply(status=302, headers={"Location": "/new?page=1"}) if call.path == "/jobs" else GOOD

    async with Provider(answering) as provider, Client(QUICK) as client:
        answer = await client.get_json(Request(provider.url + "/jobs", {"Authorization-Key": "k-1"}))
    assert answer.data == GOOD
    assert [(c.path, c.headers["authorization-key"]) for c in provider.calls] == [("/jobs", "k-1"), ("/new", "k-1")]


@in_loop
async def test_redirects_elsewhere_are_not_followed() -> None:
    async with Provider(in_turn(GOOD)) as elsewhere:
        location = {"Location": f"{elsewhere.url}/login?token=t-123"}
        error, calls = await refused(in_turn(Reply(status=302, headers=location)), headers={"Authorization-Key": "k-1"})
        assert isinstance(error, ProviderError)
        assert "another host" in str(error)
        assert "t-123" not in str(error)
        assert (calls, elsewhere.calls) == (1, [])


@in_loop
async def test_redirects_in_a_circle_end() -> None:
    error, calls = await refused(in_turn(Reply(status=301, headers={"Location": "/jobs"})))
    assert isinstance(error, ProviderError)
    assert "more than 5 times" in str(error)
    assert calls == 6


@in_loop
async def test_an_unchanged_answer_is_told_by_its_validators() -> None:
    def answering(call: Any) -> Any:
        same = call.headers.get("if-none-match") == '"v1"'
        return Reply(b"" if same else GOOD, 304 if same else 200, {"ETag": '"v1"', "Last-Modified": "yesterday"})

    first, _ = await asked(answering)
    assert (first.not_modified, first.etag, first.last_modified) == (False, '"v1"', "yesterday")
    again, _ = await asked(answering, validators=(first.etag, first.last_modified))
    assert (again.not_modified, again.data) == (True, None)


@in_loop
async def test_a_host_gets_only_so_many_calls_at_once() -> None:
    async with Provider(in_turn(GOOD)) as provider, Client(QUICK) as client:
        pace = Pace(parallel=3)
        await asyncio.gather(*(client.get_json(Request(f"{provider.url}/{n}", pace=pace)) for n in range(20)))
        assert (len(provider.calls), provider.most_at_once) == (20, 3)


@in_loop
async def test_calls_to_a_host_keep_their_distance() -> None:
    async with Provider(in_turn(GOOD)) as provider, Client(QUICK) as client:
        begun = datetime.now(UTC)
        pace = Pace(parallel=4, interval=0.05)
        await asyncio.gather(*(client.get_json(Request(f"{provider.url}/{n}", pace=pace)) for n in range(5)))
        assert (datetime.now(UTC) - begun).total_seconds() >= 0.2


@in_loop
async def test_we_say_who_we_are() -> None:
    async with Provider(in_turn(GOOD)) as provider, Client(replace(QUICK, contact="Jörg ops@example.org")) as client:
        await client.get_json(Request(provider.url + "/jobs"))
    headers = provider.calls[0].headers
    assert headers["user-agent"].startswith("JobLedger/")
    assert headers["user-agent"].endswith("ops@example.org")
    assert "gzip" in headers["accept-encoding"]


@in_loop
async def test_user_and_password_of_an_address_are_sent_but_never_shown() -> None:
    async with Provider(in_turn(Reply(b"hallo:geheim refused", 401))) as provider, Client(QUICK) as client:
        with pytest.raises(Unauthorised) as caught:
            await client.get_json(Request(provider.url.replace("//", "//hallo:geheim@") + "/jobs"))
    assert provider.calls[0].headers["authorization"].startswith("Basic ")
    assert "geheim" not in str(caught.value)


def test_no_log_line_shows_a_key(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    @in_loop
    async def ask() -> None:
        await asked(in_turn(Reply(status=503), GOOD), path="/gb?app_id=id-42&app_key=geheim&what=python")

    ask()
    assert "what=python" in caplog.text
    assert "geheim" not in caplog.text
    assert "id-42" not in caplog.text
