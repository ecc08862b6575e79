"""The server's own answers: known and unknown addresses, headers, health, and Streamlit's settings."""

from __future__ import annotations

import asyncio

import httpx
import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from app import server
from app.router import SCREENS
from app.routes import is_known
from app.web.headers import HEADERS, SecurityHeaders
from app.web.known_addresses import KnownAddresses
from tests.app.ledger import Ledger


def yes(_request: object) -> PlainTextResponse:
    """An application that says yes to everything."""
    return PlainTextResponse("yes", headers={"Referrer-Policy": "no-referrer"})


OURS = Starlette(
    routes=[Route("/{path:path}", yes)],
    middleware=[Middleware(SecurityHeaders), Middleware(KnownAddresses, is_known=is_known)],
)


def get(path: str, app: Starlette = OURS) -> httpx.Response:
    """The application's answer, without a socket."""

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://app.example") as client:
            return await client.get(path)

    return asyncio.run(ask())


@pytest.mark.parametrize(
    "path",
    [*(f"/{screen.path}" for screen in SCREENS), "/feed/", "/healthz", "/auth/sign-in", "/_stcore/health",
     "/feed/_stcore/health", "/static/js/index.js", "/media/x.svg", "/favicon.png", "/index.html"],
)  # fmt: skip
def test_known_addresses_are_served(path: str) -> None:
    assert get(path).text == "yes"


@pytest.mark.parametrize("path", ["/nope", "/feed/more", "/listing/abc", "/wp-login.php", "/favicon.png/x", "/feedx"])
def test_unknown_addresses_say_so(path: str) -> None:
    answer = get(path)
    assert answer.status_code == 404
    assert "Page not found" in answer.text
    assert path in answer.text


def test_an_unknown_address_is_shown_letter_for_letter() -> None:
    answer = get("/<script>alert(1)</script>")
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_every_answer_carries_the_security_headers() -> None:
    for path in ("/feed", "/nope"):
        headers = get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert set(HEADERS) <= {name.title() for name in headers}
    assert get("/feed").headers["Referrer-Policy"] == "no-referrer"


def test_an_error_nobody_foresaw_carries_them_too() -> None:
    def fail(_request: object) -> PlainTextResponse:
        raise RuntimeError("a secret of ours")

    async def ask() -> httpx.Response:
        frame = Starlette(routes=[Route("/", fail)], middleware=[Middleware(SecurityHeaders)])
        transport = httpx.ASGITransport(frame, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://app.example") as client:
            return await client.get("/")

    answer = asyncio.run(ask())
    assert answer.status_code == 500
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "secret" not in answer.text


def test_health_follows_the_database(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    health = Starlette(routes=[Route("/healthz", server.healthz)])
    answer = get("/healthz", health)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    answer = get("/healthz", health)
    assert (answer.status_code, answer.json()["database"]) == (503, "does not answer")


def test_streamlit_accepts_every_setting_and_sends_nothing_home() -> None:
    options = server.build_settings("127.0.0.1", 8501)
    assert options["browser.gatherUsageStats"] is False
    assert options["client.toolbarMode"] == "minimal"
    assert options["client.showErrorDetails"] == "none"
    assert options["server.port"] == 8501
    known = set(st.config._config_options_template)
    assert set(options) <= known
