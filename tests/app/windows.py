"""Windows of a real browser in which someone is signed in. A module that uses `page` brings a `site` and an `ada`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from app.accounts.passwords import hashed
from database.cluster import Cluster
from database.models import User
from database.sessions import auth_session
from tests.app.accounts.visitor import PASSWORD
from tests.app.browser import browsing, find_chromium, serving, settle
from tests.app.ledger import NOW, Ledger
from tests.app.people import Person
from tests.database.servers import cloned

IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("default"),
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium is installed; CHROMIUM names one"),
]
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


def app_on(cluster: Cluster, fill: Callable[[Ledger], None]) -> Iterator[str]:
    """The app on a database of its own with the ledger that `fill` makes; gives its address."""
    with pytest.MonkeyPatch.context() as patch, cloned(cluster, patch) as database:
        patch.setenv("JOBLEDGER_NOW", NOW.isoformat())
        with psycopg.connect(database.libpq("owner")) as connection:
            fill(Ledger(connection))
        with serving() as address:
            yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser, and patience: what is waited for may take a while on a machine that does other things."""
    expect.set_options(timeout=20_000)
    with browsing(str(find_chromium())) as own:
        yield own
    expect.set_options(timeout=5_000)


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, site: str, browser: Browser, ada: Person) -> Iterator[Page]:
    """A window of each size in which Ada has signed in."""
    yield from window(browser, site, ada, request.param)


@pytest.fixture
def desk(site: str, browser: Browser, ada: Person) -> Iterator[Page]:
    """The same on a desktop only."""
    yield from window(browser, site, ada, DESKTOP)


def account() -> Person:
    """An account of the test's own; its token is its address."""
    email = f"ada-{uuid4().hex[:8]}@example.org"
    with auth_session() as session:
        user = User(email=email, display_name="Ada", email_verified_at=NOW, password_hash=hashed(PASSWORD))
        session.add(user)
        session.flush()
        return Person(user.id, email)


def window(browser: Browser, site: str, person: Person, size: ViewportSize) -> Iterator[Page]:
    """Sign in by the form; fails when a script failed or the policy forbade something."""
    is_phone = size == PHONE
    context = browser.new_context(viewport=size, base_url=site, timezone_id="Europe/Berlin", has_touch=is_phone)
    own = context.new_page()
    wrong: list[str] = []
    own.on("pageerror", lambda error: wrong.append(str(error)))
    own.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    own.goto("/auth/sign-in?next=/settings")
    own.fill("#email", person.token)
    own.fill("#password", PASSWORD)
    own.get_by_role("button", name="Sign in", exact=True).click()
    settle(own)
    yield own
    context.close()
    assert wrong == []
