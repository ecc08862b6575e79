"""Test the field "referred by", from the form to the printed page, as an example of a field stored as a detail."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from app.api import resources
from app.applications import queries, records, timeline
from app.applications.exports import export
from app.applications.imports import jobledger_export, reader, revert, service
from app.applications.imports.compare import compare
from app.applications.new_application import NewApplication
from database.sessions import user_session
from tests.app.accounts.visitor import Visitor
from tests.app.applications.imports.test_import import csv_of, planned
from tests.app.ledger import NOW
from tests.app.people import Person, person
from tests.database.servers import TestDatabase

DAY = timedelta(days=1)


def referral(session: Session, title: str = "Baker") -> str | None:
    """Return who referred the application of this title."""
    rows = {row["title"]: row["referred_by"] for row in export.list_applications(session)}
    value: str | None = rows[title]
    return value


def test_it_is_added_edited_told_and_undone(ada_session: Session) -> None:
    baker = records.add(
        ada_session, NewApplication(title="Baker", applied_at=NOW, details={"referred_by": " Priya \n Rao "})
    )
    assert referral(ada_session) == "Priya Rao"
    change = records.edit(ada_session, baker, {"referred_by": "x" * 400}, NOW)
    application = queries.find(ada_session, baker, NOW)
    assert application
    assert application.values["referred_by"] == "x" * 300
    event = timeline.list_events(ada_session, baker)[0]
    assert event.payload["fields"] == {"referred_by": {"before": "Priya Rao", "after": "x" * 300}}
    assert records.undo(ada_session, change, NOW) == 1
    assert referral(ada_session) == "Priya Rao"
    cook = records.add(ada_session, NewApplication(title="Cook", applied_at=NOW))
    first = records.edit(ada_session, cook, {"referred_by": "Ada"}, NOW)
    records.edit(ada_session, cook, {"referred_by": "Bob"}, NOW)
    assert records.undo(ada_session, first, NOW) == 0
    assert referral(ada_session, "Cook") == "Bob"


@pytest.mark.parametrize("heading", ["Referred by", "Referral", "Empfohlen von", "Recommandé par", "Recomendado por"])
def test_an_import_finds_its_column(ada_session: Session, heading: str) -> None:
    preview = planned(csv_of(f"Title,Company,{heading}", "Baker,Globex,Priya", "Cook,Hooli,"))
    service.write(ada_session, "a.csv", preview, NOW, {})
    assert (referral(ada_session), referral(ada_session, "Cook")) == ("Priya", None)


def test_an_import_changes_it_and_is_reverted(ada_session: Session) -> None:
    records.add(ada_session, NewApplication(title="Baker", company="Globex", details={"referred_by": "Priya"}))
    preview = planned(csv_of("Title,Company,Referral", "Baker,Globex,Jonas"))
    (differing,) = compare(ada_session, preview).differing
    assert differing.changes == {"referred_by": ("Priya", "Jonas")}
    result = service.write(ada_session, "a.csv", preview, NOW + DAY, {}, {2})
    assert referral(ada_session) == "Jonas"
    assert revert.revert_import(ada_session, result.id, NOW + DAY).restored == 1
    assert referral(ada_session) == "Priya"


def test_a_text_that_is_too_long_is_rejected_with_the_reason(ada_session: Session) -> None:
    (row,) = planned(csv_of("Title,Referral", f"Baker,{'x' * 301}")).rejected
    assert row.reason == "Too long: referral has 301 characters, and the limit is 300."


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_an_export_carries_it_to_another_account(ada_session: Session, shared: TestDatabase, kind: str) -> None:
    records.add(ada_session, NewApplication(title="Baker", details={"referred_by": "=Priya"}))
    if kind == "json":
        preview = jobledger_export.preview_json(export.build_json(ada_session), NOW)
    else:
        preview = jobledger_export.preview_csv(reader.read_table(export.build_csv(ada_session)), NOW)
    with user_session(person(f"{uuid4().hex}@example.org").id, writes=True) as session:
        service.write(session, "export", preview, NOW, {})
        assert referral(session) == "=Priya"


def test_an_export_from_before_the_field_is_still_ours(ada_session: Session) -> None:
    records.add(ada_session, NewApplication(title="Baker", applied_at=NOW))
    rows = list(csv.DictReader(io.StringIO(export.build_csv(ada_session).decode("utf-8-sig"))))
    text = io.StringIO()
    writer = csv.DictWriter(text, [name for name in rows[0] if name != "Referred by"], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    table = reader.read_table(text.getvalue().encode())
    assert jobledger_export.is_export(table)
    assert compare(ada_session, jobledger_export.preview_csv(table, NOW)).unchanged == 1


def test_the_api_and_the_printed_page_have_it(ada: Person) -> None:
    with user_session(ada.id, writes=True) as session:
        records.add(session, NewApplication(title="Baker", applied_at=NOW, details={"referred_by": "Priya <b>"}))
        applications = next(resource for resource in resources.RESOURCES if resource.name == "applications")
        (item,), _next_place = resources.read_page(session, applications, 10, None)
    assert item.model_dump()["referred_by"] == "Priya <b>"
    browser = Visitor()
    browser.plant(ada.token)
    assert "Referred by Priya &lt;b&gt;" in browser.open("/applications/print").text
