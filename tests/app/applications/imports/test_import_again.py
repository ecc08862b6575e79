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


def edited(data: bytes, *removed_headings: str, **changes: str) -> ImportPreview:
    """An export as a spreadsheet saves it: some columns deleted, and in every row some cells changed."""
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    text = io.StringIO()
    writer = csv.DictWriter(text, [name for name in rows[0] if name not in removed_headings], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(row | changes for row in rows)
    table = reader.read_table(text.getvalue().encode())
    return (
        jobledger_export.preview_csv(table, NOW)
        if jobledger_export.is_export(table)
        else planned(text.getvalue().encode())
    )


BARE = ("Company", "Link", "Job (JSON)", "History (JSON)", "Updated")


@pytest.fixture
def bob(shared: TestDatabase) -> Person:
    return person(f"bob-{uuid4().hex[:8]}@example.org")


@pytest.mark.parametrize("without", [(), BARE])
def test_a_row_without_company_and_link_changes_its_application(ada_session: Session, without: tuple[str, ...]) -> None:
    application_id = records.add(ada_session, NewApplication(title="Baker", applied_at=NOW))
    assert compare(ada_session, edited(export.build_csv(ada_session), *without)).unchanged == 1
    preview = edited(export.build_csv(ada_session), *without, Title="Head baker", Notes="Nice")
    (comparison,) = compare(ada_session, preview).differing
    assert (comparison.application_id, comparison.changes) == (
        application_id,
        {"title": ("Baker", "Head baker"), "notes": (None, "Nice")},
    )
    result = service.write(ada_session, "a.csv", preview, NOW, {}, {2})
    assert (result.added, result.updated, titles(ada_session)) == (0, 1, ["Head baker"])
    assert compare(ada_session, preview).unchanged == 1


@pytest.mark.parametrize("without", [(), BARE])
def test_another_account_knows_it_by_the_id_it_was_imported_with(
    ada_session: Session, bob: Person, without: tuple[str, ...]
) -> None:
    records.add(ada_session, NewApplication(title="Baker", applied_at=NOW))
    data = export.build_csv(ada_session)
    with user_session(bob.id, writes=True) as session:
        assert service.write(session, "a.csv", edited(data), NOW, {}).added == 1
        preview = edited(data, *without, Title="Head baker")
        assert [differing.changes for differing in compare(session, preview).differing] == [
            {"title": ("Baker", "Head baker")}
        ]
        assert service.write(session, "b.csv", preview, NOW, {}, {2}).added == 0
        assert titles(session) == ["Head baker"]


@pytest.fixture
def bobs(bob: Person) -> Iterator[UUID]:
    """An application of someone else's, that is as it was at the end."""
    with user_session(bob.id, writes=True) as session:
        application_id = records.add(session, NewApplication(title="Secret", notes="Bob's", applied_at=NOW))
        exported_before = export.list_applications(session)
    yield application_id
    with user_session(bob.id) as session:
        assert export.list_applications(session) == exported_before


@pytest.mark.parametrize("without", [(), BARE])
def test_an_id_of_anyone_elses_names_nothing(ada_session: Session, bobs: UUID, without: tuple[str, ...]) -> None:
    records.add(ada_session, NewApplication(title="Baker", applied_at=NOW))
    preview = edited(export.build_csv(ada_session), *without, Id=str(bobs), Title="Mine now")
    comparison = compare(ada_session, preview)
    assert (len(comparison.new), comparison.differing) == (1, ())
    service.write(ada_session, "a.csv", preview, NOW, {}, {2})
    assert titles(ada_session) == ["Baker", "Mine now"]
    assert bobs not in set(ada_session.scalars(select(applications.c.id)))


@pytest.mark.parametrize("bad", ["7", "' or true --", "{}", "00000000-0000-0000-0000-000000000000"])
def test_an_id_that_is_none_leaves_the_row_to_be_known_by_its_words(ada_session: Session, bad: str) -> None:
    records.add(ada_session, NewApplication(title="Baker", company="Globex", applied_at=NOW))
    preview = edited(export.build_csv(ada_session), Id=bad, Notes="Nice")
    assert [differing.changes for differing in compare(ada_session, preview).differing] == [{"notes": (None, "Nice")}]


def test_the_id_is_believed_before_the_words_of_another_row(ada_session: Session) -> None:
    application_ids = [
        records.add(ada_session, NewApplication(title="Baker", company="Globex", applied_at=NOW)) for _ in range(2)
    ]
    day = f"{NOW:%Y-%m-%d}"
    rows = (f"Baker,Globex,{day},First,", f"Baker,Globex,{day},Second,{application_ids[0]}")
    comparison = compare(ada_session, planned(csv_of("Title,Company,Applied,Notes,Id", *rows)))
    matches = [(differing.application_id, differing.row.number) for differing in comparison.differing]
    assert matches == [(application_ids[1], 2), (application_ids[0], 3)]


def test_strangers_rows_are_read_as_before_whatever_they_call_an_id(ada_session: Session) -> None:
    first_id, second_id = uuid4(), uuid4()
    for heading in ("Id", "ID"):
        table = reader.read_table(csv_of(f"Title,{heading},Source", f"Baker,{first_id},A friend", f"Cook,{second_id},"))
        assert guess.guess_columns(table)[2] == "to_notes"
    numbers = reader.read_table(csv_of("Title,Id", "Baker,1"))
    assert guess.guess_columns(numbers) == {0: "title"}
    # The same id in every row, as of a list they came from, makes no row another's.
    for title in ("Baker", "Cook"):
        preview = planned(csv_of("Title,Id", f"{title},{first_id}", f"{title} II,{first_id}"))
        assert service.write(ada_session, "a.csv", preview, NOW, {}).added == 2
    assert live(ada_session) == 4
