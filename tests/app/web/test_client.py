"""Whose address counts as the client's."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from app.web.client import Client, read_client


def client(peer: str | None, *forwarded: str, agent: str = "x") -> Client:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded] + [(b"user-agent", agent.encode("latin-1"))]
    return read_client(Request({"type": "http", "headers": headers, "client": (peer, 1) if peer else None}))


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "address"),
    [
        ("", "192.0.2.1", (), "192.0.2.1"),
        ("", "192.0.2.1", ("10.9.9.9",), "192.0.2.1"),
        ("127.0.0.1", "192.0.2.1", ("10.9.9.9",), "192.0.2.1"),
        ("127.0.0.1", "127.0.0.1", ("198.51.100.7",), "198.51.100.7"),
        ("127.0.0.1", "127.0.0.1", ("invented, 198.51.100.7",), "198.51.100.7"),
        ("127.0.0.1", "127.0.0.1", ("1.2.3.4", "198.51.100.7"), "198.51.100.7"),
        ("127.0.0.0/8,10.0.0.0/8", "127.0.0.1", ("1.2.3.4, 198.51.100.7, 10.1.1.1",), "198.51.100.7"),
        ("127.0.0.1", "127.0.0.1", ("not an address",), "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1", (), "127.0.0.1"),
        ("::1", "::1", ("2001:db8::1",), "2001:db8::1"),
        ("127.0.0.1", "::ffff:127.0.0.1", ("198.51.100.7",), "198.51.100.7"),
        ("", None, ("198.51.100.7",), None),
    ],
)  # fmt: skip
def test_forwarded_addresses_count_as_far_as_our_own_proxies_wrote_them(
    monkeypatch: pytest.MonkeyPatch, trusted: str, peer: str | None, forwarded: tuple[str, ...], address: str | None
) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", trusted)
    assert client(peer, *forwarded).address == address


def test_one_customer_of_ipv6_is_one_network() -> None:
    assert client("2001:db8:1:2:3:4:5:6").network == client("2001:db8:1:2:ffff::").network == "2001:db8:1:2::/64"
    assert client("192.0.2.1").network == "192.0.2.1/32"
    assert client(None).network == "unknown"


def test_an_agent_is_one_clean_line_of_bounded_length() -> None:
    assert client("192.0.2.1", agent="a\x1b[31mb\x7f" + "c" * 999).agent == "a [31mb " + "c" * 392
    assert client("192.0.2.1", agent="").agent is None


def test_trusted_proxies_must_be_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", "proxy.example")
    with pytest.raises(ValueError, match=r"proxy\.example"):
        client("192.0.2.1")
