"""The board and the table in a real browser, on a desktop and on a phone: drag, keys, choosing rows, undo, stages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from playwright.sync_api import Browser, CDPSession, Locator, Page, expect

from app.applications import records, stages, timeline
from app.applications.new_application import NewApplication
from app.applications.stages import Status
from database.embedded.cluster import Cluster
from database.sessions import user_session
from tests.app.applications.tracking import applied, at, card, column, done, in_column, ready, stage_of, toast, tracker
from tests.app.browser import click, settle
from tests.app.ledger import NOW
from tests.app.people import Person
from tests.app.windows import IN_A_BROWSER, PHONE, account, window

pytestmark = IN_A_BROWSER
NASTY = "<img src=x onerror=alert(1)> :smile: $x$ **Chef**"


@pytest.fixture(scope="module")
def site(cluster: Cluster) -> Iterator[str]:
    yield from tracker(cluster)


@pytest.fixture
def ada(site: str) -> Person:
    return account()


def drag(page: Page, title: str, name: str) -> None:
    """Drag a card to a column with the mouse, as a hand does: in steps."""
    ready(page)
    held, target = card(page, title), column(page, name).locator("h2")
    held.scroll_into_view_if_needed()
    start = held.bounding_box()
    assert start
    page.mouse.move(start["x"] + 40, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(start["x"] + 60, start["y"] + 20, steps=4)
    end = target.bounding_box()
    assert end
    page.mouse.move(end["x"] + 30, end["y"] + 60, steps=12)
    expect(column(page, name)).to_have_class("jl-column jl-is-interviewing jl-over")
    page.mouse.up()


def test_an_empty_board_says_what_to_do_and_an_application_is_added_by_hand(page: Page, ada: Person) -> None:
    at(page, "/applications")
    expect(page.get_by_text("No applications yet").first).to_be_visible()
    click(page.get_by_role("button", name="Add application"))
    page.get_by_role("textbox", name="Job title").fill(NASTY)
    page.get_by_role("textbox", name="Company").fill("Evil & Co")
    page.get_by_role("textbox", name="Company").press("Tab")
    click(page.get_by_role("dialog").get_by_role("button", name="Add application"))
    done(page, "Added")
    expect(card(page, NASTY)).to_be_visible()
    in_column(page, NASTY, "Applied")
    click(page.get_by_role("button", name="Add application"))
    page.get_by_role("textbox", name="Job title").fill("Sous-chef")
    page.get_by_role("textbox", name="Company").fill("EVIL & CO")
    page.get_by_role("textbox", name="Company").press("Tab")
    expect(page.get_by_text("You already applied to this company").first).to_be_visible()


def test_a_card_is_dragged_and_the_move_undone(desk: Page, ada: Person) -> None:
    applied(ada, "Baker", "Cook")
    at(desk, "/applications")
    drag(desk, "Baker", "Interviewing")
    in_column(desk, "Baker", "Interviewing")
    done(desk, "1 application moved to “Interviewing”")
    assert stage_of(ada, "Baker") == "Interviewing"
    expect(column(desk, "Applied").locator(".jl-column-count")).to_have_text("1")
    click(desk.get_by_role("button", name="Undo"))
    in_column(desk, "Baker", "Applied")
    assert stage_of(ada, "Baker") == "Applied"


def test_a_card_moves_by_keyboard_and_by_its_menu(page: Page, ada: Person) -> None:
    applied(ada, "Baker")
    at(page, "/applications")
    ready(page)
    card(page, "Baker").focus()
    page.keyboard.press("Shift+ArrowRight")
    done(page, "1 application moved to “Interviewing”")
    in_column(page, "Baker", "Interviewing")
    assert stage_of(ada, "Baker") == "Interviewing"
    expect(card(page, "Baker")).to_be_focused()
    card(page, "Baker").get_by_role("button", name="Move Baker to another stage").click()
    page.get_by_role("menuitem", name="Offer").click()
    done(page, "1 application moved to “Offer”")
    in_column(page, "Baker", "Offer")
    card(page, "Baker").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Baker")).to_be_visible()
    expect(page.get_by_text("Moved from Interviewing to Offer").first).to_be_visible()


def test_moving_what_another_window_deleted_says_so_and_puts_nothing_wrong(desk: Page, ada: Person) -> None:
    (application_id, _) = applied(ada, "Baker", "Cook")
    at(desk, "/applications")
    ready(desk)
    with user_session(ada.id, writes=True) as session:
        records.delete(session, [application_id], NOW)
    card(desk, "Baker").focus()
    desk.keyboard.press("Shift+ArrowRight")
    toast(desk, "deleted in another window")
    expect(card(desk, "Baker")).to_have_count(0)


def test_rows_are_chosen_moved_deleted_and_had_back(page: Page, ada: Person) -> None:
    applied(ada, "Baker", "Cook", "Waiter")
    at(page, "/applications?view=table")
    ready(page)
    page.get_by_role("checkbox", name="Select all on this page").check()
    expect(page.get_by_text("3 selected").first).to_be_visible()
    page.get_by_role("combobox", name="Move to").select_option(label="Rejected")
    page.get_by_role("button", name="Move", exact=True).click()
    done(page, "3 applications moved to “Rejected”")
    assert {stage_of(ada, title) for title in ("Baker", "Cook", "Waiter")} == {"Rejected"}
    ready(page)
    page.get_by_role("checkbox", name="Select Cook").check()
    page.get_by_role("button", name="Delete", exact=True).click()
    done(page, "1 application deleted")
    expect(page.locator(".jl-apps tbody tr")).to_have_count(2)
    click(page.get_by_role("button", name="Undo"))
    expect(page.locator(".jl-apps tbody tr")).to_have_count(3)


def test_the_search_is_in_the_address(page: Page, ada: Person) -> None:
    applied(ada, "Baker", "Cook")
    at(page, "/applications?q=bak&view=table")
    expect(page.locator(".jl-apps tbody tr")).to_have_count(1)
    expect(page.get_by_text("1 of 2 applications").first).to_be_visible()
    settle(page)
    page.get_by_role("textbox", name="Search applications").fill("nothing like it")
    page.get_by_role("textbox", name="Search applications").press("Enter")
    expect(page.get_by_text("No applications match this search").first).to_be_visible()
    assert "q=nothing" in page.url
    click(page.get_by_role("button", name="Clear all"))
    expect(page.locator(".jl-apps tbody tr")).to_have_count(2)


def test_a_stage_of_ones_own_is_added_and_removed_with_what_it_holds(desk: Page, ada: Person) -> None:
    with user_session(ada.id, writes=True) as session:
        test = stages.create(session, "Homework", Status.INTERVIEWING)
        records.add(session, NewApplication(title="Baker", stage_id=test.id))
    at(desk, "/applications")
    in_column(desk, "Baker", "Homework")
    click(desk.get_by_role("button", name="Stages"))
    desk.get_by_role("textbox", name="New stage").fill("Trial day")
    click(desk.get_by_role("button", name="Add stage"))
    expect(desk.get_by_role("dialog").get_by_label("Name of stage 9")).to_have_value("Trial day")
    settle(desk)
    desk.locator(f".st-key-stage-{test.id}").get_by_test_id("stPopoverButton").first.click()
    click(desk.get_by_role("button", name="Remove “Homework”"))
    expect(desk.locator(f".st-key-stage-{test.id}")).to_have_count(0)
    click(desk.get_by_role("button", name="Done"))
    in_column(desk, "Baker", "Planned")
    expect(column(desk, "Trial day")).to_be_attached()


@pytest.fixture
def phone(site: str, browser: Browser, ada: Person) -> Iterator[Page]:
    """A window of a phone's size that is touched."""
    yield from window(browser, site, ada, PHONE)


