"""Who asks, as far as a request tells: network address and device. Whose request it is: app.accounts.sessions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.requests import HTTPConnection

from database.settings import settings

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_LONGEST_AGENT = 400


@dataclass(frozen=True, slots=True)
class Client:
    """Where a request came from. `address` is None where it is not known (a Unix socket); `agent` is one clean line."""

    address: str | None
    agent: str | None

    @property
    def network(self) -> str:
        """What limits count by: the address, for IPv6 the /64 that one customer has at least."""
        return self._within(32, 64)

    @property
    def neighbourhood(self) -> str:
        """The wider network that one customer may own whole: /24, for IPv6 /48."""
        return self._within(24, 48)

    def _within(self, bits: int, bits_of_six: int) -> str:
        if self.address is None:
            return "unknown"
        parsed = ip_address(self.address)
        return str(ip_network((parsed, bits_of_six if isinstance(parsed, IPv6Address) else bits), strict=False))


def client_of(request: HTTPConnection) -> Client:
    """The client of a request. X-Forwarded-For counts only as far as it was written by TRUSTED_PROXIES."""
    agent = _CONTROL.sub(" ", request.headers.get("user-agent", ""))[:_LONGEST_AGENT].strip()
    peer = request.client.host if request.client else None
    forwarded = [part.strip() for part in ",".join(request.headers.getlist("x-forwarded-for")).split(",")]
    return Client(_address(peer, forwarded), agent or None)


def _address(peer: str | None, forwarded: list[str]) -> str | None:
    """The last address not written by ourselves, read from the end: everything before it a client can invent."""
    known = _parsed(peer)
    while known and forwarded and _is_trusted(known):
        before = _parsed(forwarded.pop())
        if before is None:
            break
        known = before
    return known


def _parsed(written: str | None) -> str | None:
    try:
        address = ip_address((written or "").partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


def _is_trusted(address: str) -> bool:
    return any(ip_address(address) in network for network in _networks(settings().trusted_proxies))


@lru_cache(maxsize=4)
def _networks(written: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(part.strip()) for part in written.split(",") if part.strip())
