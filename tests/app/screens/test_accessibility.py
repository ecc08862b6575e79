"""Check every screen, dialog and account page with axe: on a desktop and a phone, light and dark, with data.

One server, one filled account and two windows for all of them. What a screen does is tested elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect
from sqlalchemy import select

from app.accounts import service as accounts_service
from app.applications import files
from app.demo import service as demo_service
from app.kit.tables import applications
from database.embedded.cluster import Cluster
from database.models import Operator
from database.sessions import auth_session, user_session
from tests.app import marts
from tests.app.accounts.visitor import letters_to, link_in
from tests.app.applications.samples import PDF
from tests.app.browser import click, serving, settle
from tests.app.ledger import NOW, Job, Key, Ledger, Version
from tests.app.people import Person
from tests.app.windows import DESKTOP, IN_A_BROWSER, PHONE, account, window
from tests.database.servers import cloned

pytestmark = IN_A_BROWSER
TITLES = ("Data Engineer", "Senior Data Engineer", "Analytics Engineer", "Data Scientist", "Backend Engineer")
WORKPLACES = ("remote", "hybrid", "on_site", None)
CSV = b"Company;Title;Status;Applied\nGlobex;Baker;Applied;03.04.2025\nHooli;;Applied;31.12.2024\n"
LISTING = Key("greenhouse", "northwind", "0").id
AXE = Axe()
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
View = tuple[Theme, ViewportSize]
VIEWS: tuple[View, ...] = (("light", DESKTOP), ("light", PHONE), ("dark", DESKTOP))
DARK_ON_A_PHONE: tuple[View, ...] = (("dark", PHONE),)
# What Streamlit draws with the theme's colours has changed over when the app's own element has.
HAS_THEME = "theme => getComputedStyle(document.querySelector('.stApp') ?? document.body).colorScheme.includes(theme)"
Prepare = Callable[[Page], None]


@dataclass(frozen=True)
class Site:
    """Where the app is, who has an account there, one of their applications, and where their reset letter leads."""

    address: str
    person: Person
    application: str
    reset: str


@pytest.fixture(scope="module")
def filled(cluster: Cluster) -> Iterator[Site]:
    """The app on a ledger of sixty jobs; an operator has demo data and a file there."""
    with pytest.MonkeyPatch.context() as patch, cloned(cluster, patch) as database:
        patch.setenv("JOBLEDGER_NOW", NOW.isoformat())
        with psycopg.connect(database.libpq_url("owner")) as connection:
            fill(Ledger(connection))
            marts.fill(connection)
        ada = account()
        with auth_session() as session:
            session.add(Operator(user_id=ada.id))
            accounts_service.request_reset(session, ada.token)
        with user_session(ada.id, writes=True) as session:
            demo_service.add_demo_data(session, NOW)
            own = session.scalars(select(applications.c.id).where(applications.c.status == "interviewing")).first()
            assert own
            files.store(session, own, "CV.pdf", PDF)
        reset = urlsplit(link_in(letters_to(ada.token)[0], "/auth/reset"))
        with serving() as address:
            yield Site(address, ada, str(own), f"{reset.path}?{reset.query}")


def fill(ledger: Ledger) -> None:
    """Jobs of two sources, each in two versions, some closed; a board that fails."""
    ledger.source("greenhouse", "Greenhouse")
    ledger.source("adzuna", "Adzuna", may_aggregate=False, may_archive=False, attribution="Jobs by Adzuna")
    ledger.board("greenhouse", "northwind")
    ledger.board("greenhouse", "broken", status="failed", synced=NOW - timedelta(days=5))
    ledger.board("adzuna", "gb")
    for number in range(60):
        named = {"title": TITLES[number % 5], "company": f"Company {number % 40}", "workplace": WORKPLACES[number % 4]}
        job = Job(**named, posted_days_ago=2 * number)  # type: ignore[arg-type]
        later = Job(**named, posted_days_ago=2 * number, text="We are in Hamburg.", pay=(50_000, None, "EUR", "year"))  # type: ignore[arg-type]
        code, slug = ("adzuna", "gb") if number % 3 == 1 else ("greenhouse", "northwind")
        versions = (Version(NOW - timedelta(days=9), job), Version(NOW - timedelta(days=1), later))
        closed = NOW - timedelta(hours=5) if number % 7 == 6 else None
        ledger.listing(Key(code, slug, str(number)), *versions, closed=closed)
    ledger.commit()


@pytest.fixture(scope="module")
def inside(filled: Site, browser: Browser) -> Iterator[Page]:
    """A window in which the operator has signed in."""
    yield from window(browser, filled.address, filled.person, DESKTOP)


@pytest.fixture(scope="module")
def outside(filled: Site, browser: Browser) -> Iterator[Page]:
    """A window of someone without an account."""
    context = browser.new_context(viewport=DESKTOP, base_url=filled.address)
    yield context.new_page()
    context.close()


def is_drawn(page: Page) -> None:
    """Wait for a screen of Streamlit's; an account page is there at once."""
    if page.locator("#root").count():
        settle(page)


def barriers(page: Page, views: tuple[View, ...]) -> set[str]:
    """Return what axe calls serious or critical in each theme and width; the dark theme differs in colours only."""
    problems: set[str] = set()
    for theme, size in views:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.wait_for_function(HAS_THEME, arg=theme)
        page.set_viewport_size(size)
        is_drawn(page)
        rules = {"runOnly": ["color-contrast"]} if theme == "dark" else {}
        answer: dict[str, Any] = AXE.run(page, options={"resultTypes": ["violations"], **rules}).response
        worst = [violation for violation in answer["violations"] if violation["impact"] in {"serious", "critical"}]
        problems |= {f"{rule['id']}, {theme}: {node['html'][:200]}" for rule in worst for node in rule["nodes"]}
    page.set_viewport_size(DESKTOP)
    return problems


