"""The one HTTP client: whole answers or a FetchError. What an answer means is in `answers`, which fields in sources.

Transport: httpx's interface over aiohttp. Fetching 692 boards at concurrency 20 took 0.3 to 0.4 s on it and 2.1 to
3.4 s on httpx's own pool (two cores, loopback, 2026-11).
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import aiohttp
import httpx
import stamina
from httpx_aiohttp import HttpxAiohttpClient

from ingestion.http.answers import Answer, error_of, json_of
from ingestion.http.errors import (
    BadAnswer,
    FetchError,
    NotConfigured,
    ProviderError,
    RateLimited,
    TooLarge,
    Unreachable,
)
from ingestion.http.gate import Gate
from ingestion.http.limits import Budget, Limits, Pace
from ingestion.http.redaction import redact, scrub, secrets_of, silence_addresses
from ingestion.http.redirects import next_hop, without_userinfo

USER_AGENT = "JobLedger/0.1 (job listings for one's own search)"
_WORTH_ANOTHER_TRY = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})


@dataclass(frozen=True, slots=True)
class Request:
    """One GET of JSON.

    `validators` is the (ETag, Last-Modified) of the last answer, `allowance` the calls the provider allows per
    period, `hosts` the https hosts a redirect may lead to beside the asked one. With `empty_allowed` an answer
    without content is data None; otherwise it is tried again and then a BadAnswer.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    validators: tuple[str | None, str | None] | None = None
    pace: Pace | None = None
    allowance: Mapping[str, int] | None = None
    hosts: frozenset[str] = frozenset()
    empty_allowed: bool = False


@dataclass(slots=True)
class _Tally:
    """What one request has used up so far over its attempts."""

    seconds_left: float
    calls: int = 0


