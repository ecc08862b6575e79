"""An application's own page in a real browser, on a desktop and on a phone: edited, its story, its files, applying."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.applications import timeline
from database.embedded.cluster import Cluster
from database.sessions import user_session
from tests.app.applications.conftest import STEADY
from tests.app.applications.samples import PDF, SCRIPT
from tests.app.applications.tracking import DAY, applied, at, card, done, ready, stage_of, toast, tracker
from tests.app.browser import click, settle
from tests.app.ledger import NOW
from tests.app.people import Person
from tests.app.windows import IN_A_BROWSER, account

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def site(cluster: Cluster) -> Iterator[str]:
    yield from tracker(cluster)


@pytest.fixture
def ada(site: str) -> Person:
    return account()


def test_an_application_is_edited_and_its_story_told(page: Page, ada: Person) -> None:
    (application_id,) = applied(ada, "Baker")
    at(page, f"/applications?id={application_id}")
    click(page.get_by_role("button", name="Edit", exact=True).first)
    page.get_by_role("textbox", name="Company").fill("Globex")
    page.get_by_role("textbox", name="Notes").fill("Ask <b>Priya</b>")
    click(page.get_by_role("dialog").get_by_role("button", name="Save"))
    done(page, "Saved")
    expect(page.get_by_text("Ask <b>Priya</b>").first).to_be_visible()
    expect(page.get_by_text("Changed company, notes").first).to_be_visible()
    click(page.get_by_role("radio", name="Interview"))
    settle(page)
    page.get_by_role("textbox", name="Round").fill("2")
    page.get_by_role("textbox", name="With").fill("Priya")
    click(page.get_by_role("button", name="Add to timeline"))
    done(page, "Added to the timeline")
    expect(page.get_by_text("Interview, round 2").first).to_be_visible()
    click(page.get_by_role("button", name="Remove").first)
    done(page, "Removed from the timeline")
    click(page.get_by_role("button", name="Undo"))
    expect(page.get_by_text("Interview, round 2").first).to_be_visible()


def test_files_go_up_come_down_and_what_they_are_not_is_refused(page: Page, ada: Person, tmp_path: Path) -> None:
    (application_id,) = applied(ada, "Baker")
    at(page, f"/applications?id={application_id}")
    page.locator("input[type=file]").set_input_files(
        {"name": "CV of Ada.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    expect(page.get_by_role("button", name="Remove CV of Ada.pdf")).to_be_visible()
    click(page.get_by_role("button", name="Add to timeline"))
    done(page, "Added to the timeline with 1 file")
    settle(page)
    with page.expect_download() as download:
        page.locator("a.jl-file").click()
    download.value.save_as(tmp_path / "cv.pdf")
    assert (tmp_path / "cv.pdf").read_bytes() == PDF
    assert download.value.suggested_filename == "CV of Ada.pdf"
    page.locator("input[type=file]").set_input_files(
        {"name": "evil.pdf", "mimeType": "application/pdf", "buffer": SCRIPT}
    )
    expect(page.get_by_role("button", name="Remove evil.pdf")).to_be_visible()
    click(page.get_by_role("button", name="Add to timeline"))
    toast(page, "This type of file isn't supported")
    expect(page.locator("a.jl-file")).to_have_count(1)


def test_a_follow_up_is_due_on_the_dashboard_and_done(page: Page, ada: Person) -> None:
    (application_id,) = applied(ada, "Baker", company="Globex", follow_up_at=NOW - DAY)
    with user_session(ada.id, writes=True) as session:
        timeline.write(session, application_id, "interview", NOW + DAY, {"round": "1"})
    at(page, "/")
    expect(page.get_by_role("link", name="Baker")).to_have_count(2)
    page.get_by_role("link", name="Baker").first.click()
    expect(page.get_by_role("heading", name="Baker")).to_be_visible()
    click(page.get_by_role("button", name="Done", exact=True))
    done(page, "Follow-up done")
    at(page, "/")
    expect(page.get_by_role("link", name="Baker")).to_have_count(1)


def test_applying_is_noted_with_the_version_seen(page: Page, ada: Person) -> None:
    at(page, f"/listing?id={STEADY.id}")
    click(page.get_by_role("button", name="Plan to apply"))
    expect(page.get_by_text("You plan to apply to this job.").first).to_be_visible()
    settle(page)
    with page.expect_popup():
        page.get_by_role("link", name="Apply at Greenhouse").click()
    expect(page.get_by_text("You applied to this job on 20 Nov 2026.").first).to_be_visible()
    assert stage_of(ada, "Storyteller") == "Applied"
    at(page, "/applications")
    ready(page)
    card(page, "Storyteller").get_by_role("link", name="Storyteller").click()
    expect(page.get_by_text("The job post as it was").first).to_be_visible()