def upload(page: Page) -> None:
    page.locator("input[type=file]").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": CSV})
    expect(page.get_by_role("heading", name="Preview").first).to_be_visible()


def dialog(button: str) -> Prepare:
    def press(page: Page) -> None:
        click(page.get_by_role("button", name=button, exact=True).first)
        expect(page.get_by_role("dialog")).to_be_visible()

    return press


def warned(page: Page) -> None:
    """Someone writes down a second application to a company."""
    dialog("Add application")(page)
    page.get_by_role("textbox", name="Job title").fill("Cook")
    page.get_by_role("textbox", name="Company").fill("Company 1")
    page.get_by_role("textbox", name="Company").press("Tab")


def tab(name: str) -> Prepare:
    return lambda page: click(page.get_by_role("tab", name=name))


def as_it_is(page: Page) -> None:
    """Nothing is to be done first."""


SCREENS: dict[str, tuple[str, Prepare]] = {
    "dashboard": ("/", as_it_is),
    "feed": ("/feed", as_it_is),
    "a narrow feed": ("/feed?q=engineer&country=Germany", as_it_is),
    "listing": (f"/listing?id={LISTING}", as_it_is),
    "saved": ("/saved", as_it_is),
    "comparisons": ("/comparisons", as_it_is),
    "alerts": ("/alerts", as_it_is),
    "board": ("/applications", as_it_is),
    "table": ("/applications?view=table", as_it_is),
    "one application": ("/applications?id={application}", as_it_is),
    "editing": ("/applications?id={application}", dialog("Edit")),
    "adding": ("/applications", warned),
    "stages": ("/applications", dialog("Stages")),
    "import": ("/applications?do=import", upload),
    "export": ("/applications?do=export", as_it_is),
    "to print": ("/applications/print?since=2025-01-01", as_it_is),
    "analytics": ("/analytics", as_it_is),
    "settings": ("/settings", as_it_is),
    "market": ("/market", as_it_is),
    "boards": ("/sources", as_it_is),
    "rejected records": ("/sources", tab("Rejected")),
    "emails": ("/sources", tab("Emails")),
    "runs": ("/sources", tab("Runs and schedules")),
    "new password": ("/auth/password", as_it_is),
    "new address": ("/auth/email", as_it_is),
    "taking along": ("/auth/export", as_it_is),
    "deleting": ("/auth/delete", as_it_is),
    "signing out": ("/auth/sign-out", as_it_is),
}
ACCOUNT_PAGES: dict[str, tuple[str, Prepare]] = {
    "dashboard": ("/", as_it_is),
    "saved": ("/saved", as_it_is),
    "sign in": ("/auth/sign-in", as_it_is),
    "sign in refused": (
        "/auth/sign-in",
        lambda page: refused(page, email="nobody@example.org", password="wrong words"),
    ),
    "sign up": ("/auth/sign-up", as_it_is),
    "sign up refused": ("/auth/sign-up", lambda page: refused(page, email="new@example.org", password="short")),
    "forgot": ("/auth/forgot", as_it_is),
    "reset": ("{reset}", as_it_is),
}


def refused(page: Page, **fields: str) -> None:
    """Fill a form in wrongly and send it."""
    for name, value in fields.items():
        page.fill(f"#{name}", value)
    page.locator("main form button[type=submit], form button").last.click()
    expect(page.get_by_role("alert").first).to_be_visible()


@pytest.mark.parametrize("name", SCREENS)
def test_no_screen_has_a_barrier(inside: Page, filled: Site, name: str) -> None:
    assert_no_barrier(inside, filled, SCREENS[name], VIEWS)


@pytest.mark.long
@pytest.mark.parametrize("name", SCREENS)
def test_no_dark_screen_has_a_barrier_on_a_phone(inside: Page, filled: Site, name: str) -> None:
    assert_no_barrier(inside, filled, SCREENS[name], DARK_ON_A_PHONE)


@pytest.mark.parametrize("theme", THEMES)
def test_a_dialog_has_the_colours_of_the_theme(inside: Page, theme: Theme) -> None:
    inside.emulate_media(color_scheme=theme)
    inside.goto("/applications")
    is_drawn(inside)
    dialog("Add application")(inside)
    expect(inside.get_by_role("dialog")).to_have_css("color-scheme", theme)


@pytest.mark.parametrize("name", ACCOUNT_PAGES)
def test_no_page_before_signing_in_has_a_barrier(outside: Page, filled: Site, name: str) -> None:
    assert_no_barrier(outside, filled, ACCOUNT_PAGES[name], VIEWS)


@pytest.mark.long
@pytest.mark.parametrize("name", ACCOUNT_PAGES)
def test_no_dark_page_before_signing_in_has_a_barrier_on_a_phone(outside: Page, filled: Site, name: str) -> None:
    assert_no_barrier(outside, filled, ACCOUNT_PAGES[name], DARK_ON_A_PHONE)


def assert_no_barrier(page: Page, filled: Site, screen: tuple[str, Prepare], views: tuple[View, ...]) -> None:
    """Open a screen, prepare it, and read it with axe."""
    address, prepare = screen
    page.goto(address.format(application=filled.application, reset=filled.reset))
    is_drawn(page)
    prepare(page)
    problems = barriers(page, views)
    assert not problems, "\n".join(sorted(problems))
