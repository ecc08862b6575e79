"""Read a request's network address and user agent. Whose request it is: app.accounts.sessions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.requests import HTTPConnection

from database.settings import settings

_CONTROL_CHARACTERS_PATTERN = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_MAX_AGENT_LENGTH = 400


@dataclass(frozen=True, slots=True)
class Client:
    """The origin of a request. `address` is None where it is unknown (a Unix socket); `agent` is one clean line."""

    address: str | None
    agent: str | None

    @property
    def network(self) -> str:
        """Return the network that limits count by: the address, or for IPv6 the /64 every customer has."""
        return self._network_of_size(32, 64)

    @property
    def neighbourhood(self) -> str:
        """Return the wider network that one customer may own: a /24, or for IPv6 a /48."""
        return self._network_of_size(24, 48)

    def _network_of_size(self, ipv4_bits: int, ipv6_bits: int) -> str:
        if self.address is None:
            return "unknown"
        parsed = ip_address(self.address)
        return str(ip_network((parsed, ipv6_bits if isinstance(parsed, IPv6Address) else ipv4_bits), strict=False))


def read_client(request: HTTPConnection) -> Client:
    """Return the client of a request. X-Forwarded-For counts only as far as TRUSTED_PROXIES wrote it."""
    user_agent = _CONTROL_CHARACTERS_PATTERN.sub(" ", request.headers.get("user-agent", ""))[:_MAX_AGENT_LENGTH].strip()
    peer = request.client.host if request.client else None
    forwarded = [part.strip() for part in ",".join(request.headers.getlist("x-forwarded-for")).split(",")]
    return Client(_find_address(peer, forwarded), user_agent or None)


def _find_address(peer: str | None, forwarded: list[str]) -> str | None:
    """Return the last address that is not a trusted proxy. A client can invent every address before it."""
    address = _parse_address(peer)
    while address and forwarded and _is_trusted(address):
        previous_hop = _parse_address(forwarded.pop())
        if previous_hop is None:
            break
        address = previous_hop
    return address


def _parse_address(text: str | None) -> str | None:
    try:
        address = ip_address((text or "").partition("%")[0])
    except ValueError:
        return None
    mapped_ipv4 = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped_ipv4 or address)


def _is_trusted(address: str) -> bool:
    return any(ip_address(address) in network for network in _parse_networks(settings().trusted_proxies))


@lru_cache(maxsize=4)
def _parse_networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
