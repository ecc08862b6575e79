"""Windows of a real browser in which someone is signed in. A module that uses `page` brings a `site` and an `ada`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from app.accounts.passwords import hash_password
from app.web.cookies import SESSION_COOKIE
from database.embedded.cluster import Cluster
from database.models import User
from database.sessions import auth_session
from tests.app.accounts.visitor import PASSWORD
from tests.app.browser import browsing, find_chromium, serving
from tests.app.ledger import NOW, Ledger
from tests.app.people import Person, another_session
from tests.database.servers import cloned

IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.filterwarnings("default"),
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium is installed; CHROMIUM names one"),
]
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
TIMEZONE = "Europe/Berlin"


# Windows of earlier tests, by site and width, whose browser cache saves the next test loading Streamlit's scripts.
_CONTEXTS: dict[tuple[str, int], BrowserContext] = {}


def app_on(cluster: Cluster, fill: Callable[[Ledger], None]) -> Iterator[str]:
    """Serve the app on a database with the ledger that `fill` makes; gives its address."""
    with pytest.MonkeyPatch.context() as patch, cloned(cluster, patch) as database:
        patch.setenv("JOBLEDGER_NOW", NOW.isoformat())
        with psycopg.connect(database.libpq_url("owner")) as connection:
            fill(Ledger(connection))
        with serving() as address:
            yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start a browser that waits longer for what it expects, since the machine may be busy."""
    expect.set_options(timeout=20_000)
    with browsing(str(find_chromium())) as started:
        yield started
    _CONTEXTS.clear()
    expect.set_options(timeout=5_000)


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, site: str, browser: Browser, ada: Person) -> Iterator[Page]:
    """Open a page in which Ada has signed in, in a window of each size."""
    yield from signed_in_page(reused_context(browser, site, request.param), site, ada)


@pytest.fixture
def desk(site: str, browser: Browser, ada: Person) -> Iterator[Page]:
    """Open a page in which Ada has signed in, on a desktop only."""
    yield from signed_in_page(reused_context(browser, site, DESKTOP), site, ada)


def account() -> Person:
    """Make an account for one test; its token is its address."""
    email = f"ada-{uuid4().hex[:8]}@example.org"
    with auth_session() as session:
        user = User(
            email=email,
            display_name="Ada",
            timezone=TIMEZONE,
            email_verified_at=NOW,
            password_hash=hash_password(PASSWORD),
        )
        session.add(user)
        session.flush()
        return Person(user.id, email)


def window(browser: Browser, site: str, person: Person, size: ViewportSize) -> Iterator[Page]:
    """Open a page in which someone has signed in, in a window that no other test uses."""
    context = _new_context(browser, site, size)
    yield from signed_in_page(context, site, person)
    context.close()


def signed_in_page(context: BrowserContext, site: str, person: Person) -> Iterator[Page]:
    """Open a page with a session's cookie; fails when a script failed or the policy forbade something.

    Signing in by the form is tested in accounts/.
    """
    token = another_session(person)
    context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": site, "httpOnly": True, "sameSite": "Lax"}])
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    for opened in context.pages:
        opened.close()
    assert errors == []


def reused_context(browser: Browser, site: str, size: ViewportSize) -> BrowserContext:
    """Return the window of this size, without what an earlier test stored in it."""
    key = (site, size["width"])
    context = _CONTEXTS.get(key) or _CONTEXTS.setdefault(key, _new_context(browser, site, size))
    context.clear_cookies()
    page = context.new_page()
    stored = {"origin": site, "storageTypes": "local_storage,indexeddb,cache_storage"}
    context.new_cdp_session(page).send("Storage.clearDataForOrigin", stored)
    page.close()
    return context


def _new_context(browser: Browser, site: str, size: ViewportSize) -> BrowserContext:
    return browser.new_context(viewport=size, base_url=site, timezone_id=TIMEZONE, has_touch=size == PHONE)
