"""Sign up, sign in, reset, link and delete an account in a real browser, on a desktop and on a phone."""

from __future__ import annotations

import json
import re
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.accounts.github.github_server import GitHub, address
from tests.app.accounts.visitor import PASSWORD
from tests.app.browser import PATIENCE, browsing, find_chromium, serving, settle

pytest_plugins = ["tests.app.accounts.github.github_fixtures"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium is installed; CHROMIUM names one"),
]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
EMAIL, NEW = "ada@example.org", "quite another password"


@pytest.fixture
def home(github: GitHub, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The app as people reach it, where GitHub knows Ada too."""
    monkeypatch.delenv("JOBLEDGER_NOW")
    github.visitor.emails = [address(EMAIL)]
    with serving() as served:
        port = urlsplit(served).port
        github.callback = f"http://localhost:{port}/auth/github/callback"
        yield f"http://localhost:{port}"


@contextmanager
def window(browser: Browser, home: str, size: dict[str, int]) -> Iterator[Page]:
    """A browser of its own; fails when a page's script failed or asked for what the policy forbids."""
    context = browser.new_context(viewport=size, base_url=home, timezone_id="Europe/Berlin")  # type: ignore[arg-type]
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    context.close()
    assert wrong == []


def send(page: Page, button: str, **fields: str) -> None:
    """Fill in the page's form by the ids of its fields, and send it."""
    expect(page.get_by_role("button", name=button, exact=True)).to_be_visible()
    for name, value in fields.items():
        page.fill(f"#{name.replace('_', '-')}", value)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the window"
    page.get_by_role("button", name=button, exact=True).click()


def read_letter(page: Page, leads_to: str) -> str:
    """Wait for the newest letter that leads to an address of ours, and return its link."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        page.goto("/auth/outbox")
        for link in page.locator("article a").all():
            target = link.get_attribute("href") or ""
            if urlsplit(target).path == leads_to:
                return target
        page.wait_for_timeout(250)
    raise AssertionError(f"no letter leads to {leads_to}")


def at(page: Page, path: str) -> None:
    """Go to a screen and wait until it is drawn."""
    page.goto(path)
    settle(page)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_from_signing_up_to_having_the_account_back(home: str, size: dict[str, int], tmp_path: Path) -> None:
    with browsing(str(find_chromium())) as browser, window(browser, home, size) as page:
        _sign_up(page)
        _sign_out_and_in(page)
        with window(browser, home, PHONE) as other:
            other.goto("/auth/sign-in?next=/settings")
            send(other, "Sign in", email=EMAIL, password=PASSWORD)
            settle(other)
            expect(other.get_by_role("heading", name="Settings")).to_be_visible()
            _reset(page)
            expect(other.get_by_role("heading", name="Sign in")).to_be_visible(timeout=15_000)
        _link_and_unlink(page)
        _export(page, tmp_path / "mine.zip")
        _delete_and_undo(page)


def _sign_up(page: Page) -> None:
    page.goto("/auth/sign-up")
    send(page, "Create account", email=EMAIL, name="Ada", password=PASSWORD)
    expect(page.get_by_role("heading", name="Check your email")).to_be_visible()
    page.goto(read_letter(page, "/auth/verify"))
    assert "token" not in page.url
    send(page, "Confirm and sign in", password=PASSWORD)
    settle(page)
    assert [cookie["httpOnly"] for cookie in page.context.cookies() if cookie["name"] == "jl_session"] == [True]


def _sign_out_and_in(page: Page) -> None:
    page.goto("/auth/sign-out")
    send(page, "Sign out")
    at(page, "/settings")
    expect(page.get_by_text("This needs an account.").first).to_be_visible()
    page.get_by_role("link", name="Sign in").last.click()
    send(page, "Sign in", email=EMAIL, password="not this one")
    expect(page.get_by_role("alert")).to_contain_text("Wrong email or password")
    send(page, "Sign in", password=PASSWORD)
    settle(page)
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()


def _reset(page: Page) -> None:
    page.goto("/auth/forgot")
    send(page, "Send link", email=EMAIL)
    page.goto(read_letter(page, "/auth/reset"))
    send(page, "Save and sign in", password=NEW)
    settle(page)


def _link_and_unlink(page: Page) -> None:
    page.goto("/auth/github")
    send(page, "Link GitHub")
    page.wait_for_url("**/settings")
    settle(page)
    page.goto("/auth/sign-out")
    send(page, "Sign out")
    page.goto("/auth/sign-in?next=/auth/github")
    page.get_by_role("button", name="Sign in with GitHub").click()
    page.wait_for_url("**/auth/github")
    send(page, "Unlink GitHub")
    page.wait_for_url("**/settings")


def _export(page: Page, archive: Path) -> None:
    page.goto("/auth/export")
    with page.expect_download() as download:
        send(page, "Download archive")
    download.value.save_as(archive)
    with zipfile.ZipFile(archive) as opened:
        assert EMAIL in json.dumps(json.loads(opened.read("jobledger.json")))
        assert not re.search(rb"argon2|token_hash", b"".join(opened.read(name) for name in opened.namelist()))


def _delete_and_undo(page: Page) -> None:
    page.goto("/auth/delete")
    send(page, "Delete account", current=NEW)
    expect(page.get_by_role("heading", name="Your account was deleted")).to_be_visible()
    at(page, "/settings")
    expect(page.get_by_text("This needs an account.").first).to_be_visible()
    page.goto("/auth/sign-in")
    send(page, "Sign in", email=EMAIL, password=NEW)
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    at(page, "/settings")
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()
