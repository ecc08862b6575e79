"""What the browser tests of the tracker share: the app on a ledger with one job, and how a person gets about in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from playwright.sync_api import Locator, Page, expect

from app.applications import queries, records, stages
from app.applications.new_application import NewApplication
from app.applications.queries import BoardSearch
from database.embedded.cluster import Cluster
from database.sessions import user_session
from tests.app.applications.conftest import STEADY
from tests.app.browser import settle
from tests.app.ledger import NOW, Job, Ledger, Version
from tests.app.people import Person
from tests.app.windows import app_on

DAY = timedelta(days=1)


def tracker(cluster: Cluster) -> Iterator[str]:
    """The app on a ledger with one job."""
    yield from app_on(cluster, _fill)


def _fill(ledger: Ledger) -> None:
    ledger.source("greenhouse", "Greenhouse")
    ledger.board("greenhouse", "northwind")
    # An address of our own, so that nothing outside is asked for.
    ledger.listing(STEADY, Version(NOW, Job(title="Storyteller", url="http://127.0.0.1:9/job", posted_days_ago=1)))
    ledger.commit()


def at(page: Page, path: str) -> None:
    """Go to a screen, wait until it is drawn and acts, and see that it is no wider than the window."""
    page.goto(path)
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def ready(page: Page) -> None:
    """Wait until the board or table acts."""
    settle(page)
    expect(page.locator("[data-ready]")).to_be_visible()


def toast(page: Page, words: str) -> None:
    """It was refused, in these words."""
    expect(page.get_by_test_id("stToast").filter(has_text=words).first).to_be_visible()


def done(page: Page, words: str) -> None:
    """It was done: the bar that offers to undo says so for as long as one looks."""
    expect(page.locator(".st-key-applications-undo").get_by_text(words).first).to_be_visible()
    settle(page)


def card(page: Page, title: str) -> Locator:
    return page.locator(".jl-app:not(.jl-ghost)").filter(has_text=title)


def column(page: Page, name: str) -> Locator:
    return page.locator(f'.jl-column[data-name="{name}"]')


def in_column(page: Page, title: str, name: str) -> None:
    """The card stands in the column, once Python has drawn the board anew."""
    expect(column(page, name).locator(".jl-app").filter(has_text=title)).to_be_visible()
    ready(page)


def applied(user: Person, *titles: str, **more: object) -> list[UUID]:
    with user_session(user.id, writes=True) as session:
        return [
            records.add(session, replace(NewApplication(title=title, applied_at=NOW - DAY), **more)) for title in titles
        ]  # type: ignore[arg-type]


def stage_of(user: Person, title: str) -> str:
    """Where an application stands in the database."""
    with user_session(user.id) as session:
        names = {stage.id: stage.name for stage in stages.list_stages(session)}
        items = [item for item in queries.list_items(session, BoardSearch(), NOW, NOW.tzinfo) if item.title == title]  # type: ignore[arg-type]
        return names[items[0].stage_id] if items and items[0].stage_id else "nowhere"