def middle(target: Locator) -> tuple[float, float]:
    box = target.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def touch(finger: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    """What the browser hears of a finger: touchStart, touchMove or touchEnd."""
    finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})


def moves(user: Person, application_id: UUID) -> list[str]:
    """Where to an application was moved, as its history says."""
    with user_session(user.id) as session:
        return [event.payload["to"] for event in timeline.list_events(session, application_id) if event.kind == "move"]


def show(page: Page, name: str) -> None:
    """Bring a column of the board into the window."""
    column(page, name).evaluate("one => one.scrollIntoView({ inline: 'start', behavior: 'instant' })")


def test_a_finger_that_rests_lifts_a_card_and_lays_it_into_another_stage(phone: Page, ada: Person) -> None:
    (application_id,) = applied(ada, "Baker")
    at(phone, "/applications")
    ready(phone)
    show(phone, "Applied")
    start, edge = middle(card(phone, "Baker")), (PHONE["width"] - 12.0, 400.0)
    finger = phone.context.new_cdp_session(phone)
    touch(finger, "touchStart", start)
    expect(phone.locator(".jl-ghost")).to_be_visible()
    for share in (0.2, 0.4, 0.6, 0.8, 1.0):
        point = (start[0] + share * (edge[0] - start[0]), start[1] + share * (edge[1] - start[1]))
        touch(finger, "touchMove", point)
    # The finger rests at the edge until the board has gone on so far that the next stage is under it.
    expect(column(phone, "Interviewing")).to_have_class("jl-column jl-is-interviewing jl-over")
    touch(finger, "touchEnd")
    expect(phone.locator(".jl-ghost")).to_have_count(0)
    done(phone, "1 application moved to")
    (to,) = moves(ada, application_id)
    in_column(phone, "Baker", to)
    assert stage_of(ada, "Baker") == to != "Applied"


def test_a_finger_that_does_not_rest_scrolls_and_moves_nothing(phone: Page, ada: Person) -> None:
    (application_id,) = applied(ada, "Baker")
    phone.clock.install()
    at(phone, "/applications")
    ready(phone)
    show(phone, "Applied")
    before = phone.locator(".jl-board").evaluate("board => board.scrollLeft")
    x, y = middle(card(phone, "Baker"))
    # However slow the machine, no time passes for the page while the finger is on it.
    phone.clock.pause_at(datetime.fromtimestamp(phone.evaluate("Date.now()") / 1000 + 1, UTC))
    finger = phone.context.new_cdp_session(phone)
    touch(finger, "touchStart", (x, y))
    for step in range(1, 11):
        touch(finger, "touchMove", (x - 20 * step, y))
    touch(finger, "touchEnd")
    phone.clock.resume()
    phone.wait_for_function("before => document.querySelector('.jl-board').scrollLeft > before", arg=before)
    expect(phone.locator(".jl-ghost")).to_have_count(0)
    expect(column(phone, "Applied").locator(".jl-app")).to_have_count(1)
    assert (stage_of(ada, "Baker"), moves(ada, application_id)) == ("Applied", [])
    assert "id=" not in phone.url
