"""Takes the pictures of the documentation from a running JobLedger: `python -m scripts.screenshots`.

Needs what `make up` starts, and a Chromium. The Dagster graph is taken when its address is given.
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
from database.engine import libpq
from database.models import Operator, User
from database.sessions import auth_session, user_session
from tests.app.browser import ROOT, browsing, find_chromium, settle

PICTURES = ROOT / "docs" / "pictures"
DESKTOP, TALL, PHONE = (1280, 860), (1280, 1180), (390, 844)
# Screens of one's own, with the practice search on them.
_OWN = {
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
_ON_A_PHONE = ("my-dashboard", "saved", "comparisons", "alerts", "applications", "analytics")

# The open listing with the most to tell: changed since it opened, latest first.
_STORY = """
select e.listing_id
from landing.events as e join job_listings as l on l.id = e.listing_id
where l.closed_at is null
group by e.listing_id, l.salary_min
having count(*) filter (where e.event = 'changed') > 0
order by (l.salary_min is not null) desc, count(*) desc, max(e.occurred_at) desc, e.listing_id
limit 1
"""


def _as_is(_page: Page) -> None:
    """Leave the screen as it opens."""


def _tab(name: str) -> Callable[[Page], None]:
    def press(page: Page) -> None:
        page.get_by_role("tab", name=name).click()

    return press


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's file name, the address it shows, the window, and what to press before."""

    name: str
    path: str
    size: tuple[int, int] = DESKTOP
    dark: bool = False
    signed_in: bool = False
    prepare: Callable[[Page], None] = _as_is


def pictures(listing: str) -> list[Picture]:
    """The app's pictures; `listing` is the id of a listing with several versions."""
    return [
        Picture("dashboard", "/"),
        Picture("feed", "/feed"),
        Picture("listing", f"/listing?id={listing}", prepare=_tab("History")),
        Picture("origin", f"/listing?id={listing}", prepare=_tab("Where this comes from")),
        Picture("market", "/market", size=TALL),
        Picture("market-pay", "/market?view=Pay", size=TALL),
        Picture("market-time", "/market?view=Time+to+fill", size=TALL),
        Picture("feed-dark", "/feed", dark=True),
        Picture("feed-phone", "/feed", size=PHONE),
        Picture("sign-up", "/auth/sign-up"),
        *(Picture(name, path, signed_in=True, size=TALL) for name, path in _OWN.items()),
        *(Picture(f"{name}-phone", _OWN[name], signed_in=True, size=PHONE) for name in _ON_A_PHONE),
    ]


def story() -> str:
    """The id of a listing worth showing. Raises LookupError while none has changed."""
    with psycopg.connect(libpq("pipeline")) as connection:
        row = connection.execute(_STORY).fetchone()
    if row is None:
        raise LookupError("no open listing has changed yet; let the line run once more (jobledger run)")
    return str(row[0])


@contextmanager
def operator() -> Iterator[str]:
    """An account made for the pictures, with an operator's rights and a practice search; gives a session's token.

    Gone afterwards.
    """
    with auth_session() as session:
        ada = User(email=f"ada.{uuid4().hex[:6]}@example.org", display_name="Ada Lovelace", email_verified_at=now())
        session.add(ada)
        session.flush()
        session.add(Operator(user_id=ada.id))
        token = sessions.open_session(session, ada.id, Client("192.0.2.10", "Firefox on Linux"))
    try:
        with user_session(ada.id, writes=True) as session:
            demo_service.fill(session, now())
        yield token
    finally:
        with auth_session() as session:
            session.execute(delete(User).where(User.id == ada.id))


def take(browser: Browser, address: str, picture: Picture, folder: Path, token: str) -> None:
    """Take one picture of the app."""
    width, height = picture.size
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme="dark" if picture.dark else "light",
        timezone_id="UTC",
        reduced_motion="reduce",
    )
    if picture.signed_in:
        context.add_cookies([{"name": cookies.name(cookies.SESSION), "value": token, "url": address}])
    page = context.new_page()
    page.goto(picture.path)
    if not picture.path.startswith("/auth/"):
        settle(page)
    picture.prepare(page)
    page.wait_for_load_state("networkidle")
    page.mouse.move(width - 1, height - 1)
    page.screenshot(path=folder / f"{picture.name}.png", animations="disabled")
    context.close()


def take_graph(browser: Browser, address: str, folder: Path) -> None:
    """Take the picture of Dagster's asset graph."""
    context = browser.new_context(base_url=address, viewport={"width": 1500, "height": 800})
    page = context.new_page()
    page.goto("/asset-groups")
    page.wait_for_load_state("networkidle")
    page.locator("svg foreignObject").first.wait_for()
    page.screenshot(path=folder / "dagster.png", animations="disabled")
    context.close()


def main() -> int:
    """Read the command line and take the pictures; 1 with a reason when something is missing."""
    parser = argparse.ArgumentParser(prog="python -m scripts.screenshots", description=__doc__)
    parser.add_argument("--app", default="http://127.0.0.1:8501", help="where the app answers")
    parser.add_argument("--dagster", help="where Dagster answers; without it the graph is left out")
    parser.add_argument("--out", type=Path, default=PICTURES, help="folder for the pictures")
    options = parser.parse_args()
    executable = find_chromium()
    if executable is None:
        sys.stderr.write("no Chromium found: put chromium on the path, or name it in CHROMIUM\n")
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        with browsing(executable) as browser, operator() as token:
            for picture in pictures(story()):
                take(browser, options.app, picture, options.out, token)
            if options.dagster:
                take_graph(browser, options.dagster, options.out)
    except (LookupError, PlaywrightTimeoutError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
