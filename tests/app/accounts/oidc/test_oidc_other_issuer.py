"""An issuer that others wrote, in a process of its own: signing in by its pages, in a real browser.

Our own issuer of the other tests may misread the standard just as our client does.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import psycopg
import pytest
from playwright.sync_api import Page

from tests.app.accounts.github.github_server import served
from tests.app.accounts.oidc.oidc_visitor import MONA, PATH, links
from tests.app.accounts.visitor import APP
from tests.app.browser import browsing, find_chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium is installed; CHROMIUM names one"),
]


@pytest.fixture
def issuer_url() -> Iterator[str]:
    """Start `oidc-provider-mock`, where Mona has an account, and yield its address."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = chosen.getsockname()[1]
    # It uses deprecated parts of authlib, which warn.
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "1"]
    process = subprocess.Popen([*command, "--user-claims", json.dumps(MONA)], stderr=subprocess.DEVNULL)
    url = f"http://localhost:{port}"
    try:
        for _ in range(200):
            try:
                httpx.get(f"{url}/.well-known/openid-configuration").raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def page(issuer_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """Open a page; the app's clock is the issuer's."""
    monkeypatch.delenv("JOBLEDGER_NOW")
    entry = {"name": "acme", "label": "Acme", "issuer": issuer_url, "client_id": "jobledger", "client_secret": "words"}
    monkeypatch.setenv("OIDC_PROVIDERS", json.dumps([entry]))
    with served(APP) as url, browsing(str(find_chromium())) as browser:
        home = url.replace("127.0.0.1", "localhost")
        monkeypatch.setenv("PUBLIC_URL", home)
        yield browser.new_page(base_url=home)


def test_signing_in_by_its_pages(page: Page, issuer_url: str, owner: psycopg.Connection) -> None:
    for _ in range(2):
        page.context.clear_cookies()
        page.goto(f"/auth/sign-in?next={PATH}")
        page.get_by_role("button", name="Sign in with Acme").click()
        page.get_by_role("button", name=MONA["sub"]).first.click()
        page.wait_for_url(f"**{PATH}")
        assert page.get_by_text("Acme is your only way to sign in").is_visible()
    assert links(owner) == [("mona@example.org", issuer_url, MONA["sub"])]


def test_its_refusal_comes_without_our_state_and_is_not_believed(page: Page, owner: psycopg.Connection) -> None:
    """RFC 6749 has the state in it (4.1.2.1); this issuer leaves it out, so anyone could have sent it."""
    page.goto("/auth/sign-in")
    page.get_by_role("button", name="Sign in with Acme").click()
    page.get_by_role("button", name="Deny").click()
    page.get_by_role("heading", name="Start again").wait_for()
    assert links(owner) == []
