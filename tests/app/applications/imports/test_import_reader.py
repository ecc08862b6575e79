"""Reading a file to import: its encoding and delimiter, its days, the meaning of its columns."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import pytest

from app.applications.imports import guess, reader
from app.applications.imports.dates import InvalidDate, read_date, scan_dates
from app.applications.imports.reader import UnreadableFile


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_files_of_many_programs_are_read(encoding: str, delimiter: str) -> None:
    rows = [("Firma", "Stelle"), ("Müller", "Bäcker"), ("A, B; C", 'Der "Chef"\nvon allem')]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    table = reader.read_table(buffer.getvalue().encode(encoding))
    assert [table.headings, *(row.cells for row in table.lines)] == rows
    assert any("Windows-1252" in words for words in table.remarks) == (encoding == "cp1252")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no rows"),
        (b"\n\n , \n", "no rows"),
        (b"PK\x03\x04zip", "spreadsheet"),
        (b"\x00\x01\x02\x03\x00\x01", "not a text file"),
        (b'Title,Company\nBaker,"Globex\nCook,Hooli\n', "line 2 is never closed"),
        (b"x" * (10 * 1024 * 1024 + 1), "10 MB"),
        (b"Title\n" + b"a\n" * 50_001, "the limit is 50,000"),
        (b",".join([b"Title"] * 101), "101 columns"),
    ],
)
def test_what_cannot_be_read_is_refused_with_advice(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        reader.read_table(data)


@pytest.mark.parametrize(
    ("written", "order", "meant"),
    [
        ("2026-03-04", None, date(2026, 3, 4)),
        ("2026/3/4", None, date(2026, 3, 4)),
        ("20260304", None, date(2026, 3, 4)),
        ("04.03.2026", "day", date(2026, 3, 4)),
        ("4/3/26", "day", date(2026, 3, 4)),
        ("3/4/2026", "month", date(2026, 3, 4)),
        ("13/3/2026", "month", date(2026, 3, 13)),
        ("4. März 2026", None, date(2026, 3, 4)),
        ("4 mars 2026", None, date(2026, 3, 4)),
        ("4 de marzo de 2026", None, date(2026, 3, 4)),
        ("Wed, March 4th, 2026", None, date(2026, 3, 4)),
        ("Mar 4, 2026 2:05 PM", None, datetime(2026, 3, 4, 14, 5)),  # noqa: DTZ001 - as written
        ("2026-03-04T12:30:00Z", None, datetime.fromisoformat("2026-03-04T12:30:00+00:00")),
        ("2026-03-04 12:30:00.5+01:00", None, datetime.fromisoformat("2026-03-04T12:30:00.500000+01:00")),
        ("46085", None, date(2026, 3, 4)),
        ("29.02.2024", None, date(2024, 2, 29)),
        ("04.04.2026", None, date(2026, 4, 4)),
        (" n/a ", None, None),
    ],
)
def test_days_are_read_as_people_write_them(written: str, order: str | None, meant: object) -> None:
    assert read_date(written, order) == meant  # type: ignore[arg-type]


@pytest.mark.parametrize("written", ["29.02.2023", "3/4/2026", "soon", "2026-13-40", "4 Foo 2026", "0001-01-01"])
def test_what_is_no_day_or_may_be_two_is_said(written: str) -> None:
    with pytest.raises(InvalidDate):
        read_date(written, None)


@pytest.mark.parametrize(
    ("column", "guess", "matters"),
    [
        (["3/4/2026", "13/4/2026"], "day", True),
        (["3/4/2026", "4/13/2026"], "month", True),
        (["3/4/2026", "4/5/2026"], None, True),
        (["13/4/2026", "4/13/2026", "1/2/2026"], None, True),
        (["3.4.2026"], "day", True),
        (["2026-04-03", "", "7/7/2026"], None, False),
    ],
)
def test_the_order_is_told_by_the_column_or_asked(column: list[str], guess: str | None, matters: bool) -> None:  # noqa: FBT001
    counts = scan_dates(column)
    assert (counts.guess, counts.is_ambiguous) == (guess, matters)


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (
            "Job Title,Company,Location,Job Post URL,List,Date Saved,Date Applied,Salary",
            "title company location url stage created_at applied_at to_notes",
        ),
        (
            "Job Position,Company,Max. Salary,Location,Status,Date Saved,Deadline,Date Applied,Follow up,Excitement",
            "title company to_notes location stage created_at to_notes applied_at follow_up_at to_notes",
        ),
        ("Name,Company,Stage,Position,Applied on,Interview", "company stage title applied_at interview_at"),
        (
            "Unternehmen;Stellenbezeichnung;Ort;Beworben am;Rückmeldung;Bemerkungen",
            "company title location applied_at response_at notes",
        ),
        (
            "Entreprise;Poste;Ville;Date de candidature;Réponse;Relance;Remarques",
            "company title location applied_at response_at follow_up_at notes",
        ),
        ("Empresa;Puesto;Ubicación;Fecha de solicitud;Estado;Notas", "company title location applied_at stage notes"),
    ],
)
def test_columns_of_usual_trackers_are_known(headings: str, fields: str) -> None:
    targets = guess.guess_columns(reader.read_table(f"{headings}\nx".encode()))
    assert " ".join(targets.values()) == fields
