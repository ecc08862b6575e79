"""Take the documentation's screenshots from a running JobLedger: `python -m scripts.screenshots`.

Requires everything that `make up` starts, and Chromium. Dagster's asset graph is included if its address is given.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from sqlalchemy import delete

from app.accounts import sessions
from app.demo import service as demo_service
from app.web import cookies
from app.web.client import Client
from database.clock import now
from database.engine import libpq_url
from database.models import Operator, User
from database.sessions import auth_session, user_session
from tests.app.browser import browsing, find_chromium, settle
from tests.app.forked_server import ROOT

SCREENSHOTS = ROOT / "docs" / "pictures"
DESKTOP, TALL, PHONE = (1280, 860), (1280, 1180), (390, 844)
# Screens for signed-in users, filled with demo data.
_SIGNED_IN_PATHS = {
    "my-dashboard": "/",
    "saved": "/saved",
    "comparisons": "/comparisons",
    "alerts": "/alerts",
    "applications": "/applications",
    "applications-table": "/applications?view=table",
    "analytics": "/analytics",
    "settings": "/settings",
    "sources": "/sources",
}
_PHONE_SCREENS = ("my-dashboard", "saved", "comparisons", "alerts", "applications", "analytics")

# The open listing with the longest history; one that states its pay comes first.
_SELECT_LISTING = """
select e.listing_id
from landing.events as e join job_listings as l on l.id = e.listing_id
where l.closed_at is null
group by e.listing_id, l.salary_min
having count(*) filter (where e.event = 'changed') > 0
order by (l.salary_min is not null) desc, count(*) desc, max(e.occurred_at) desc, e.listing_id
limit 1
"""


def _leave_unchanged(_page: Page) -> None:
    """Leave the screen as it opens."""


def _open_tab(name: str) -> Callable[[Page], None]:
    def click_tab(page: Page) -> None:
        page.get_by_role("tab", name=name).click()

    return click_tab


@dataclass(frozen=True, slots=True)
class Screenshot:
    """A screenshot: its file name, the path it shows, the window's size, and what to do before it is taken."""

    name: str
    path: str
    size: tuple[int, int] = DESKTOP
    is_dark: bool = False
    is_signed_in: bool = False
    prepare: Callable[[Page], None] = _leave_unchanged


def list_screenshots(listing_id: str) -> list[Screenshot]:
    """Return the app's screenshots. `listing_id` names a listing with several versions."""
    return [
        Screenshot("dashboard", "/"),
        Screenshot("feed", "/feed"),
        Screenshot("listing", f"/listing?id={listing_id}", prepare=_open_tab("History")),
        Screenshot("origin", f"/listing?id={listing_id}", prepare=_open_tab("Where this comes from")),
        Screenshot("market", "/market", size=TALL),
        Screenshot("market-pay", "/market?view=Pay", size=TALL),
        Screenshot("market-time", "/market?view=Time+to+fill", size=TALL),
        Screenshot("feed-dark", "/feed", is_dark=True),
        Screenshot("feed-phone", "/feed", size=PHONE),
        Screenshot("sign-up", "/auth/sign-up"),
        *(Screenshot(name, path, is_signed_in=True, size=TALL) for name, path in _SIGNED_IN_PATHS.items()),
        *(
            Screenshot(f"{name}-phone", _SIGNED_IN_PATHS[name], is_signed_in=True, size=PHONE)
            for name in _PHONE_SCREENS
        ),
    ]


def find_listing() -> str:
    """Return the id of a listing with a history; raise LookupError while no listing has changed."""
    with psycopg.connect(libpq_url("pipeline")) as connection:
        row = connection.execute(_SELECT_LISTING).fetchone()
    if row is None:
        raise LookupError("no open listing has changed yet: run the pipeline once more with `jobledger run`")
    return str(row[0])


@contextmanager
def signed_in_operator() -> Iterator[str]:
    """Create an operator with demo data, yield the token of a session, and delete the account at the end."""
    with auth_session() as session:
        user = User(email=f"ada.{uuid4().hex[:6]}@example.org", display_name="Ada Lovelace", email_verified_at=now())
        session.add(user)
        session.flush()
        session.add(Operator(user_id=user.id))
        token = sessions.create_session(session, user.id, Client("192.0.2.10", "Firefox on Linux"))
    try:
        with user_session(user.id, writes=True) as session:
            demo_service.add_demo_data(session, now())
        yield token
    finally:
        with auth_session() as session:
            session.execute(delete(User).where(User.id == user.id))


def take_screenshot(browser: Browser, address: str, screenshot: Screenshot, folder: Path, token: str) -> None:
    """Take one screenshot of the app."""
    width, height = screenshot.size
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme="dark" if screenshot.is_dark else "light",
        timezone_id="UTC",
        reduced_motion="reduce",
    )
    if screenshot.is_signed_in:
        context.add_cookies(
            [{"name": cookies.build_cookie_name(cookies.SESSION_COOKIE), "value": token, "url": address}]
        )
    page = context.new_page()
    page.goto(screenshot.path)
    if not screenshot.path.startswith("/auth/"):
        settle(page)
    screenshot.prepare(page)
    page.wait_for_load_state("networkidle")
    page.mouse.move(width - 1, height - 1)
    page.screenshot(path=folder / f"{screenshot.name}.png", animations="disabled")
    context.close()


def take_asset_graph(browser: Browser, address: str, folder: Path) -> None:
    """Take a screenshot of Dagster's asset graph."""
    context = browser.new_context(base_url=address, viewport={"width": 1500, "height": 800})
    page = context.new_page()
    page.goto("/asset-groups")
    page.wait_for_load_state("networkidle")
    page.locator("svg foreignObject").first.wait_for()
    page.screenshot(path=folder / "dagster.png", animations="disabled")
    context.close()


def main() -> int:
    """Read the command line and take the screenshots; return 1 with a reason if something is missing."""
    parser = argparse.ArgumentParser(prog="python -m scripts.screenshots", description=__doc__)
    parser.add_argument("--app", default="http://127.0.0.1:8501", help="address of the app")
    parser.add_argument("--dagster", help="address of Dagster; without it the asset graph is skipped")
    parser.add_argument("--out", type=Path, default=SCREENSHOTS, help="folder for the screenshots")
    options = parser.parse_args()
    executable = find_chromium()
    if executable is None:
        sys.stderr.write("Chromium was not found: add it to PATH, or set CHROMIUM to its path\n")
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        with browsing(executable) as browser, signed_in_operator() as token:
            for screenshot in list_screenshots(find_listing()):
                take_screenshot(browser, options.app, screenshot, options.out, token)
            if options.dagster:
                take_asset_graph(browser, options.dagster, options.out)
    except (LookupError, PlaywrightTimeoutError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