class Client:
    """Asks providers politely.

    Use as `async with Client() as client`: one per event loop, shared by all boards of a pass. `budget` counts calls
    to providers that allow only so many; without one they are not counted.
    """

    def __init__(self, limits: Limits | None = None, *, budget: Budget | None = None) -> None:
        self.limits = limits or Limits.from_settings()
        self.budget = budget
        self._gates: dict[str, Gate] = {}
        silence_addresses()
        contact = f" {ascii(self.limits.contact)[1:-1]}" if self.limits.contact else ""  # a header holds no other
        self._http = HttpxAiohttpClient(
            headers={"User-Agent": USER_AGENT + contact, "Accept": "application/json"},
            timeout=httpx.Timeout(self.limits.timeout, pool=None),
            follow_redirects=False,
        )

    async def __aenter__(self) -> Self:
        """Open the connection pool."""
        await self._http.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection pool."""
        await self._http.__aexit__(kind, error, trace)

    async def get_json(self, request: Request) -> Answer:
        """Return the whole answer, status 2xx or 304, its JSON parsed; tries again where that can help.

        Raises FetchError: one of its kinds, in words that need no traceback.
        """
        _check_address(request.url)
        tally = _Tally(self.limits.deadline)
        try:
            async for attempt in stamina.retry_context(
                on=self._worth_another_try,
                attempts=self.limits.attempts,
                timeout=None,
                wait_initial=self.limits.wait_initial,
                wait_max=self.limits.wait_max,
                wait_jitter=self.limits.wait_jitter,
            ):
                with attempt:
                    return await self._attempt(request, tally)
        except FetchError as error:
            if tally.calls > 1:
                error.args = (f"{error} (asked {tally.calls} times)",)
            raise
        raise Unreachable(f"{redact(request.url)} was not asked: no attempts are allowed.")  # attempts < 1

    def _worth_another_try(self, error: Exception) -> bool | float:
        """Tell stamina whether to try again, or after how many seconds the provider asked us to."""
        if isinstance(error, ProviderError):
            if error.status not in _WORTH_ANOTHER_TRY:
                return False
            if error.retry_at is None:
                return True
            wait = max(0.0, (error.retry_at - datetime.now(UTC)).total_seconds())
            jitter = random.uniform(0, self.limits.wait_jitter)  # noqa: S311 spreads calls, guards nothing
            return wait + jitter if wait <= self.limits.retry_after else False
        return isinstance(error, Unreachable | BadAnswer) and not (isinstance(error, Unreachable) and error.final)

    async def _attempt(self, request: Request, tally: _Tally) -> Answer:
        gate = self._gate(request)
        url, headers = without_userinfo(request.url, self._headers(request))
        secrets = secrets_of(request.url, headers.items())
        async with gate.passage(self.limits.retry_after):
            self._refuse_if_blocked(gate, request)
            if request.allowance and self.budget:
                await self.budget.spend(request.allowance)
            tally.calls += 1
            started = time.monotonic()
            try:
                async with asyncio.timeout(max(0.0, tally.seconds_left)):
                    response, body = await self._exchange(url, headers, request)
            except (httpx.InvalidURL, httpx.UnsupportedProtocol):
                raise _no_address(url) from None
            except (httpx.HTTPError, aiohttp.ClientError, OSError) as error:
                raise _unreachable(error, url, self.limits, secrets, final=_is_deadline(error)) from error
            finally:
                tally.seconds_left -= time.monotonic() - started
        return self._judged(response, body, request, tally, secrets)

    async def _exchange(self, url: str, headers: dict[str, str], request: Request) -> tuple[httpx.Response, bytes]:
        """Follow redirects within bounds and read the body; httpx's and aiohttp's errors pass through."""
        for _ in range(self.limits.redirects + 1):
            async with self._http.stream("GET", url, headers=headers) as response:
                if not response.has_redirect_location:
                    return response, await self._body(response)
            url, headers = next_hop(url, response, headers, request.hosts)
        raise ProviderError(
            f"{redact(request.url)} redirects more than {self.limits.redirects} times: check the source's base_url.",
            status=response.status_code,
            url=redact(request.url),
        )

    async def _body(self, response: httpx.Response) -> bytes:
        limit = self.limits.max_bytes
        pieces: list[bytes] = []
        size = 0
        async for piece in response.aiter_bytes():
            size += len(piece)
            if size > limit:
                url = redact(str(response.url))
                raise TooLarge(
                    f"{url} answered more than {limit:,} bytes, so none of it was taken. If the board is really that "
                    "large, raise JOBLEDGER_HTTP_MAX_BYTES.",
                    url=url,
                )
            pieces.append(piece)
        return b"".join(pieces)

    def _judged(
        self, response: httpx.Response, body: bytes, request: Request, tally: _Tally, secrets: tuple[str, ...]
    ) -> Answer:
        gate = self._gate(request)
        if response.status_code == HTTPStatus.NOT_MODIFIED and request.validators:
            data = None
        elif response.is_success:
            data = json_of(response, body, secrets, empty_allowed=request.empty_allowed)
        else:
            error = error_of(response, body, secrets, datetime.now(UTC))
            if isinstance(error, RateLimited) and error.retry_at:
                gate.refused((error.retry_at - datetime.now(UTC)).total_seconds(), self.limits.retry_after)
            raise error
        gate.answered()
        return Answer(
            url=redact(str(response.url)),
            status=response.status_code,
            data=data,
            size=len(body),
            calls=tally.calls,
            etag=_sendable(response.headers.get("etag")),
            last_modified=_sendable(response.headers.get("last-modified")),
        )

    def _gate(self, request: Request) -> Gate:
        host = urlsplit(request.url).netloc.rpartition("@")[2]
        if host not in self._gates:
            self._gates[host] = Gate(request.pace or Pace(self.limits.per_host, self.limits.interval))
        return self._gates[host]

    def _refuse_if_blocked(self, gate: Gate, request: Request) -> None:
        """Do not ask a host that keeps refusing for longer than we wait: 600 boards would each be refused."""
        if gate.silence > self.limits.retry_after:
            until = datetime.now(UTC) + timedelta(seconds=gate.silence)
            url = redact(request.url)
            raise RateLimited(
                f"{url} was not asked: its host refuses all calls until {until:%Y-%m-%d %H:%M:%S} UTC (429). "
                "It is fetched again at the next scheduled pass.",
                status=HTTPStatus.TOO_MANY_REQUESTS,
                retry_at=until,
                url=url,
            )

    def _headers(self, request: Request) -> dict[str, str]:
        etag, last_modified = request.validators or (None, None)
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        return dict(request.headers) | {name: value for name, value in conditions.items() if value}


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise _no_address(url)


def _no_address(url: str) -> NotConfigured:
    return NotConfigured(f"{redact(url)} is no http or https address: check the source's base_url.")


def _sendable(validator: str | None) -> str | None:
    """Return a validator that can be sent back as a header."""
    return validator if validator and validator.isascii() and validator.isprintable() else None


def _is_deadline(error: BaseException) -> bool:
    return isinstance(error, TimeoutError) and not isinstance(error, aiohttp.ClientError)


def _unreachable(error: Exception, url: str, limits: Limits, secrets: tuple[str, ...], *, final: bool) -> Unreachable:
    """Say in plain words why no whole answer came."""
    shown = redact(url)
    if final:
        what = f"sent no whole answer within {limits.deadline:g} s (JOBLEDGER_HTTP_DEADLINE)"
    elif isinstance(error, httpx.TimeoutException) and "onnect" not in type(error).__name__:
        what = f"stayed silent for {limits.timeout:g} s (JOBLEDGER_HTTP_TIMEOUT)"
    else:
        what = f"could not be read: {scrub(str(error), secrets) or type(error).__name__}"
    found = Unreachable(
        f"{shown} {what}. The board is fetched again at the next scheduled pass; if this stays, check the network and "
        "the source's base_url.",
        url=shown,
    )
    found.final = final
    return found
