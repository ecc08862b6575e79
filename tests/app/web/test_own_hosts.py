"""The served app answers at its own names only, whatever is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import aiohttp
import httpx
import pytest

from tests.app.browser import serving


@pytest.fixture
def address(database: object) -> Iterator[str]:
    with serving() as served:
        yield served


PATHS = ["/", "/feed", "/nope", "/auth/sign-in", "/api/v1/openapi.json", "/_stcore/host-config", "/media/a.csv",
         "/static/js/index.js", "/suggest?q=a", "/calendar/a.ics"]  # fmt: skip


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8501", "localhost.evil.example", ""])
def test_another_host_gets_nothing(address: str, host: str) -> None:
    async def open_page() -> None:
        async with aiohttp.ClientSession(headers={"Host": host}) as browser:
            await browser.ws_connect(f"{address}/_stcore/stream")

    with httpx.Client(base_url=address, headers={"Host": host}) as browser:
        for path in PATHS:
            answer = browser.get(path)
            assert answer.status_code == 400, path
            assert "set PUBLIC_URL" in answer.text
        assert browser.put("/_stcore/upload_file/a/b", content=b"x").status_code == 400
        assert browser.get("/healthz").status_code == 200
    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        asyncio.run(open_page())


def test_every_name_of_this_machine_is_ours_while_public_url_is_one(address: str) -> None:
    with httpx.Client(base_url=address) as browser:
        for host in ("localhost", "127.0.0.1:1", "[::1]:8501"):
            assert browser.get("/feed", headers={"Host": host}).status_code == 200
