"""Answers made to fill the memory, over real sockets: each is refused, and little memory is taken until then."""

from __future__ import annotations

import asyncio
import gzip
import json
import subprocess
import sys
import zlib
from dataclasses import replace
from typing import Any

import pytest

from ingestion.http import ProviderClient, ProviderRequest, ResponseTooLarge
from ingestion.http.bodies import estimate_value_bytes
from ingestion.payloads import parse_json
from tests.ingestion.fetch.fake_provider import QUICK_LIMITS, FakeProvider, FakeReply, reply_in_order, run_in_loop

MEGABYTE = 1024 * 1024
LIMITS = replace(QUICK_LIMITS, timeout=30, deadline=120, attempts=1, max_bytes=128 * MEGABYTE)
# Fetches from an address, and prints the error and how many MB that took.
FETCH = """
import asyncio, resource, sys
from dataclasses import replace
from ingestion.http import FetchError, HttpLimits, ProviderClient, ProviderRequest
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
async def fetch():
    async with ProviderClient(HttpLimits(timeout=60, attempts=1)) as client:
        try:
            await client.get_json(ProviderRequest(sys.argv[1]))
        except FetchError as error:
            return f"{type(error).__name__}: {error}"
print(asyncio.run(fetch()))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def repeat(unit: bytes, megabytes: int = 120) -> bytes:
    return b"[" + unit * (megabytes * MEGABYTE // len(unit)) + b"0]"


def compress(body: bytes) -> FakeReply:
    return FakeReply(gzip.compress(body, 1), headers={"Content-Encoding": "gzip"})


HOSTILE = {
    "empty lists": lambda: compress(repeat(b"[],")),
    "empty objects": lambda: compress(repeat(b"{},")),
    "objects": lambda: compress(repeat(b'{"a":1},')),
    "short texts": lambda: compress(repeat(b'"ab",')),
    "keys": lambda: compress(b"{" + b",".join(b'"k%d":1' % number for number in range(4_000_000)) + b"}"),
    "one text": lambda: compress(b'"' + b"x" * (120 * MEGABYTE) + b'"'),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_small_answer_does_not_fill_the_memory(kind: str) -> None:
    async def serve() -> bytes:
        async with FakeProvider(reply_in_order(HOSTILE[kind]())) as provider:
            child = await asyncio.create_subprocess_exec(
                sys.executable, "-c", FETCH, provider.url + "/jobs", stdout=subprocess.PIPE
            )
            return (await child.communicate())[0]

    error, used = asyncio.run(serve()).decode().splitlines()
    assert error.startswith("ResponseTooLarge: ")
    assert "None of it was read." in error
    assert int(used) < 400


@pytest.mark.parametrize("coding", ["gzip, gzip", "br", "zstd", "compress", "gzip, br"])
@run_in_loop
async def test_only_what_was_asked_for_is_decompressed(coding: str) -> None:
    reply = FakeReply(gzip.compress(gzip.compress(b"{}")), headers={"Content-Encoding": coding})
    async with FakeProvider(reply_in_order(reply)) as provider, ProviderClient(LIMITS) as client:
        with pytest.raises(ResponseTooLarge, match="gzip, deflate are read"):
            await client.get_json(ProviderRequest(provider.url + "/jobs"))
        assert provider.calls[0].headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize("body", [gzip.compress, zlib.compress], ids=["gzip", "deflate"])
@run_in_loop
async def test_a_large_board_that_compresses_well_is_read(body: Any) -> None:
    boilerplate = " ".join(f"clause {number} of what every posting of this employer says" for number in range(100))
    jobs = [{"id": number, "content": f"<p>Job {number} {number * 7919:x}</p>{boilerplate}"} for number in range(3000)]
    coding = "gzip" if body is gzip.compress else "deflate"
    reply = FakeReply(body(json.dumps({"jobs": jobs}).encode()), headers={"Content-Encoding": coding})
    async with FakeProvider(reply_in_order(reply)) as provider, ProviderClient(LIMITS) as client:
        response = await client.get_json(ProviderRequest(provider.url + "/jobs"))
    assert response.data["jobs"] == jobs
    assert response.size > 16_000_000 > 20 * len(reply.content)


@pytest.mark.parametrize("unit", [b"{},", b"[],", b'{"a":1},', b"[[[[]]]],", b"1,", b"1.5,", b'"ab",', b'{"a":{}},'])
def test_the_estimate_of_memory_is_not_below_what_values_take(unit: bytes) -> None:
    body = repeat(unit, 2)
    taken = measure_deep(parse_json(body))
    assert taken <= estimate_value_bytes(body)


def measure_deep(value: Any) -> int:
    """Return the bytes of a value and all it holds."""
    size = sys.getsizeof(value)
    if isinstance(value, dict):
        return size + sum(measure_deep(one) for one in value.values())
    return size + sum(map(measure_deep, value)) if isinstance(value, list) else size
