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


def row_of(session: Session, own: UUID) -> dict[str, Any]:
    found = session.execute(select(applications).where(applications.c.id == own)).mappings().one()
    return {name: value for name, value in found.items() if name != "updated_at"}


def kinds(session: Session, own: UUID) -> list[str]:
    return sorted(one.kind for one in timeline.list_events(session, own))


def taken_over(session: Session, *rows: str) -> ImportResult:
    """A file of which every row that differs is taken over."""
    found = planned(csv_of(HEAD, *rows))
    numbers = {one.number for one in found.accepted}
    return service.write(session, "b.csv", found, NOW + DAY, {}, numbers)


@pytest.fixture
def baker(own: Session) -> UUID:
    return records.add(
        own, NewApplication(title="Baker", company="Globex", url="https://jobs.example/7", applied_at=NOW - DAY)
    )


@pytest.fixture
def cook(own: Session) -> UUID:
    return records.add(own, NewApplication(title="Cook", company="Hooli", notes="Mine", applied_at=None))


EDITED = "Head baker,Northwind Analytics,Bonn,Rejected,2026-01-02,jobs.example/7,Warm"


def test_all_it_changed_is_as_before_with_no_trace_in_the_history_and_can_be_taken_over_again(
    own: Session, baker: UUID, cook: UUID
) -> None:
    before = [row_of(own, one) for one in (baker, cook)]
    rows = (EDITED, "Cook,Hooli,,Offer,,,Theirs", "Clerk,Umbrella,,Applied,,,")
    done = taken_over(own, *rows)
    assert (done.added, done.updated) == (1, 2)
    assert [kinds(own, one) for one in (baker, cook)] == [["created", "edited", "move"]] * 2
    assert history.list_imports(own)[0].revertible
    found = revert.revert_import(own, done.id, NOW + 2 * DAY)
    assert (found.deleted, found.restored, found.unreverted) == (1, 2, ())
    assert [row_of(own, one) for one in (baker, cook)] == before
    assert [kinds(own, one) for one in (baker, cook)] == [["created"]] * 2
    again = revert.revert_import(own, done.id, NOW + 2 * DAY)
    assert (again.deleted, again.restored, again.unreverted) == (0, 0, ())
    assert (taken_over(own, *rows).added, row_of(own, cook)["notes"]) == (1, "Theirs")


def test_what_was_changed_since_stays_and_is_named_and_so_does_its_history(
    own: Session, baker: UUID, cook: UUID
) -> None:
    was = row_of(own, baker)
    done = taken_over(own, EDITED, "Cook,Hooli,,Offer,,,Theirs")
    records.edit(own, baker, {"notes": "By hand"}, NOW + DAY)
    records.move(own, [cook], stages.find_for_status(own, Status.REJECTED).id, NOW + DAY)
    found = revert.revert_import(own, done.id, NOW + 2 * DAY)
    assert (found.restored, found.unreverted) == (2, ("Baker, Globex", "Cook, Hooli"))
    assert row_of(own, baker) == was | {"notes": "By hand"}
    edits = [dict(one.payload["fields"]) for one in timeline.list_events(own, baker) if one.kind == "edited"]
    assert edits == [{"notes": {"before": "Warm", "after": "By hand"}}, {"notes": {"before": None, "after": "Warm"}}]
    kept = row_of(own, cook)
    assert (kept["notes"], kept["status"], kept["response_at"]) == ("Mine", Status.REJECTED, NOW + DAY)
    assert kinds(own, cook) == ["created", "move", "move"]


def test_a_later_import_is_another_change_and_the_way_back_leads_through_it(own: Session, cook: UUID) -> None:
    first = taken_over(own, "Cook,Hooli,,,,,One")
    second = taken_over(own, "Cook,Hooli,,,,,Two")
    assert revert.revert_import(own, first.id, NOW).unreverted == ("Cook, Hooli",)
    assert row_of(own, cook)["notes"] == "Two"
    for one in (second, first):
        assert revert.revert_import(own, one.id, NOW).restored == 1
    assert (row_of(own, cook)["notes"], kinds(own, cook)) == ("Mine", ["created"])


def test_rows_that_change_something_are_told_of_as_done_like_any_other(own: Session, cook: UUID) -> None:
    found, told = planned(csv_of(HEAD, "Cook,Hooli,,,,,Theirs", "Clerk,Umbrella,,,,,")), list[tuple[int, int]]()
    service.write(own, "b.csv", found, NOW, {}, {2}, lambda *one: told.append(one))
    assert (told, row_of(own, cook)["notes"]) == ([(0, 2), (1, 2), (2, 2)], "Theirs")


def test_what_was_in_a_stage_that_is_gone_stays_where_it_is(own: Session, cook: UUID) -> None:
    gone = stages.create(own, "Coffee", None).id
    records.move(own, [cook], gone, NOW)
    done = taken_over(own, "Cook,Hooli,,Offer,,,")
    stages.remove(own, gone)
    found = revert.revert_import(own, done.id, NOW)
    assert (found.restored, found.unreverted) == (0, ("Cook, Hooli",))
    assert (row_of(own, cook)["status"], row_of(own, cook)["response_at"]) == (Status.OFFER, NOW + DAY)


def test_it_puts_nothing_back_for_anyone_else(ada: Person) -> None:
    with user_session(ada.id, writes=True) as session:
        cook = records.add(session, NewApplication(title="Cook", company="Hooli"))
        done = taken_over(session, "Cook,Hooli,,Offer,,,Theirs", "Clerk,Umbrella,,,,,")
    with user_session(person(f"bob-{uuid4().hex[:8]}@example.org").id, writes=True) as session:
        assert revert.revert_import(session, done.id, NOW) == revert.RevertResult(0)
    with user_session(ada.id) as session:
        assert (row_of(session, cook)["notes"], live(session)) == ("Theirs", 2)
