"""Tests of the Market screen in a browser, on a desktop and a phone: each view, its choices and its CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from database.embedded.cluster import Cluster
from tests.app import marts
from tests.app.browser import click, settle, share_of_height
from tests.app.ledger import NOW, Job, Key, Ledger, Version
from tests.app.people import Person
from tests.app.windows import IN_A_BROWSER, account, app_on

pytestmark = IN_A_BROWSER
KEY = Key("greenhouse", "northwind", "1")
# A view, a heading of it, and the files it offers.
VIEWS = (
    ("Openings", "Openings over time", ("by-day", "opened-and-closed", "mix")),
    ("Pay", "Pay by title and place", ("pay-by-title", "pay-by-level")),
    ("Skills", "Skills by week", ("skills", "skills-by-week")),
    ("Time to fill", "How long jobs stay open", ("time-to-fill", "time-to-fill-by-group", "lasting-jobs")),
    ("Data quality", "Duplicates", ("source-health", "duplicates", "alert-latency")),
)


@pytest.fixture(scope="module")
def site(cluster: Cluster) -> Iterator[str]:
    """The app on a ledger with marts made by hand."""
    yield from app_on(cluster, _fill)


def _fill(ledger: Ledger) -> None:
    for code, name in (("greenhouse", "Greenhouse"), ("lever", "Lever")):
        ledger.source(code, name)
        ledger.board(code, "northwind")
    ledger.listing(KEY, Version(NOW, Job(title="Keeper of the Lighthouse")))
    ledger.commit()
    marts.fill(ledger.connection)
    marts.lasting(ledger.connection, KEY, reopenings=1)
    ledger.connection.execute("insert into marts.mart_time_to_fill values ('country', 'Germany', 0, 24, 0, 4, 1.0)")
    ledger.commit()


@pytest.fixture
def ada(site: str) -> Person:
    return account()


def serious(page: Page) -> list[str]:
    """What axe finds to be a serious or critical barrier in the screen itself; the frame is Streamlit's."""
    violations = Axe().run(page, context="[data-testid=stMainBlockContainer]").response["violations"]
    return [
        f"{violation['id']}: {violation['nodes'][0]['html'][:300]}"
        for violation in violations
        if violation["impact"] in {"serious", "critical"}
    ]


def rows(page: Page, key: str, kept: Path) -> list[list[str]]:
    """What the file of a figure holds."""
    settle(page)
    with page.expect_download() as made:
        page.locator(f".st-key-csv-{key} button:visible").first.click()
    made.value.save_as(kept / f"{key}.csv")
    return list(csv.reader(io.StringIO((kept / f"{key}.csv").read_text("utf-8-sig"))))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_part_is_drawn_without_a_serious_barrier(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme=theme)
    page.goto("/market")
    for view, heading, files in VIEWS:
        click(page.get_by_role("radio", name=view, exact=True))
        expect(page.get_by_role("heading", name=heading, exact=True).first).to_be_visible()
        settle(page)
        for key in files:
            expect(page.locator(f".st-key-csv-{key} button:visible").first).to_be_visible()
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= window.innerWidth")
        assert serious(page) == [], view


def test_the_address_holds_the_part_and_what_is_chosen_in_it(page: Page, tmp_path: Path) -> None:
    page.goto("/market?view=Pay&country=Germany")
    settle(page)
    title = page.get_by_role("combobox", name="Title")
    click(title)
    title.fill("data eng")
    page.get_by_role("option", name="Data engineer").click()
    expect(page.get_by_text("half pay less than €70,000 a year").first).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="United States").first).to_contain_text("US$120,000")
    rows_in_file = rows(page, "pay-by-title", tmp_path)
    assert rows_in_file[1] == ["data engineer", "United States", "USD", "stated", "100000", "120000", "150000", "40"]
    assert [row[3] for row in rows_in_file[2:]] == ["stated", "estimated"]
    assert "title=Data+engineer" in page.url
    page.reload()
    expect(page.get_by_text("half pay less than €70,000 a year").first).to_be_visible()


def test_the_curve_is_told_drawn_and_taken_home(page: Page, tmp_path: Path) -> None:
    page.goto("/market?view=Time+to+fill")
    expect(page.get_by_text("Half of the jobs closed within 10 days").first).to_be_visible()
    drawn = page.locator('[data-testid=stVegaLiteChart][aria-label^="Half of the jobs closed within 10 days"]').first
    expect(drawn).to_be_visible()
    rows_in_file = rows(page, "time-to-fill", tmp_path)
    assert rows_in_file[1:3] == [["5", "100", "30", "0", "0.7"], ["10", "70", "30", "0", "0.4"]]
    assert rows_in_file[-1] == ["30", "16", "0", "12", "0.16"]
    (job,) = rows(page, "lasting-jobs", tmp_path)[1:]
    assert job[0].endswith(f"/listing?id={KEY.id}")
    assert job[0].startswith("http://localhost:")
    assert job[1:] == ["Keeper of the Lighthouse", "Northwind Analytics", "Germany", "greenhouse", "2", "1", "40.0"]
    click(page.get_by_role("radio", name="Title", exact=True))
    expect(page.get_by_text("Jobs close soonest in Data engineer").first).to_be_visible()
    click(page.get_by_role("link", name="Keeper of the Lighthouse"))
    expect(page.get_by_role("heading", name="Keeper of the Lighthouse", level=1)).to_be_visible()


def test_skills_of_ones_own_are_compared(desk: Page, tmp_path: Path) -> None:
    desk.goto("/market?view=Skills&skill=Rust&skill=SQL")
    expect(desk.get_by_text("Rising: SQL (10.0 % to 20.0 %)").first).to_be_visible()
    table = desk.get_by_role("table", name="Skills by week")
    expect(table.get_by_role("row")).to_have_count(3)
    rows_in_file = rows(desk, "skills-by-week", tmp_path)
    assert [row[0] for row in rows_in_file[1:]] == ["Rust"] * 9 + ["SQL"] * 9
    assert rows_in_file[-1] == ["SQL", "2026-11-09", "20", "100", "0.2"]
    # Of three listings there is no share.
    assert rows_in_file[1] == ["Rust", "2026-09-14", "3", "3", ""]


def test_a_curve_that_begins_on_day_0_has_its_height(page: Page) -> None:
    page.goto("/market?view=Time+to+fill&country=Germany")
    chart = page.get_by_test_id("stVegaLiteChart").first
    expect(chart.locator("svg.marks")).to_be_visible()
    settle(page)
    assert share_of_height(chart) > 0.6
