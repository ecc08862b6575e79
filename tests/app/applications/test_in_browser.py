"""The tracker in a real browser, on a desktop and on a phone: drag, keys, table, files, undo, stages, applying."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect

from app.services.acting import reading_for, writing_for
from app.services.applications import board, records, stages, timeline
from app.services.applications.board import Asked
from app.services.applications.records import Entry
from app.services.applications.stages import Status
from database.cluster import Cluster
from tests.app.applications.conftest import STEADY
from tests.app.applications.samples import PDF, SCRIPT
from tests.app.browser import click, serving, settle
from tests.app.ledger import NOW, Job, Ledger, Version
from tests.app.people import Person
from tests.app.windows import IN_A_BROWSER, account
from tests.database.servers import cloned

pytestmark = IN_A_BROWSER
NASTY = "<img src=x onerror=alert(1)> :smile: $x$ **Chef**"
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def site(cluster: Cluster) -> Iterator[str]:
    """The app on a ledger with one job."""
    with pytest.MonkeyPatch.context() as patch, cloned(cluster, patch) as database:
        patch.setenv("JOBLEDGER_NOW", NOW.isoformat())
        with psycopg.connect(database.libpq("owner")) as connection:
            ledger = Ledger(connection)
            ledger.source("greenhouse", "Greenhouse")
            ledger.board("greenhouse", "northwind")
            # An address of our own, so that nothing outside is asked for.
            ledger.listing(
                STEADY, Version(NOW, Job(title="Storyteller", url="http://127.0.0.1:9/job", posted_days_ago=1))
            )
            ledger.commit()
        with serving() as address:
            yield address


@pytest.fixture
def ada(site: str) -> Person:
    return account()


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


def applied(who: Person, *titles: str, **more: object) -> list[UUID]:
    with writing_for(who.id) as session:
        return [records.add(session, replace(Entry(title=title, applied_at=NOW - DAY), **more)) for title in titles]  # type: ignore[arg-type]


def stage_of(who: Person, title: str) -> str:
    """Where an application stands in the database."""
    with reading_for(who.id) as session:
        names = {one.id: one.name for one in stages.listed(session)}
        found = [one for one in board.items(session, Asked(), NOW, NOW.tzinfo) if one.title == title]  # type: ignore[arg-type]
        return names[found[0].stage_id] if found and found[0].stage_id else "nowhere"


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
    expect(page.get_by_text("You applied to this company before").first).to_be_visible()


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
    (gone, _) = applied(ada, "Baker", "Cook")
    at(desk, "/applications")
    ready(desk)
    with writing_for(ada.id) as session:
        records.delete(session, [gone], NOW)
    card(desk, "Baker").focus()
    desk.keyboard.press("Shift+ArrowRight")
    toast(desk, "deleted in another window")
    expect(card(desk, "Baker")).to_have_count(0)


def test_rows_are_chosen_moved_deleted_and_had_back(page: Page, ada: Person) -> None:
    applied(ada, "Baker", "Cook", "Waiter")
    at(page, "/applications?view=table")
    ready(page)
    page.get_by_role("checkbox", name="Choose all on this page").check()
    expect(page.get_by_text("3 chosen").first).to_be_visible()
    page.get_by_role("combobox", name="Move to").select_option(label="Rejected")
    page.get_by_role("button", name="Move", exact=True).click()
    done(page, "3 applications moved to “Rejected”")
    assert {stage_of(ada, one) for one in ("Baker", "Cook", "Waiter")} == {"Rejected"}
    ready(page)
    page.get_by_role("checkbox", name="Choose Cook").check()
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
    expect(page.get_by_text("No application meets this search").first).to_be_visible()
    assert "q=nothing" in page.url
    click(page.get_by_role("button", name="Clear all"))
    expect(page.locator(".jl-apps tbody tr")).to_have_count(2)


def test_an_application_is_edited_and_its_story_told(page: Page, ada: Person) -> None:
    (own,) = applied(ada, "Baker")
    at(page, f"/applications?id={own}")
    click(page.get_by_role("button", name="Edit", exact=True).first)
    page.get_by_role("textbox", name="Company").fill("Globex")
    page.get_by_role("textbox", name="Notes").fill("Ask <b>Priya</b>")
    click(page.get_by_role("dialog").get_by_role("button", name="Save"))
    done(page, "Saved")
    expect(page.get_by_text("Ask <b>Priya</b>").first).to_be_visible()
    expect(
        page.get_by_text("Changed company, notes").or_(page.get_by_text("Changed notes, company")).first
    ).to_be_visible()
    click(page.get_by_role("radio", name="Interview"))
    settle(page)
    page.get_by_role("textbox", name="Round").fill("2")
    page.get_by_role("textbox", name="With").fill("Priya")
    click(page.get_by_role("button", name="Write down"))
    done(page, "Written down")
    expect(page.get_by_text("Interview, round 2").first).to_be_visible()
    click(page.get_by_role("button", name="Remove").first)
    done(page, "Removed from the timeline")
    click(page.get_by_role("button", name="Undo"))
    expect(page.get_by_text("Interview, round 2").first).to_be_visible()


def test_files_go_up_come_down_and_what_they_are_not_is_refused(page: Page, ada: Person, tmp_path: Path) -> None:
    (own,) = applied(ada, "Baker")
    at(page, f"/applications?id={own}")
    page.locator("input[type=file]").set_input_files(
        {"name": "CV of Ada.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    expect(page.get_by_role("button", name="Remove CV of Ada.pdf")).to_be_visible()
    click(page.get_by_role("button", name="Write down"))
    done(page, "Written down, with 1 file")
    settle(page)
    with page.expect_download() as made:
        page.locator("a.jl-file").click()
    made.value.save_as(tmp_path / "cv.pdf")
    assert (tmp_path / "cv.pdf").read_bytes() == PDF
    assert made.value.suggested_filename == "CV of Ada.pdf"
    page.locator("input[type=file]").set_input_files(
        {"name": "evil.pdf", "mimeType": "application/pdf", "buffer": SCRIPT}
    )
    expect(page.get_by_role("button", name="Remove evil.pdf")).to_be_visible()
    click(page.get_by_role("button", name="Write down"))
    toast(page, "This kind of file is not taken")
    expect(page.locator("a.jl-file")).to_have_count(1)


def test_a_follow_up_is_due_on_the_dashboard_and_done(page: Page, ada: Person) -> None:
    (own,) = applied(ada, "Baker", company="Globex", follow_up_at=NOW - DAY)
    with writing_for(ada.id) as session:
        timeline.write(session, own, "interview", NOW + DAY, {"round": "1"})
    at(page, "/")
    expect(page.get_by_role("link", name="Baker")).to_have_count(2)
    page.get_by_role("link", name="Baker").first.click()
    expect(page.get_by_role("heading", name="Baker")).to_be_visible()
    click(page.get_by_role("button", name="Done", exact=True))
    done(page, "Follow-up done")
    at(page, "/")
    expect(page.get_by_role("link", name="Baker")).to_have_count(1)


def test_a_stage_of_ones_own_is_added_and_removed_with_what_it_holds(desk: Page, ada: Person) -> None:
    with writing_for(ada.id) as session:
        test = stages.make(session, "Homework", Status.INTERVIEWING)
        records.add(session, Entry(title="Baker", stage_id=test.id))
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


def test_applying_is_noted_with_the_version_seen(page: Page, ada: Person) -> None:
    at(page, f"/listing?id={STEADY.id}")
    click(page.get_by_role("button", name="Plan to apply"))
    expect(page.get_by_text("You plan to apply to this.").first).to_be_visible()
    settle(page)
    with page.expect_popup():
        page.get_by_role("link", name="Apply at Greenhouse").click()
    expect(page.get_by_text("You applied to this on 20 Nov 2026.").first).to_be_visible()
    assert stage_of(ada, "Storyteller") == "Applied"
    at(page, "/applications")
    ready(page)
    card(page, "Storyteller").get_by_role("link", name="Storyteller").click()
    expect(page.get_by_text("The advertisement as it was").first).to_be_visible()
