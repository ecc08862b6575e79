"""Test the market over real sockets: the command line, the context manager, compression, every fault."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.faults import FAULT_KINDS
from sandbox.server import RunningSandbox, serve

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def market() -> Iterator[RunningSandbox]:
    with serve(listings=400, seed=7, at="2026-03-02") as running:
        yield running


@pytest.fixture
def client(market: RunningSandbox) -> Iterator[httpx.Client]:
    with httpx.Client(timeout=5, trust_env=False) as http_client:
        yield http_client
        http_client.delete(f"{market.url}/_faults").raise_for_status()


def board_url(market: RunningSandbox) -> str:
    token = max(market.world.market.boards["greenhouse"].values(), key=lambda board: board.size).token
    return f"{market.base_url('greenhouse')}/{token}/jobs?content=true"


def add_fault(market: RunningSandbox, client: httpx.Client, kind: str, **settings: Any) -> None:
    fault = {"match": "greenhouse/v1/boards", "kind": kind, "times": 1, **settings}
    client.post(f"{market.url}/_faults", json=fault).raise_for_status()


def test_the_command_line_prints_the_address_when_ready() -> None:
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--listings", "50", "--seed", "3", "--at", "2026-11-22"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout
            address = next(word for word in program.stdout.readline().split() if word.startswith("http")).rstrip(":")
            health = httpx.get(f"{address}/_health", trust_env=False).json()
            assert health == {"ok": True, "at": "2026-11-22T23:59:59Z", "listings": 50, "seed": 3}
        finally:
            program.kill()  # SIGTERM may be ignored, depending on how the tests were started


def test_a_malformed_date_is_a_usage_error() -> None:
    command = [sys.executable, "-m", "sandbox", "--at", "tomorrow"]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert process.returncode == 2
    assert "tomorrow" in process.stderr


def test_the_clock_moves_over_http(market: RunningSandbox, client: httpx.Client) -> None:
    for at, expected in (("2026-04-01", "2026-04-01T23:59:59Z"), ("2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z")):
        assert client.post(f"{market.url}/_clock", json={"at": at}).json() == {"at": expected}
        assert client.get(f"{market.url}/_health").json()["at"] == expected
    client.post(f"{market.url}/_clock", json={"at": "2026-03-02"}).raise_for_status()


def test_responses_are_compressed_on_request(market: RunningSandbox, client: httpx.Client) -> None:
    plain = client.get(board_url(market), headers={"Accept-Encoding": "identity"})
    compressed = client.get(board_url(market), headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert compressed.headers["content-encoding"] == "gzip"
    assert compressed.content == plain.content
    assert compressed.num_bytes_downloaded < plain.num_bytes_downloaded / 2
    repeated = client.get(board_url(market), headers={"If-None-Match": plain.headers["etag"]})
    assert (repeated.status_code, repeated.content, repeated.headers["etag"]) == (304, b"", plain.headers["etag"])


def test_a_status_with_headers(market: RunningSandbox, client: httpx.Client) -> None:
    add_fault(market, client, "status", status=503, headers={"Retry-After": "7"}, times=2)
    responses = [client.get(board_url(market)) for _ in range(3)]
    assert [response.status_code for response in responses] == [503, 503, 200]
    assert responses[0].headers["retry-after"] == "7"


def test_a_redirect(market: RunningSandbox, client: httpx.Client) -> None:
    add_fault(market, client, "redirect", location="https://elsewhere.example/")
    response = client.get(board_url(market))
    assert (response.status_code, response.headers["location"]) == (302, "https://elsewhere.example/")


@pytest.mark.parametrize(("kind", "prefix"), [("html", b"<!doctype html>"), ("garbage", b'{"jobs": [{"id"')])
def test_a_body_that_is_not_json(market: RunningSandbox, client: httpx.Client, kind: str, prefix: bytes) -> None:
    add_fault(market, client, kind)
    response = client.get(board_url(market))
    assert response.status_code == 200
    assert response.content.startswith(prefix)
    with pytest.raises(ValueError, match=r"."):
        response.json()


def test_an_empty_board(market: RunningSandbox, client: httpx.Client) -> None:
    add_fault(market, client, "empty")
    assert client.get(board_url(market)).json()["jobs"] == []


def test_a_huge_response(market: RunningSandbox, client: httpx.Client) -> None:
    add_fault(market, client, "huge", bytes=300_000)
    assert client.get(board_url(market), headers={"Accept-Encoding": "identity"}).content.startswith(
        b" " * 300_000 + b"{"
    )


@pytest.mark.parametrize("kind", ["reset", "truncate"])
def test_a_broken_connection(market: RunningSandbox, client: httpx.Client, kind: str) -> None:
    add_fault(market, client, kind)
    with pytest.raises(httpx.TransportError):
        client.get(board_url(market))
    assert client.get(board_url(market)).status_code == 200


def test_no_response_at_all(market: RunningSandbox, client: httpx.Client) -> None:
    add_fault(market, client, "hang")
    with pytest.raises(httpx.ReadTimeout):
        client.get(board_url(market), timeout=0.2)


def test_a_slow_response_arrives_whole(market: RunningSandbox, client: httpx.Client) -> None:
    content = client.get(board_url(market)).content
    add_fault(market, client, "slow", seconds=0.2)
    assert client.get(board_url(market)).content == content


def test_unknown_faults_are_rejected(market: RunningSandbox, client: httpx.Client) -> None:
    response = client.post(f"{market.url}/_faults", json={"match": "x", "kind": "explode"})
    assert response.status_code == 400
    assert all(kind in response.json()["error"] for kind in FAULT_KINDS)


def test_boards_with_blanks_and_capitals_are_found(market: RunningSandbox, client: httpx.Client) -> None:
    for token in market.world.market.boards["ashby"]:
        assert client.get(f"{market.base_url('ashby')}/{token}").status_code == 200
    for token in market.world.market.boards["lever"]:
        if token != token.lower():
            assert client.get(f"{market.base_url('lever')}/{token.lower()}").status_code == 404
