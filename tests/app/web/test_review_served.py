"""The app as it is served, tried from outside: sockets of other sites, Streamlit's own addresses, open pages."""

from __future__ import annotations

import asyncio

import aiohttp
import httpx
import pytest

from app.accounts import sessions
from database.sessions import auth_session
from tests.app.browser import serving
from tests.app.people import person
from tests.app.stream import Stream

OTHERS = ("https://evil.example", "null", "http://localhost.evil.example", "http://evil.example:8501", "file://")
OUTSIDE = (
    "/static/../../../../etc/passwd", "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/static//etc/passwd",
    "/auth/static/..%2f..%2f..%2f..%2fdatabase/settings.py", "/auth/static/%2e%2e/cookies.py", "/media/../x",
    "/component/..%2f..%2fetc/passwd", "/app/static/../../database/settings.py",
)  # fmt: skip
PAGES = ("/", "/settings", "/auth/sign-in", "/_stcore/health", "/media/none", "/auth/static/pages.css", "/nowhere")


@pytest.fixture(autouse=True)
def local(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address and the time of a real server."""
    monkeypatch.delenv("PUBLIC_URL")
    monkeypatch.delenv("JOBLEDGER_NOW")


async def handshake(address: str, origin: str) -> int:
    """The status that a page of `origin` gets when it opens a socket to the app."""
    async with aiohttp.ClientSession(headers={"Origin": origin}) as browser:
        try:
            async with browser.ws_connect(f"{address}/_stcore/stream", protocols=("streamlit",)):
                return 101
        except aiohttp.WSServerHandshakeError as refused:
            return refused.status


async def look_revoked(address: str) -> tuple[str, str]:
    """What an open page shows before and after its session is ended elsewhere."""
    ada = person("ada@example.org", name="Ada of the Open Page")
    async with Stream(address, {"jl_session": ada.token}) as page:
        before = await page.visit("settings")
        with auth_session() as session:
            sessions.end_all(session, ada.id)
        await page.wait_for_close()
    async with Stream(address, {"jl_session": ada.token}) as page:
        return before, await page.visit("settings")


def raw(address: str, path: str) -> tuple[int, bytes]:
    """The answer to a path that no client tidies up."""
    request = httpx.Request("GET", address, extensions={"target": path.encode()})
    with httpx.Client() as browser:
        answer = browser.send(request)
        return answer.status_code, answer.content


@pytest.mark.timeout(120)
def test_the_served_app_from_outside() -> None:
    """One server for all of it: it takes longer to start than to be tried."""
    with serving() as address:
        assert asyncio.run(handshake(address, address)) == 101
        for origin in OTHERS:
            assert asyncio.run(handshake(address, origin)) == 403, origin

        before, after = asyncio.run(look_revoked(address))
        assert "Ada of the Open Page" in before
        assert "Ada of the Open Page" not in after
        assert "ada@example.org" not in after

        for path in OUTSIDE:
            status, content = raw(address, path)
            assert b"root:" not in content, path
            assert b"import annotations" not in content, path
            assert status in {200, 400, 404}, path

        for path in PAGES:
            for origin in ("https://evil.example", "http://localhost:1234", "http://127.0.0.1"):
                answer = httpx.get(f"{address}{path}", headers={"Origin": origin})
                assert not [name for name in answer.headers if name.startswith("access-control-")], (path, origin)
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], path
            assert (
                "object-src 'none'" in answer.headers["Content-Security-Policy"]
                or "default-src 'none'" in (answer.headers["Content-Security-Policy"])
            ), path
            assert answer.headers["X-Content-Type-Options"] == "nosniff", path
            assert "Referrer-Policy" in answer.headers, path

        for path in PAGES:
            traced = httpx.request("TRACE", f"{address}{path}", headers={"X-Probe": "a-probe"})
            assert (traced.status_code, "a-probe" in traced.text) in {(404, False), (405, False)}, path
        for folder in ("/auth/static/", "/static/", "/static/js/", "/media/"):
            assert httpx.get(f"{address}{folder}").status_code in {301, 404}, folder

        for method in ("OPTIONS", "PUT"):
            upload = httpx.request(method, f"{address}/_stcore/upload_file/any/any")
            assert not [name for name in upload.headers if name.startswith("access-control-")], method
        for method in ("PUT", "DELETE"):
            upload = httpx.request(method, f"{address}/_stcore/upload_file/any/any", files={"f": b"x"})
            assert upload.status_code == 403, "a file needs Streamlit's own token"
        assert httpx.post(f"{address}/_stcore/agent/interact", json={}).status_code in {403, 404}
