"""Taking an import back: what it changed is as before, except what something else changed since, which is named."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications import records, stages, timeline
from app.applications.imports import history, revert, service
from app.applications.imports.service import ImportResult
from app.applications.new_application import NewApplication
from app.applications.stages import Status
from app.kit.tables import applications
from database.sessions import user_session
from tests.app.applications.imports.test_import import csv_of, live, planned
from tests.app.ledger import NOW
from tests.app.people import Person, person

HEAD = "Title,Company,Place,Status,Applied,Link,Notes"
DAY = timedelta(days=1)


def row_of(session: Session, application_id: UUID) -> dict[str, Any]:
    stored = session.execute(select(applications).where(applications.c.id == application_id)).mappings().one()
    return {name: value for name, value in stored.items() if name != "updated_at"}


def kinds(session: Session, application_id: UUID) -> list[str]:
    return sorted(event.kind for event in timeline.list_events(session, application_id))


def taken_over(session: Session, *rows: str) -> ImportResult:
    """A file of which every row that differs is taken over."""
    preview = planned(csv_of(HEAD, *rows))
    numbers = {row.number for row in preview.accepted}
    return service.write(session, "b.csv", preview, NOW + DAY, {}, numbers)


@pytest.fixture
def baker(ada_session: Session) -> UUID:
    return records.add(
        ada_session, NewApplication(title="Baker", company="Globex", url="https://jobs.example/7", applied_at=NOW - DAY)
    )


@pytest.fixture
def cook(ada_session: Session) -> UUID:
    return records.add(ada_session, NewApplication(title="Cook", company="Hooli", notes="Mine", applied_at=None))


EDITED = "Head baker,Northwind Analytics,Bonn,Rejected,2026-01-02,jobs.example/7,Warm"


def test_all_it_changed_is_as_before_with_no_trace_in_the_history_and_can_be_taken_over_again(
    ada_session: Session, baker: UUID, cook: UUID
) -> None:
    stored = [row_of(ada_session, application_id) for application_id in (baker, cook)]
    rows = (EDITED, "Cook,Hooli,,Offer,,,Theirs", "Clerk,Umbrella,,Applied,,,")
    result = taken_over(ada_session, *rows)
    assert (result.added, result.updated) == (1, 2)
    assert [kinds(ada_session, application_id) for application_id in (baker, cook)] == [
        ["created", "edited", "move"]
    ] * 2
    assert history.list_imports(ada_session)[0].revertible
    reverted = revert.revert_import(ada_session, result.id, NOW + 2 * DAY)
    assert (reverted.deleted, reverted.restored, reverted.unreverted) == (1, 2, ())
    assert [row_of(ada_session, application_id) for application_id in (baker, cook)] == stored
    assert [kinds(ada_session, application_id) for application_id in (baker, cook)] == [["created"]] * 2
    second_revert = revert.revert_import(ada_session, result.id, NOW + 2 * DAY)
    assert (second_revert.deleted, second_revert.restored, second_revert.unreverted) == (0, 0, ())
    assert (taken_over(ada_session, *rows).added, row_of(ada_session, cook)["notes"]) == (1, "Theirs")


def test_what_was_changed_since_stays_and_is_named_and_so_does_its_history(
    ada_session: Session, baker: UUID, cook: UUID
) -> None:
    was = row_of(ada_session, baker)
    result = taken_over(ada_session, EDITED, "Cook,Hooli,,Offer,,,Theirs")
    records.edit(ada_session, baker, {"notes": "By hand"}, NOW + DAY)
    records.move(ada_session, [cook], stages.find_for_status(ada_session, Status.REJECTED).id, NOW + DAY)
    reverted = revert.revert_import(ada_session, result.id, NOW + 2 * DAY)
    assert (reverted.restored, reverted.unreverted) == (2, ("Baker, Globex", "Cook, Hooli"))
    assert row_of(ada_session, baker) == was | {"notes": "By hand"}
    edits = [
        dict(event.payload["fields"]) for event in timeline.list_events(ada_session, baker) if event.kind == "edited"
    ]
    assert edits == [{"notes": {"before": "Warm", "after": "By hand"}}, {"notes": {"before": None, "after": "Warm"}}]
    stored = row_of(ada_session, cook)
    assert (stored["notes"], stored["status"], stored["response_at"]) == ("Mine", Status.REJECTED, NOW + DAY)
    assert kinds(ada_session, cook) == ["created", "move", "move"]


def test_a_later_import_is_another_change_and_the_way_back_leads_through_it(ada_session: Session, cook: UUID) -> None:
    first = taken_over(ada_session, "Cook,Hooli,,,,,One")
    second = taken_over(ada_session, "Cook,Hooli,,,,,Two")
    assert revert.revert_import(ada_session, first.id, NOW).unreverted == ("Cook, Hooli",)
    assert row_of(ada_session, cook)["notes"] == "Two"
    for result in (second, first):
        assert revert.revert_import(ada_session, result.id, NOW).restored == 1
    assert (row_of(ada_session, cook)["notes"], kinds(ada_session, cook)) == ("Mine", ["created"])


def test_rows_that_change_something_are_told_of_as_done_like_any_other(ada_session: Session, cook: UUID) -> None:
    preview, progress = planned(csv_of(HEAD, "Cook,Hooli,,,,,Theirs", "Clerk,Umbrella,,,,,")), list[tuple[int, int]]()
    service.write(ada_session, "b.csv", preview, NOW, {}, {2}, lambda *arguments: progress.append(arguments))
    assert (progress, row_of(ada_session, cook)["notes"]) == ([(0, 2), (1, 2), (2, 2)], "Theirs")


def test_what_was_in_a_stage_that_is_gone_stays_where_it_is(ada_session: Session, cook: UUID) -> None:
    stage_id = stages.create(ada_session, "Coffee", None).id
    records.move(ada_session, [cook], stage_id, NOW)
    result = taken_over(ada_session, "Cook,Hooli,,Offer,,,")
    stages.remove(ada_session, stage_id)
    reverted = revert.revert_import(ada_session, result.id, NOW)
    assert (reverted.restored, reverted.unreverted) == (0, ("Cook, Hooli",))
    assert (row_of(ada_session, cook)["status"], row_of(ada_session, cook)["response_at"]) == (Status.OFFER, NOW + DAY)


def test_it_puts_nothing_back_for_anyone_else(ada: Person) -> None:
    with user_session(ada.id, writes=True) as session:
        cook = records.add(session, NewApplication(title="Cook", company="Hooli"))
        result = taken_over(session, "Cook,Hooli,,Offer,,,Theirs", "Clerk,Umbrella,,,,,")
    with user_session(person(f"bob-{uuid4().hex[:8]}@example.org").id, writes=True) as session:
        assert revert.revert_import(session, result.id, NOW) == revert.RevertResult(0)
    with user_session(ada.id) as session:
        assert (row_of(session, cook)["notes"], live(session)) == ("Theirs", 2)
