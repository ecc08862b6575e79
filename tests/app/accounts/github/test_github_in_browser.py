"""What only a real browser enforces on the way to GitHub and back: the policy on forms, and which cookies travel."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import Page

from tests.app.accounts.github.github_server import GitHub, served
from tests.app.accounts.github.github_visitor import accounts
from tests.app.accounts.visitor import APP, PASSWORD, member
from tests.app.browser import browsing, find_chromium

pytest_plugins = ["tests.app.accounts.github.github_fixtures"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium is installed; CHROMIUM names one"),
]


@pytest.fixture
def ada() -> None:
    """A member; made before the browser, beside which no other loop may run."""
    member("ada@example.org")


@pytest.fixture
def page(github: GitHub, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """Open a page on a phone; the app is at another site than GitHub."""
    with served(APP) as url, browsing(str(find_chromium())) as browser:
        home = url.replace("127.0.0.1", "localhost")
        monkeypatch.setenv("PUBLIC_URL", home)
        github.callback = f"{home}/auth/github/callback"
        yield browser.new_page(base_url=home, viewport={"width": 390, "height": 844})


def test_a_browser_goes_there_and_comes_back_signed_in(github: GitHub, page: Page, owner: psycopg.Connection) -> None:
    page.goto("/auth/sign-in?next=/auth/password")
    page.get_by_role("button", name="Sign in with GitHub").click()
    page.wait_for_url("**/auth/password")
    assert page.get_by_role("heading", name="Set a password").is_visible()
    assert accounts(owner) == [("mona@example.org", "583231")]
    session = {cookie["name"]: cookie for cookie in page.context.cookies()}["jl_session"]
    assert (session["httpOnly"], session["sameSite"]) == (True, "Lax")


def test_a_browser_links_and_unlinks(ada: None, page: Page, owner: psycopg.Connection) -> None:
    page.goto("/auth/sign-in?next=/auth/github")
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Link GitHub").click()
    page.wait_for_url("**/settings")
    assert accounts(owner) == [("ada@example.org", "583231")]
    page.goto("/auth/github")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Unlink GitHub").click()
    page.wait_for_url("**/settings")
    assert accounts(owner) == [("ada@example.org", None)]


def test_a_refusal_is_a_page_with_a_way_on(github: GitHub, page: Page) -> None:
    github.denies = True
    page.goto("/auth/sign-in")
    page.get_by_role("button", name="Sign in with GitHub").click()
    assert page.get_by_role("heading", name="Access denied").is_visible()
    page.get_by_role("link", name="Back to sign in").click()
    assert page.get_by_role("button", name="Sign in with GitHub").is_visible()
