"""The market over real sockets: the command line, the context manager, compression, every fault."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.faults import KINDS
from sandbox.server import Running, serve

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def market() -> Iterator[Running]:
    with serve(listings=400, seed=7, at="2026-03-02") as running:
        yield running


@pytest.fixture
def client(market: Running) -> Iterator[httpx.Client]:
    with httpx.Client(timeout=5, trust_env=False) as found:
        yield found
        found.delete(f"{market.url}/_faults").raise_for_status()


def board(market: Running) -> str:
    token = max(market.world.market.boards["greenhouse"].values(), key=lambda found: found.size).token
    return f"{market.base_url('greenhouse')}/{token}/jobs?content=true"


def fault(market: Running, client: httpx.Client, kind: str, **settings: Any) -> None:
    wanted = {"match": "greenhouse/v1/boards", "kind": kind, "times": 1, **settings}
    client.post(f"{market.url}/_faults", json=wanted).raise_for_status()


def test_the_command_line_says_when_it_is_ready() -> None:
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--listings", "50", "--seed", "3", "--at", "2026-11-22"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout
            address = next(word for word in program.stdout.readline().split() if word.startswith("http")).rstrip(":")
            health = httpx.get(f"{address}/_health", trust_env=False).json()
            assert health == {"ok": True, "at": "2026-11-22T23:59:59Z", "listings": 50, "seed": 3}
        finally:
            program.kill()  # who started the tests may have had them pass over a polite request


def test_a_mistaken_date_is_a_usage_error() -> None:
    command = [sys.executable, "-m", "sandbox", "--at", "tomorrow"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "tomorrow" in ran.stderr


def test_the_clock_moves_over_http(market: Running, client: httpx.Client) -> None:
    for at, shown in (("2026-04-01", "2026-04-01T23:59:59Z"), ("2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z")):
        assert client.post(f"{market.url}/_clock", json={"at": at}).json() == {"at": shown}
        assert client.get(f"{market.url}/_health").json()["at"] == shown
    client.post(f"{market.url}/_clock", json={"at": "2026-03-02"}).raise_for_status()


def test_answers_are_compressed_when_asked(market: Running, client: httpx.Client) -> None:
    plain = client.get(board(market), headers={"Accept-Encoding": "identity"})
    packed = client.get(board(market), headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert packed.num_bytes_downloaded < plain.num_bytes_downloaded / 2
    again = client.get(board(market), headers={"If-None-Match": plain.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", plain.headers["etag"])


def test_a_status_with_headers(market: Running, client: httpx.Client) -> None:
    fault(market, client, "status", status=503, headers={"Retry-After": "7"}, times=2)
    answers = [client.get(board(market)) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [503, 503, 200]
    assert answers[0].headers["retry-after"] == "7"


def test_a_redirect(market: Running, client: httpx.Client) -> None:
    fault(market, client, "redirect", location="https://elsewhere.example/")
    answer = client.get(board(market))
    assert (answer.status_code, answer.headers["location"]) == (302, "https://elsewhere.example/")


@pytest.mark.parametrize(("kind", "begins"), [("html", b"<!doctype html>"), ("garbage", b'{"jobs": [{"id"')])
def test_what_is_no_json(market: Running, client: httpx.Client, kind: str, begins: bytes) -> None:
    fault(market, client, kind)
    answer = client.get(board(market))
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    with pytest.raises(ValueError, match=r"."):
        answer.json()


def test_an_empty_board(market: Running, client: httpx.Client) -> None:
    fault(market, client, "empty")
    assert client.get(board(market)).json()["jobs"] == []


def test_a_huge_answer(market: Running, client: httpx.Client) -> None:
    fault(market, client, "huge", bytes=300_000)
    assert client.get(board(market), headers={"Accept-Encoding": "identity"}).content.startswith(b" " * 300_000 + b"{")


@pytest.mark.parametrize("kind", ["reset", "truncate"])
def test_a_broken_connection(market: Running, client: httpx.Client, kind: str) -> None:
    fault(market, client, kind)
    with pytest.raises(httpx.TransportError):
        client.get(board(market))
    assert client.get(board(market)).status_code == 200


def test_no_answer_at_all(market: Running, client: httpx.Client) -> None:
    fault(market, client, "hang")
    with pytest.raises(httpx.ReadTimeout):
        client.get(board(market), timeout=0.2)


def test_a_slow_answer_arrives_whole(market: Running, client: httpx.Client) -> None:
    whole = client.get(board(market)).content
    fault(market, client, "slow", seconds=0.2)
    assert client.get(board(market)).content == whole


def test_unknown_faults_are_refused(market: Running, client: httpx.Client) -> None:
    answer = client.post(f"{market.url}/_faults", json={"match": "x", "kind": "explode"})
    assert answer.status_code == 400
    assert all(kind in answer.json()["error"] for kind in KINDS)


def test_boards_with_blanks_and_capitals_are_found(market: Running, client: httpx.Client) -> None:
    for token in market.world.market.boards["ashby"]:
        assert client.get(f"{market.base_url('ashby')}/{token}").status_code == 200
    for token in market.world.market.boards["lever"]:
        if token != token.lower():
            assert client.get(f"{market.base_url('lever')}/{token.lower()}").status_code == 404
