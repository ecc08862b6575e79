"""Passkeys with Chromium's virtual authenticator, and an authenticator app, on a desktop and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from pyotp import TOTP

from tests.app.accounts.test_accounts_in_browser import DESKTOP, PHONE, read_letter, send, window
from tests.app.accounts.visitor import PASSWORD
from tests.app.browser import browsing, find_chromium, serving, settle

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium is installed; CHROMIUM names one"),
]
EMAIL = "ada@example.org"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def home(database: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The app at localhost, where browsers have passkeys without TLS."""
    monkeypatch.delenv("JOBLEDGER_NOW")
    with serving() as served:
        yield f"http://localhost:{urlsplit(served).port}"


@pytest.fixture
def browser() -> Iterator[Browser]:
    with browsing(str(find_chromium())) as started:
        yield started


def sign_up(page: Page) -> None:
    page.goto("/auth/sign-up")
    send(page, "Create account", email=EMAIL, name="Ada", password=PASSWORD)
    page.goto(read_letter(page, "/auth/verify"))
    send(page, "Confirm and sign in", password=PASSWORD)
    settle(page)


def sign_out(page: Page) -> None:
    page.goto("/auth/sign-out")
    send(page, "Sign out")
    page.wait_for_url("**/")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_passkey_is_added_used_and_removed(browser: Browser, home: str, size: dict[str, int]) -> None:
    with window(browser, home, size) as page:
        protocol = page.context.new_cdp_session(page)
        protocol.send("WebAuthn.enable")
        made = protocol.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        sign_up(page)
        page.goto("/auth/passkeys")
        send(page, "Add passkey", name="This laptop")
        expect(page.get_by_text("This laptop")).to_be_visible()
        held = protocol.send("WebAuthn.getCredentials", {"authenticatorId": made["authenticatorId"]})["credentials"]
        assert [(key["rpId"], key["isResidentCredential"]) for key in held] == [("localhost", True)]
        sign_out(page)
        page.goto("/auth/sign-in?next=/auth/passkeys")
        page.get_by_role("link", name="Sign in with a passkey").click()
        send(page, "Use passkey")
        page.wait_for_url("**/auth/passkeys")
        expect(page.get_by_text("last used")).to_be_visible()
        protocol.send("WebAuthn.setUserVerified", {"authenticatorId": made["authenticatorId"], "isUserVerified": False})
        page.goto("/auth/passkey")
        send(page, "Use passkey")
        expect(page.get_by_role("alert")).to_contain_text("No passkey was used")
        page.goto("/auth/passkeys")
        page.get_by_role("button", name="Remove This laptop").click()
        expect(page.get_by_text("This laptop")).to_have_count(0)
        assert page.evaluate("document.querySelectorAll('form[data-passkey]').length") == 1


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_authenticator_app_is_set_up_and_asked_for(browser: Browser, home: str, size: dict[str, int]) -> None:
    with window(browser, home, size) as page:
        sign_up(page)
        page.goto("/auth/totp")
        picture = page.locator(".picture svg").bounding_box()
        assert picture
        assert min(picture["width"], picture["height"]) > 150
        secret = page.locator("code").inner_text().replace(" ", "")
        send(page, "Turn on", code=TOTP(secret).now())
        codes = page.locator(".codes code").all_inner_texts()
        assert len(codes) == 10
        sign_out(page)
        page.goto("/auth/sign-in?next=/auth/totp")
        send(page, "Sign in", email=EMAIL, password=PASSWORD)
        expect(page.get_by_role("heading", name="Enter your code")).to_be_visible()
        send(page, "Sign in", code="000000")
        expect(page.get_by_role("alert")).to_contain_text("Wrong code.")
        send(page, "Sign in", code=codes[0])
        page.wait_for_url("**/auth/totp")
        expect(page.get_by_text("You have 9 unused recovery codes.")).to_be_visible()
