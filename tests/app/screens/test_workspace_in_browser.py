"""What a signed-in person does, in a real browser on a desktop and on a phone: save, note, search, compare, look."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from app.saved import service as saved_service
from database.embedded.cluster import Cluster
from database.sessions import user_session
from tests.app.accounts.visitor import PASSWORD
from tests.app.browser import click, settle
from tests.app.ledger import NOW, Job, Key, Ledger, Version
from tests.app.people import Person
from tests.app.windows import DESKTOP, IN_A_BROWSER, account, app_on, window

pytestmark = IN_A_BROWSER
NASTY = "<img src=x onerror=alert(1)> :smile: $x$ **Chef**"
STORY, CHEF = Key("greenhouse", "northwind", "story"), Key("greenhouse", "northwind", "chef")
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def site(cluster: Cluster) -> Iterator[str]:
    """The app on a ledger with a job that changed yesterday, one with a name that is no name, and two more."""
    yield from app_on(cluster, _fill)


def _fill(ledger: Ledger) -> None:
    ledger.source("greenhouse", "Greenhouse")
    ledger.board("greenhouse", "northwind")
    told = Job(title="Storyteller", text="We are in Berlin.", posted_days_ago=0.1)
    later = replace(told, text="We are in Hamburg.", pay=(80_000, 90_000, "EUR", "year"))
    ledger.listing(STORY, Version(NOW - timedelta(days=4), told), Version(NOW - timedelta(days=1), later))
    ledger.listing(CHEF, Version(NOW, Job(title=NASTY, company="Evil & Co", posted_days_ago=0.2)))
    for number in range(8):
        filler = Job(title=f"Filler {number}", company=f"Company {number}", posted_days_ago=1 + number)
        ledger.listing(Key("greenhouse", "northwind", f"f{number}"), Version(NOW, filler))
    ledger.commit()


@pytest.fixture
def ada(site: str) -> Person:
    return account()


def at(page: Page, path: str) -> None:
    """Go to a screen, wait until it is drawn, and see that it is no wider than the window."""
    page.goto(path)
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def toast(page: Page, words: str) -> None:
    expect(page.get_by_test_id("stToast").filter(has_text=words).first).to_be_visible()


def card(page: Page, title: str) -> Locator:
    """The card of a job."""
    heading = page.get_by_role("heading", name=title, exact=True)
    return page.locator(".jl-box-card, [class*=st-key-card-]").filter(has=heading)


def test_saving_noting_removing_and_putting_back(page: Page) -> None:
    at(page, "/saved")
    expect(page.get_by_text("No saved jobs yet").first).to_be_visible()
    at(page, "/feed")
    click(card(page, NASTY).get_by_role("button", name="Save", exact=True))
    toast(page, "Saved")
    expect(card(page, NASTY).get_by_role("button", name="Saved")).to_be_visible()
    at(page, "/saved")
    click(page.get_by_role("button", name="Note"))
    page.get_by_role("textbox", name="Note").fill("Ask <b>Priya</b>")
    click(page.get_by_role("radio", name="High"))
    click(page.get_by_role("button", name="Save note"))
    toast(page, "Note saved")
    expect(page.get_by_text("Ask <b>Priya</b>").first).to_be_visible()
    expect(page.get_by_text("High priority").first).to_be_visible()
    click(page.get_by_text("Select", exact=True))
    click(page.get_by_role("button", name="Remove 1 job"))
    expect(page.get_by_text("No saved jobs yet").first).to_be_visible()
    click(page.get_by_role("button", name="Undo"))
    expect(page.get_by_text("Ask <b>Priya</b>").first).to_be_visible()


def test_what_changed_leads_to_the_differences_and_to_the_dashboard(page: Page, ada: Person) -> None:
    with user_session(ada.id, writes=True) as session:
        saved_service.save(session, STORY.id, NOW - timedelta(days=3))
    at(page, "/saved?only=changed")
    expect(page.get_by_text("€80,000 to €90,000 a year").first).to_be_visible()
    click(page.get_by_role("link", name="See changes"))
    expect(page.get_by_text("What changed since you saved it").first).to_be_visible()
    expect(page.locator("ins", has_text="Hamburg").first).to_be_visible()
    settle(page)
    click(page.get_by_role("button", name="Follow company"))
    toast(page, "Following Northwind Analytics")
    at(page, "/")
    expect(page.get_by_role("heading", name="Changes to saved jobs")).to_be_visible()
    expect(page.get_by_role("link", name="Storyteller")).to_be_visible()
    expect(page.get_by_text("Northwind Analytics", exact=True).first).to_be_visible()
    expect(page.get_by_text("after your first application").first).to_be_visible()


def test_a_search_is_saved_with_an_alert_changed_and_found_in_the_history(page: Page) -> None:
    at(page, "/feed?keywords=filler&location=berlin")
    click(page.get_by_role("button", name="Save this search"))
    expect(page.get_by_text("8 new jobs matched in the last 7 days.").first).to_be_visible()
    click(page.get_by_role("radio", name="Weekly"))
    expect(page.get_by_text("Your time zone is Europe/Berlin").first).to_be_visible()
    click(page.get_by_role("button", name="Save search"))
    toast(page, "Search saved")
    at(page, "/alerts")
    expect(page.get_by_text("Mondays at 08:00 (Europe/Berlin)").first).to_be_visible()
    click(page.get_by_role("button", name="Pause"))
    expect(page.get_by_text("Paused · Weekly on Mondays").first).to_be_visible()
    click(page.get_by_role("link", name="Edit search"))
    expect(page.get_by_text("Change the filters and search").first).to_be_visible()
    settle(page)
    page.get_by_role("textbox", name="Location").fill("hamburg")
    click(page.get_by_role("button", name="Search Jobs"))
    click(page.get_by_role("button", name="Save changes"))
    toast(page, "Search updated")
    at(page, "/alerts?view=history")
    expect(page.get_by_text("8 jobs, ").first).to_be_visible()
    click(page.get_by_role("link", name="Repeat"))
    expect(page.get_by_role("heading", name="8 matching jobs")).to_be_visible()
    at(page, "/alerts?view=history")
    click(page.get_by_role("button", name="Clear all"))
    click(page.get_by_role("button", name="Clear history"))
    expect(page.get_by_text("No searches yet").first).to_be_visible()


def test_jobs_stand_side_by_side_and_can_be_shared(page: Page, tmp_path: Path) -> None:
    at(page, "/comparisons")
    expect(page.get_by_text("No comparisons yet").first).to_be_visible()
    at(page, "/feed")
    for title in ("Storyteller", NASTY):
        click(card(page, title).get_by_role("button", name="Compare", exact=True))
        expect(card(page, title).get_by_role("button", name="Comparing")).to_be_visible()
    at(page, "/comparisons")
    heads = page.locator(".jl-compare thead a")
    expect(heads).to_have_text(["Storyteller", NASTY])
    click(page.get_by_text("Reorder or remove"))
    click(page.get_by_role("button", name="Right").first)
    expect(heads).to_have_text([NASTY, "Storyteller"])
    settle(page)
    with page.expect_download() as made:
        click(page.get_by_role("button", name="Save as picture"))
    made.value.save_as(tmp_path / "picture.png")
    assert (tmp_path / "picture.png").read_bytes().startswith(PNG)
    with page.expect_download() as made:
        click(page.get_by_role("link", name="Download CSV"))
    made.value.save_as(tmp_path / "jobs.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "jobs.csv").read_text("utf-8-sig"))))
    assert rows[0] == ["Title", NASTY, "Storyteller"]


def test_signing_out_elsewhere_signs_the_open_page_out(page: Page, site: str, ada: Person, browser: Browser) -> None:
    """Without a click: on another device, and in another tab of the browser that signed out."""
    at(page, "/saved?only=changed")
    for elsewhere in window(browser, site, ada, DESKTOP):
        at(elsewhere, "/settings")
        click(elsewhere.get_by_role("button", name="Sign out all other devices"))
        click(elsewhere.get_by_role("button", name="Sign out other devices"))
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        page.get_by_label("Email").fill(ada.token)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/saved?only=changed")
        settle(page)
        tab = elsewhere.context.new_page()
        tab.goto("/auth/sign-out")
        tab.get_by_role("button", name="Sign out").click()
        expect(elsewhere.get_by_role("heading", name="Sign in")).to_be_visible()
        assert page.url.endswith("/saved?only=changed")


def test_a_change_of_password_leaves_the_browsers_other_tabs_where_they_are(desk: Page) -> None:
    at(desk, "/saved?only=changed")
    desk.evaluate("window.isLoadedBefore = true")
    tab = desk.context.new_page()
    tab.goto("/auth/password")
    tab.fill("#current", PASSWORD)
    tab.fill("#password", "quite another password")
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("heading", name="Password changed")).to_be_visible()
    desk.wait_for_function("() => !window.isLoadedBefore")
    settle(desk)
    assert desk.url.endswith("/saved?only=changed")
    expect(desk.get_by_role("link", name="Sign out")).to_be_attached()


def test_titles_and_places_are_proposed_while_typing(page: Page) -> None:
    at(page, "/feed")
    words = page.get_by_role("textbox", name="Title or keywords").or_(
        page.get_by_role("combobox", name="Title or keywords")
    )
    words.press_sequentially("stor")
    expect(page.locator("#jl-suggestions option")).to_have_count(1)
    assert page.locator("#jl-suggestions option").get_attribute("value") == "Storyteller"
    place = page.get_by_role("textbox", name="Location").or_(page.get_by_role("combobox", name="Location"))
    place.press_sequentially("Berlin, germ")
    expect(page.locator("#jl-suggestions option[value='Berlin, Germany']")).to_have_count(1)
    place.press("Enter")
    expect(page.get_by_role("heading", name="No open jobs match this search")).to_have_count(0)
