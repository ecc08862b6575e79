"""A person's walk through the app in a real browser, on a desktop and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from database.embedded.cluster import Cluster
from tests.app import marts
from tests.app.browser import click, settle
from tests.app.ledger import NOW, Job, Key, Ledger, Version
from tests.app.windows import DESKTOP, IN_A_BROWSER, PHONE, app_on, reused_context

pytestmark = IN_A_BROWSER

NASTY = "<script>alert(1)</script> $x^2$ :smile: [a](javascript:alert(1)) **b** -> :material/home:"
STORY = Key("greenhouse", "northwind", "story")


@pytest.fixture(scope="module")
def site(cluster: Cluster) -> Iterator[str]:
    """The app on a database with a hand-filled ledger."""
    yield from app_on(cluster, _fill)


def _fill(ledger: Ledger) -> None:
    ledger.source("greenhouse", "Greenhouse", base_url="https://boards-api.greenhouse.io/v1/boards")
    ledger.source("adzuna", "Adzuna", may_aggregate=False, may_archive=False, attribution="Jobs by Adzuna")
    ledger.board("greenhouse", "northwind")
    ledger.board("adzuna", "gb")
    told = Job(title="Storyteller", text="We are in Berlin.\n\nYou write.", posted_days_ago=0.1)
    later = replace(told, text="We are in Hamburg.\n\nYou write.", pay=(80_000, 90_000, "EUR", "year"))
    ledger.listing(STORY, Version(NOW - timedelta(days=4), told), Version(NOW - timedelta(days=1), later))
    ledger.listing(
        Key("greenhouse", "northwind", "n"), Version(NOW, Job(title=NASTY, company="Evil", posted_days_ago=0.2))
    )
    ad = Job(title="Nurse", company="Clinic", url="https://ads.example/2", posted_days_ago=0.3, estimated=True)
    ledger.listing(Key("adzuna", "gb", "2"), Version(NOW, ad))
    for number in range(45):
        filler = Job(title=f"Filler {number:02}", company=f"Company {number}", posted_days_ago=1 + number)
        ledger.listing(Key("greenhouse", "northwind", f"f{number}"), Version(NOW, filler))
    ledger.commit()
    marts.fill(ledger.connection)


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, site: str, browser: Browser) -> Iterator[Page]:
    """Open a page; the test fails if the browser sent a request to another host, or a script failed."""
    page = reused_context(browser, site, request.param).new_page()
    addresses: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.on("websocket", lambda socket: addresses.append(socket.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    page.close()
    local = (site, site.replace("http://", "ws://"), "data:", "blob:")
    assert [address for address in addresses if not address.startswith(local)] == []
    assert errors == []


def fits(page: Page) -> bool:
    """Whether nothing is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def keywords(page: Page) -> Locator:
    # A box for text until suggestions have come, then one that has a list.
    return page.get_by_label("Title or keywords", exact=True)


def press_card(page: Page, title: str) -> None:
    """Click where a person would: on the title, which lies under the card's one link."""
    page.get_by_role("heading", name=title).click(force=True)


def test_feed_to_listing_to_versions_and_back(page: Page) -> None:
    page.goto("/feed")
    settle(page)
    expect(page.get_by_role("heading", name="1 to 20 of 48 open jobs")).to_be_visible()
    assert fits(page)
    click(page.get_by_role("button", name="Next page"))
    expect(page.get_by_role("heading", name="21 to 40 of 48 open jobs")).to_be_visible()
    assert "after=" in page.evaluate("location.search")
    page.go_back()
    expect(page.get_by_role("heading", name="1 to 20 of 48 open jobs")).to_be_visible()
    press_card(page, "Storyteller")
    expect(page.get_by_role("heading", name="Storyteller", level=1)).to_be_visible()
    settle(page)
    assert fits(page)
    click(page.get_by_role("tab", name="History (2 versions)"))
    expect(page.locator("del", has_text="Berlin")).to_be_visible()
    expect(page.locator("ins", has_text="Hamburg")).to_be_visible()
    expect(page.locator(".jl-timeline time", has_text="19 Nov 2026, 13:00 CET")).to_be_visible()
    click(page.get_by_role("tab", name="Origin"))
    expect(page.get_by_text("Fetched by run").first).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="1 to 20 of 48 open jobs")).to_be_visible()


def test_a_search_can_be_typed_shared_and_cleared(page: Page) -> None:
    page.goto("/feed")
    settle(page)
    keywords(page).fill("filler -nurse")
    keywords(page).press("Enter")
    expect(page.get_by_role("heading", name="1 to 20 of 45 matching jobs")).to_be_visible()
    shared = page.evaluate("location.href")
    page.goto("/")
    settle(page)
    page.goto(shared)
    settle(page)
    expect(page.get_by_role("heading", name="1 to 20 of 45 matching jobs")).to_be_visible()
    expect(keywords(page)).to_have_value("filler -nurse")
    click(page.get_by_role("button", name="Clear"))
    expect(page.get_by_role("heading", name="1 to 20 of 48 open jobs")).to_be_visible()
    expect(keywords(page)).to_have_value("")


def test_titles_are_shown_letter_for_letter(page: Page) -> None:
    page.goto("/feed")
    settle(page)
    press_card(page, NASTY)
    expect(page.get_by_role("heading", name=NASTY, level=1)).to_be_visible()


def test_adzunas_label_is_large_enough_and_leads_to_the_ad(page: Page) -> None:
    page.goto("/feed?source=adzuna")
    settle(page)
    label = page.get_by_role("link", name="Jobs by Adzuna")
    label.scroll_into_view_if_needed()
    box = label.bounding_box()
    assert box is not None
    assert (box["width"] >= 116, box["height"] >= 23) == (True, True)
    assert label.get_attribute("href") == "https://ads.example/2"
    hit = page.evaluate("([x, y]) => document.elementFromPoint(x, y)?.className", [box["x"] + 60, box["y"] + 12])
    assert hit == "jl-attribution"


def test_dashboard_and_market(page: Page) -> None:
    page.goto("/")
    settle(page)
    expect(page.get_by_role("heading", name="The job market, kept as a ledger")).to_be_visible()
    expect(page.get_by_text("Data freshness").first).to_be_visible()
    assert fits(page)
    click(page.get_by_role("link", name="See the market"))
    expect(page.get_by_role("heading", name="Opened and closed by day")).to_be_visible()
    expect(page.locator("[data-testid=stVegaLiteChart] :is(canvas, svg)").nth(1)).to_be_visible()
    expect(page.locator(".jl-bars")).to_have_count(4)
    expect(page.locator(".jl-bars").last.get_by_role("row").nth(1)).to_be_visible()
    assert fits(page)


def test_every_screen_of_the_rail_opens(page: Page) -> None:
    for path in ("saved", "comparisons", "alerts", "applications", "analytics", "settings"):
        page.goto(f"/{path}")
        settle(page)
        expect(page.get_by_text("This needs an account.").first).to_be_visible()


def test_unknown_places_say_so(page: Page) -> None:
    page.goto("/nowhere")
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    page.get_by_role("link", name="Search jobs").click()
    settle(page)
    expect(page.get_by_role("heading", name="1 to 20 of 48 open jobs")).to_be_visible()
    page.goto("/listing?id=nothing")
    settle(page)
    expect(page.get_by_text("Job not found").first).to_be_visible()


def test_the_keyboard_reaches_a_listing(page: Page) -> None:
    page.goto("/feed?keywords=storyteller")
    settle(page)
    link = page.get_by_role("link", name="View job").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Storyteller", level=1)).to_be_visible()
