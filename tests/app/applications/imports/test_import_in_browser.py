"""Taking applications in and out in a real browser: the walk of an import, exports, the calendar's address, keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random

import pytest
from playwright.sync_api import Browser, Page, expect

from app.applications import files, queries, records, stages
from app.applications.new_application import NewApplication
from app.applications.stages import Status
from database.embedded.cluster import Cluster
from database.sessions import user_session
from tests.app.applications.samples import PDF
from tests.app.browser import click, settle
from tests.app.ledger import NOW, Ledger
from tests.app.people import Person
from tests.app.windows import DESKTOP, IN_A_BROWSER, account, app_on, window

pytestmark = IN_A_BROWSER
# A sign for the eye only stands behind the colon.
SKIPPED = re.compile("Skipped.*Interna")
FILE = (
    "Firma;Stelle;Status;Beworben am;Bemerkungen;Interna\n"
    "Globex;Bäcker <b>1</b>;Absage;03.04.2025;Nett;Frag Priya\n"
    "Hooli;Koch;Beworben;31.12.2024;;\n"
    "Initech;;Beworben;31.12.2024;;\n"
    "Umbrella;Kellner;Beworben;irgendwann;;\n"
).encode("cp1252")


@pytest.fixture(scope="module")
def site(cluster: Cluster) -> Iterator[str]:
    yield from app_on(cluster, Ledger.commit)


@pytest.fixture
def ada(site: str) -> Person:
    return account()


def upload(page: Page, data: bytes = FILE) -> None:
    settle(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "bewerbungen.csv", "mimeType": "text/csv", "buffer": data}
    )
    expect(page.get_by_role("heading", name="Preview").first).to_be_visible(timeout=20_000)
    settle(page)


def into_notes(page: Page) -> None:
    """Choose what becomes of a column, by the keyboard, which is the same on every width."""
    field = page.get_by_role("combobox", name="Interna")
    settle(page)
    field.focus()
    field.press("ArrowDown")
    field.press_sequentially("Add to")
    expect(page.get_by_role("option")).to_have_count(1)
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Add to notes, with its heading")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_file_is_mapped_looked_at_and_imported_once(page: Page, ada: Person) -> None:
    page.goto("/applications")
    click(page.get_by_role("button", name="Import", exact=True))
    upload(page)
    assert fits(page)
    expect(page.get_by_text("Windows-1252").first).to_be_visible()
    expect(page.get_by_text("2 applications will be added.").first).to_be_visible()
    expect(page.get_by_text(SKIPPED).first).to_be_visible()
    into_notes(page)
    expect(page.get_by_text(SKIPPED)).to_have_count(0)
    expect(page.get_by_text("Bäcker <b>1</b>").first).to_be_visible()
    expect(page.get_by_text("is not a date").first).to_be_visible()
    click(page.get_by_role("button", name="Import 4 rows"))
    expect(page.get_by_text("2 applications added, 0 already here, 2 rejected.").first).to_be_visible(timeout=20_000)
    expect(page.get_by_role("cell", name="The row has no title, such as the job title.", exact=True)).to_be_visible()
    with page.expect_download() as waiting:
        click(page.get_by_role("link", name="Download these rows"))
    assert waiting.value.path().read_text(encoding="utf-8-sig").splitlines()[0].endswith(",Reason it was not imported")
    with user_session(ada.id) as session:
        assert queries.count(session) == 2
    page.goto("/applications?do=import")
    upload(page)
    into_notes(page)
    expect(page.get_by_text("0 applications will be added. 2 rows are already here").first).to_be_visible()
    click(page.get_by_role("button", name="Import 4 rows"))
    expect(page.get_by_text("0 applications added, 2 already here, 2 rejected.").first).to_be_visible(timeout=20_000)
    page.goto("/applications?do=import")
    upload(page, FILE.replace(b"Hooli;Koch;Beworben", b"Hooli;Koch;Absage"))
    into_notes(page)
    expect(page.get_by_text("0 applications will be added. 1 row is already here").first).to_be_visible()
    changed = page.get_by_role("checkbox", name="would change stage “Applied” → “Rejected”")
    expect(changed).not_to_be_checked()
    settle(page)
    page.get_by_text("would change stage").first.click()
    expect(changed).to_be_checked()
    assert fits(page)
    click(page.get_by_role("button", name="Import 4 rows"))
    expect(page.get_by_text("0 applications added, 1 updated, 1 already here, 2 rejected.").first).to_be_visible()
    page.goto("/applications?do=export")
    settle(page)
    for label in ("Download JSON", "Download CSV", "Download history"):
        with page.expect_download() as waiting:
            click(page.get_by_role("link", name=label))
        assert "Bäcker" in waiting.value.path().read_text(encoding="utf-8-sig")
    page.goto("/applications/print?since=2025-01-01")
    expect(page.get_by_text("1 application", exact=True).first).to_be_visible()
    expect(page.get_by_role("cell", name="Bäcker <b>1</b>")).to_be_visible()
    assert fits(page)


def test_an_import_taken_back_says_which_application_keeps_what_was_changed_since(page: Page, ada: Person) -> None:
    with user_session(ada.id, writes=True) as session:
        cook = records.add(
            session, NewApplication(title="Koch", company="Hooli", applied_at=datetime(2024, 12, 31, 12, tzinfo=UTC))
        )
    page.goto("/applications?do=import")
    upload(page, FILE.replace(b"Hooli;Koch;Beworben", b"Hooli;Koch;Absage"))
    settle(page)
    page.get_by_text("would change stage").first.click()
    expect(page.get_by_role("checkbox", name="would change stage “Applied” → “Rejected”")).to_be_checked()
    click(page.get_by_role("button", name="Import 4 rows"))
    expect(page.get_by_text("1 application added, 1 updated, 0 already here, 2 rejected.").first).to_be_visible()
    with user_session(ada.id, writes=True) as session:
        records.move(session, [cook], stages.find_for_status(session, Status.OFFER).id, NOW)
    click(page.get_by_role("button", name="Undo this import"))
    click(page.get_by_role("button", name="Undo import"))
    expect(page.get_by_text("Changed since the import, so not restored:").first).to_be_visible()
    expect(page.get_by_text("Koch, Hooli").first).to_be_visible()
    assert fits(page)
    with user_session(ada.id) as session:
        assert queries.count(session) == 1


def test_a_whole_tracker_goes_to_another_account_files_included(
    desk: Page, site: str, ada: Person, browser: Browser
) -> None:
    with user_session(ada.id, writes=True) as session:
        application_id = records.add(session, NewApplication(title="Baker", company="Globex", applied_at=NOW))
        # Noise, so that the archive is larger than any other file to import may be.
        for number in range(2):
            files.store(session, application_id, f"cv-{number}.pdf", PDF + Random(number).randbytes(6_000_000))
    desk.goto("/applications?do=export")
    settle(desk)
    assert fits(desk)
    with desk.expect_download() as waiting:
        desk.get_by_role("link", name="Download ZIP").click()
    packed = waiting.value.path()
    assert packed.stat().st_size > 10 * 1024 * 1024
    bob = account()
    for other in window(browser, site, bob, DESKTOP):
        other.goto("/applications?do=import")
        settle(other)
        expect(other.get_by_text("JSON or ZIP exported from JobLedger, up to 100 MB").first).to_be_visible()
        expect(other.get_by_text("per file")).to_be_hidden()
        other.locator("input[type=file]").set_input_files(
            {"name": "applications.zip", "mimeType": "application/zip", "buffer": packed.read_bytes()}
        )
        expect(other.get_by_text("2 files").first).to_be_visible()
        click(other.get_by_role("button", name="Import 1 row"))
        expect(other.get_by_text("1 application added, 0 already here, 0 rejected.").first).to_be_visible()
    with user_session(bob.id) as session:
        assert [len(files.read(file)) for file in files.list_files(session)] == [6_000_000 + len(PDF)] * 2


def test_a_calendar_address_and_a_key_are_made_shown_once_and_ended(page: Page, site: str) -> None:
    page.goto("/settings")
    settle(page)
    page.get_by_role("link", name="Create calendar address").click()
    page.get_by_role("button", name="Create address").click()
    address = page.locator("code", has_text="/calendar/").inner_text()
    read = page.request.get(f"{site}/calendar/{address.rpartition('/')[2]}")
    assert read.text().startswith("BEGIN:VCALENDAR")
    page.goto("/settings")
    settle(page)
    assert fits(page)
    page.get_by_role("link", name="Create API key").click()
    page.get_by_role("textbox", name="Key name").fill("A script")
    page.get_by_label("Events").uncheck()
    page.get_by_role("button", name="Create key").click()
    key = page.locator("code", has_text="jl_").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    headers = {"Authorization": f"Bearer {key}"}
    assert page.request.get(f"{site}/api/v1/applications", headers=headers).json() == {"items": [], "next": None}
    assert page.request.get(f"{site}/api/v1/events", headers=headers).status == 403
    page.get_by_role("link", name="Done").click()
    expect(page.locator("code", has_text="jl_")).to_have_count(0)
    expect(page.get_by_text("Alerts, Applications, Saved jobs, Saved searches")).to_be_visible()
    page.get_by_role("button", name="Revoke A script").click()
    expect(page.get_by_text("A script")).to_have_count(0)
    assert page.request.get(f"{site}/api/v1/applications", headers=headers).status == 401
    page.goto("/auth/calendar")
    page.get_by_role("button", name="Turn off").click()
    expect(page.get_by_role("button", name="Create address")).to_be_visible()
    assert page.request.get(f"{site}/calendar/{address.rpartition('/')[2]}").status == 404
