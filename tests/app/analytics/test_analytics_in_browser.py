"""Tests of the Analytics screen in a browser, on a desktop and a phone: filled with demo data, read, cleared."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from app.applications import records
from app.applications.new_application import NewApplication
from database.embedded.cluster import Cluster
from database.sessions import user_session
from tests.app.browser import click, settle
from tests.app.ledger import NOW, Job, Key, Ledger, Version
from tests.app.people import Person
from tests.app.windows import IN_A_BROWSER, account, app_on

pytestmark = IN_A_BROWSER
TITLES = ("Data Engineer", "Senior Data Engineer", "Analytics Engineer", "Data Scientist", "Backend Engineer")
WORKPLACES = ("remote", "hybrid", "on_site", None)
NASTY = "<img src=x onerror=alert(1)> & Co"


@pytest.fixture(scope="module")
def site(cluster: Cluster) -> Iterator[str]:
    """The app on a ledger of sixty jobs."""
    yield from app_on(cluster, _fill)


def _fill(ledger: Ledger) -> None:
    ledger.source("greenhouse", "Greenhouse")
    ledger.source("lever", "Lever")
    for code in ("greenhouse", "lever"):
        ledger.board(code, "northwind")
    for number in range(60):
        job = Job(
            title=TITLES[number % len(TITLES)],
            company=f"Company {number % 40}",
            workplace=WORKPLACES[number % len(WORKPLACES)],
            posted_days_ago=1 + 2 * number,
        )
        code = "lever" if number % 3 == 0 else "greenhouse"
        ledger.listing(Key(code, "northwind", str(number)), Version(NOW - timedelta(days=9), job))
    ledger.commit()


@pytest.fixture
def ada(site: str) -> Person:
    return account()


def fits(page: Page) -> None:
    """The screen is drawn and no wider than the window."""
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def serious(page: Page) -> list[str]:
    """What axe finds to be a serious or critical barrier in the screen itself; the frame is Streamlit's."""
    found = Axe().run(page, context="[data-testid=stMainBlockContainer]").response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:300]}" for one in found if one["impact"] in {"serious", "critical"}
    ]


def test_demo_data_fills_the_screen_and_goes_with_one_click(page: Page) -> None:
    page.goto("/analytics")
    expect(page.get_by_text("No applications yet").first).to_be_visible()
    fits(page)
    click(page.get_by_role("button", name="Add demo data"))
    expect(page.get_by_text("This is demo data.").first).to_be_visible(timeout=30_000)
    expect(page.get_by_role("heading", name="Path of applications")).to_be_visible()
    drawn = page.get_by_role("img", name="37 applications").and_(page.locator("svg:visible"))
    expect(drawn).to_have_count(1)
    expect(drawn.locator("text", has_text="Still waiting")).to_be_visible()
    expect(page.get_by_text("Half of your applications were answered within").first).to_be_visible()
    fits(page)
    assert serious(page) == []
    click(page.get_by_role("button", name="Clear demo data"))
    question = page.get_by_role("dialog")
    expect(question.get_by_text("searches and comparisons you created yourself stay")).to_be_visible()
    click(question.get_by_role("button", name="Clear demo data"))
    expect(page.get_by_text("No applications yet").first).to_be_visible()
    expect(page.get_by_role("button", name="Add demo data")).to_be_visible()


def test_periods_and_groups_are_in_the_address_and_the_file_has_the_same_figures(
    page: Page, ada: Person, tmp_path: Path
) -> None:
    with user_session(ada.id, writes=True) as session:
        for number in range(12):
            sent = NOW - timedelta(days=70 + number)
            answer = sent + timedelta(days=4 + number) if number % 2 == 0 else None
            company = NASTY if number < 8 else "Globex"
            records.add(session, NewApplication(title="Cook", company=company, applied_at=sent, response_at=answer))
        records.add(
            session, NewApplication(title="Late", company="Globex", applied_at=NOW, response_at=NOW - timedelta(days=1))
        )
    page.goto("/analytics?by=company")
    settle(page)
    row = page.get_by_role("row").filter(has_text=NASTY)
    expect(row).to_contain_text("50 %")
    expect(row).to_contain_text("4 of 8")
    expect(page.get_by_role("row").filter(has_text="Globex")).to_contain_text("2 of 4: too few for a rate")
    expect(page.get_by_text("1 answer is dated before its application").first).to_be_visible()
    settle(page)
    with page.expect_download() as made:
        page.get_by_title("Download “Response by group” as CSV").click()
    made.value.save_as(tmp_path / "rates.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "rates.csv").read_text("utf-8-sig"))))
    assert rows[1][:5] == [NASTY, "8", "4", "8", "0.5"]
    assert rows[2][:5] == ["Globex", "5", "2", "4", ""]
    click(page.get_by_role("radio", name="Month", exact=True).first)
    expect(page.get_by_role("heading", name="Sent in November 2026")).to_be_visible()
    click(page.get_by_role("button", name="Previous"))
    expect(page.get_by_role("heading", name="Sent in October 2026")).to_be_visible()
    expect(page.get_by_text("No applications in this period").first).to_be_visible()
    click(page.get_by_role("button", name="Previous"))
    expect(page.get_by_role("heading", name="Sent in September 2026")).to_be_visible()
    settle(page)
    assert "period=month" in page.url
    assert "on=2026-09-01" in page.url
    assert "by=company" in page.url
    fits(page)
