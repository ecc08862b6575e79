"""What only a real browser enforces on the way to an issuer and back: the policy on forms, and which cookies travel."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import Page

from tests.app.accounts.github.github_server import served
from tests.app.accounts.oidc.issuer import Issuer
from tests.app.accounts.oidc.oidc_visitor import MONA, PATH, links
from tests.app.accounts.visitor import APP, PASSWORD, member
from tests.app.browser import browsing, find_chromium

pytest_plugins = ["tests.app.accounts.oidc.oidc_fixtures"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium is installed; CHROMIUM names one"),
]


@pytest.fixture
def ada() -> None:
    """A member; made before the browser, beside which no other loop may run."""
    member("ada@example.org")


@pytest.fixture
def page(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """Open a page on a phone, without scripts; the app is at another site than the issuer."""
    with served(APP) as url, browsing(str(find_chromium())) as browser:
        home = url.replace("127.0.0.1", "localhost")
        monkeypatch.setenv("PUBLIC_URL", home)
        issuer.callback = f"{home}{PATH}/callback"
        yield browser.new_page(base_url=home, viewport={"width": 390, "height": 844}, java_script_enabled=False)


def test_a_browser_without_scripts_goes_there_and_comes_back_signed_in(
    issuer: Issuer, page: Page, owner: psycopg.Connection
) -> None:
    page.goto("/auth/sign-in?next=/auth/password")
    page.get_by_role("button", name="Sign in with Acme").click()
    page.wait_for_url("**/auth/password")
    assert page.get_by_role("heading", name="Set a password").is_visible()
    assert links(owner) == [("mona@example.org", issuer.url, MONA["sub"])]
    session = {cookie["name"]: cookie for cookie in page.context.cookies()}["jl_session"]
    assert (session["httpOnly"], session["sameSite"]) == (True, "Lax")


def test_a_browser_links_and_unlinks(ada: None, issuer: Issuer, page: Page, owner: psycopg.Connection) -> None:
    page.goto(f"/auth/sign-in?next={PATH}")
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Link Acme").click()
    page.wait_for_url("**/settings")
    assert links(owner) == [("ada@example.org", issuer.url, MONA["sub"])]
    page.goto(PATH)
    page.get_by_role("button", name="Unlink Acme").click()
    page.wait_for_url("**/settings")
    assert links(owner) == []


def test_a_refusal_is_a_page_with_a_way_on(issuer: Issuer, page: Page) -> None:
    issuer.denies = "access_denied"
    page.goto("/auth/sign-in")
    page.get_by_role("button", name="Sign in with Acme").click()
    page.get_by_role("heading", name="Access denied").wait_for()
    page.get_by_role("link", name="Back to sign in").click()
    assert page.get_by_role("button", name="Sign in with Acme").is_visible()
