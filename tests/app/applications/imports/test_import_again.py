"""Exported, edited in a spreadsheet and imported again: the id says which application a row is, and only one's own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications import records
from app.applications.exports import export
from app.applications.imports import guess, jobledger_export, reader, service
from app.applications.imports.compare import compare
from app.applications.imports.preview import ImportPreview
from app.applications.new_application import NewApplication
from app.kit.tables import applications
from database.sessions import user_session
from tests.app.applications.imports.test_import import csv_of, live, planned, titles
from tests.app.ledger import NOW
from tests.app.people import Person, person
from tests.database.servers import TestDatabase


def edited(data: bytes, *without: str, **changes: str) -> ImportPreview:
    """An export as a spreadsheet saves it: some columns deleted, and in every row some cells changed."""
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    text = io.StringIO()
    writer = csv.DictWriter(text, [name for name in rows[0] if name not in without], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(row | changes for row in rows)
    table = reader.read_table(text.getvalue().encode())
    return (
        jobledger_export.from_csv(table, NOW)
        if jobledger_export.is_export(table)
        else planned(text.getvalue().encode())
    )


BARE = ("Company", "Link", "Job (JSON)", "History (JSON)", "Updated")


@pytest.fixture
def bob(shared: TestDatabase) -> Person:
    return person(f"bob-{uuid4().hex[:8]}@example.org")


@pytest.mark.parametrize("without", [(), BARE])
def test_a_row_without_company_and_link_changes_its_application(own: Session, without: tuple[str, ...]) -> None:
    made = records.add(own, NewApplication(title="Baker", applied_at=NOW))
    assert compare(own, edited(export.as_csv(own), *without)).unchanged == 1
    found = edited(export.as_csv(own), *without, Title="Head baker", Notes="Nice")
    (one,) = compare(own, found).differing
    assert (one.application_id, one.changes) == (made, {"title": ("Baker", "Head baker"), "notes": (None, "Nice")})
    done = service.write(own, "a.csv", found, NOW, {}, {2})
    assert (done.added, done.updated, titles(own)) == (0, 1, ["Head baker"])
    assert compare(own, found).unchanged == 1


@pytest.mark.parametrize("without", [(), BARE])
def test_another_account_knows_it_by_the_id_it_was_imported_with(
    own: Session, bob: Person, without: tuple[str, ...]
) -> None:
    records.add(own, NewApplication(title="Baker", applied_at=NOW))
    data = export.as_csv(own)
    with user_session(bob.id, writes=True) as session:
        assert service.write(session, "a.csv", edited(data), NOW, {}).added == 1
        found = edited(data, *without, Title="Head baker")
        assert [one.changes for one in compare(session, found).differing] == [{"title": ("Baker", "Head baker")}]
        assert service.write(session, "b.csv", found, NOW, {}, {2}).added == 0
        assert titles(session) == ["Head baker"]


@pytest.fixture
def bobs(bob: Person) -> Iterator[UUID]:
    """An application of someone else's, that is as it was at the end."""
    with user_session(bob.id, writes=True) as session:
        made = records.add(session, NewApplication(title="Secret", notes="Bob's", applied_at=NOW))
        before = export.list_applications(session)
    yield made
    with user_session(bob.id) as session:
        assert export.list_applications(session) == before


@pytest.mark.parametrize("without", [(), BARE])
def test_an_id_of_anyone_elses_names_nothing(own: Session, bobs: UUID, without: tuple[str, ...]) -> None:
    records.add(own, NewApplication(title="Baker", applied_at=NOW))
    found = edited(export.as_csv(own), *without, Id=str(bobs), Title="Mine now")
    beside = compare(own, found)
    assert (len(beside.new), beside.differing) == (1, ())
    service.write(own, "a.csv", found, NOW, {}, {2})
    assert titles(own) == ["Baker", "Mine now"]
    assert bobs not in set(own.scalars(select(applications.c.id)))


@pytest.mark.parametrize("bad", ["7", "' or true --", "{}", "00000000-0000-0000-0000-000000000000"])
def test_an_id_that_is_none_leaves_the_row_to_be_known_by_its_words(own: Session, bad: str) -> None:
    records.add(own, NewApplication(title="Baker", company="Globex", applied_at=NOW))
    found = edited(export.as_csv(own), Id=bad, Notes="Nice")
    assert [one.changes for one in compare(own, found).differing] == [{"notes": (None, "Nice")}]


def test_the_id_is_believed_before_the_words_of_another_row(own: Session) -> None:
    made = [records.add(own, NewApplication(title="Baker", company="Globex", applied_at=NOW)) for _ in range(2)]
    day = f"{NOW:%Y-%m-%d}"
    rows = (f"Baker,Globex,{day},First,", f"Baker,Globex,{day},Second,{made[0]}")
    found = compare(own, planned(csv_of("Title,Company,Applied,Notes,Id", *rows)))
    assert [(one.application_id, one.row.number) for one in found.differing] == [(made[1], 2), (made[0], 3)]


def test_strangers_rows_are_read_as_before_whatever_they_call_an_id(own: Session) -> None:
    one, two = uuid4(), uuid4()
    for heading in ("Id", "ID"):
        table = reader.read_table(csv_of(f"Title,{heading},Source", f"Baker,{one},A friend", f"Cook,{two},"))
        assert guess.guess_columns(table)[2] == "to_notes"
    numbers = reader.read_table(csv_of("Title,Id", "Baker,1"))
    assert guess.guess_columns(numbers) == {0: "title"}
    # The same id in every row, as of a list they came from, makes no row another's.
    for title in ("Baker", "Cook"):
        found = planned(csv_of("Title,Id", f"{title},{one}", f"{title} II,{one}"))
        assert service.write(own, "a.csv", found, NOW, {}).added == 2
    assert live(own) == 4
