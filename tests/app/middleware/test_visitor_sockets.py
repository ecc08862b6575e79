"""How many pages a visitor may have open, over real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack

import aiohttp
import pytest

from app.middleware.allowance import Allowance
from app.middleware.visitor_sockets import MAX_PAGES_PER_NETWORK, MAX_PAGES_PER_SESSION
from tests.app.browser import serving


@pytest.fixture
def address(database: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TRUSTED_PROXIES", "127.0.0.1/32")
    with serving() as served:
        yield served


async def open_pages(address: str, number: int, **headers: str) -> tuple[int, int | None]:
    """Open pages until one is refused, close all; return how many opened, and the status of the refusal."""
    async with AsyncExitStack() as stack:
        browser = await stack.enter_async_context(
            aiohttp.ClientSession(headers={"Origin": address, **headers}, connector=aiohttp.TCPConnector(limit=0))
        )
        for opened in range(number):
            try:
                await stack.enter_async_context(browser.ws_connect(f"{address}/_stcore/stream"))
            except aiohttp.WSServerHandshakeError as error:
                return opened, error.status
    return number, None


def test_a_network_and_a_session_have_a_limited_number_of_pages(address: str) -> None:
    async def check() -> None:
        here, elsewhere = {"X-Forwarded-For": "192.0.2.7"}, {"X-Forwarded-For": "198.51.100.7"}
        session = elsewhere | {"Cookie": "jl_session=a"}
        assert await open_pages(address, 300, **here) == (MAX_PAGES_PER_NETWORK, 429)
        assert await open_pages(address, 300, **session) == (MAX_PAGES_PER_SESSION, 429)
        # All are closed again, so that the session may open others; the first network has opened too many just now.
        assert await open_pages(address, 10, **session) == (10, None)
        opened, status = await open_pages(address, 300, **here)
        assert opened < MAX_PAGES_PER_NETWORK
        assert status == 429

    asyncio.run(check())


def test_an_allowance_refills_over_time() -> None:
    moment = 0.0
    allowance = Allowance(2, 0.5, clock=lambda: moment)
    assert [allowance.take_if_left() for _ in range(3)] == [True, True, False]
    moment = 2.0
    assert [allowance.take_if_left() for _ in range(2)] == [True, False]
    assert allowance.take() == 2.0
    moment = 100.0
    assert allowance.is_full()
