"""Importing a file: every row is added, known, rejected with its reason, or blank, and nothing is lost or doubled."""
# ruff: noqa: E501 - rows of files are told as they are

from __future__ import annotations

import csv
import io
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.applications import records, stages
from app.applications.exports import export
from app.applications.imports import guess, history, jobledger_export, reader, revert, service
from app.applications.imports.compare import compare
from app.applications.imports.preview import ImportPlan, ImportPreview
from app.applications.imports.rows import preview_rows
from app.applications.new_application import NewApplication
from app.applications.stages import InvalidChange, Status
from app.kit.tables import application_events, applications
from app.kit.tables import stages as stage_table
from database import models
from tests.app.applications.imports.import_samples import sample
from tests.app.ledger import NOW

BERLIN = ZoneInfo("Europe/Berlin")


OWN = stages.DEFAULTS


def planned(data: bytes, **more: str) -> ImportPreview:
    """What a file comes to when every guess is taken; `more` are words of stages and the stage each means."""
    table = reader.read_table(data)
    fields = guess.guess_columns(table)
    guessed = guess.guess_stages(list(guess.count_stage_names(table, fields)), OWN)
    plan = ImportPlan(fields, guessed | more, guess.guess_date_orders(table, fields))
    return preview_rows(table, plan, BERLIN, NOW)


def csv_of(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def live(session: Session) -> int:
    wanted = select(func.count()).select_from(applications).where(applications.c.deleted_at.is_(None))
    return session.scalars(wanted).one()


def test_ten_thousand_rows_with_every_kind_of_bad_one_add_up(own: Session) -> None:
    file = sample()
    found = planned(file.data)
    done = service.write(own, "bewerbungen.csv", found, NOW, {})
    assert len(file.good) + len(file.twice) + len(file.bad) + file.blank == 10_000
    assert (done.added, done.unchanged, done.rejected) == (len(file.good), len(file.twice), len(file.bad))
    kept = history.list_rejected_rows(own, done.id)
    assert {one.number for one in kept} == set(file.bad)
    assert [one for one in kept if file.bad[one.number] not in one.reason] == []
    assert titles(own) == sorted(f"Bäcker:in {number}" for number in file.good)
    assert own.scalars(select(func.count()).select_from(application_events)).one() == len(file.good)


def test_the_same_file_twice_adds_nothing_until_its_applications_are_deleted(own: Session) -> None:
    found = planned(sample(300).data)
    first = service.write(own, "a.csv", found, NOW, {})
    again = service.write(own, "a.csv", found, NOW, {})
    assert (again.added, again.unchanged, again.rejected) == (0, first.added + first.unchanged, first.rejected)
    assert compare(own, found).unchanged == len(found.accepted)
    assert revert.revert_import(own, first.id, NOW).deleted == first.added
    assert live(own) == 0
    assert service.write(own, "a.csv", found, NOW, {}).added == first.added
    assert [one.added for one in history.list_imports(own)].count(first.added) == 2


def test_an_edited_row_changes_its_application_only_when_asked_and_is_never_a_second_one(own: Session) -> None:
    head = "Title,Company,Status,Applied,Link,Notes"
    rows = [
        "Baker,Globex,Applied,2025-03-03,,Nice",
        "Cook,Hooli,Applied,2025-03-04,jobs.example/7,",
        "Cook,Hooli,Applied,2025-03-04,jobs.example/8,",
    ]
    service.write(own, "a.csv", planned(csv_of(head, *rows)), NOW, {})
    edited = [
        "Baker,GLOBEX Inc,Rejected,2025-03-03,,Nice",
        "Head cook,Hooli,Applied,2025-03-04,https://jobs.example/7/,Warm",
        rows[2],
        "Cook,Hooli,Applied,2025-03-04,jobs.example/9,",
    ]
    found = planned(csv_of(head, *edited))
    beside = compare(own, found)
    assert [(one.row.number, one.changes) for one in beside.differing] == [
        (2, {"stage": ("Applied", "Rejected")}),
        (3, {"title": ("Cook", "Head cook"), "notes": (None, "Warm")}),
    ]
    assert ([one.number for one in beside.new], beside.unchanged) == ([5], 1)
    left = service.write(own, "b.csv", found, NOW, {})
    assert (left.added, left.updated, left.unchanged) == (1, 0, 3)
    assert titles(own) == ["Baker", "Cook", "Cook", "Cook"]
    taken = service.write(own, "b.csv", found, NOW, {}, {2, 3})
    assert (taken.added, taken.updated, taken.unchanged) == (0, 2, 2)
    assert titles(own) == ["Baker", "Cook", "Cook", "Head cook"]
    assert [one.applications for one in stages.list_stages(own) if one.name == "Rejected"] == [1]
    kinds: list[str] = list(own.scalars(select(application_events.c.payload["kind"].astext)))
    assert sorted(kinds) == ["created"] * 4 + ["edited", "move"]
    assert compare(own, found).unchanged == 4
    first = next(one for one in history.list_imports(own) if one.file_name == "a.csv")
    assert revert.revert_import(own, first.id, NOW).deleted == 3


def test_an_old_backup_of_ones_own_says_what_it_would_change(own: Session) -> None:
    made = records.add(own, NewApplication(title="Baker", company="Globex", notes="First", applied_at=NOW))
    data = export.as_json(own)
    records.edit(own, made, {"notes": "Second"}, NOW)
    records.move(own, [made], stages.find_for_status(own, Status.OFFER).id, NOW)
    (one,) = list(compare(own, jobledger_export.from_json(data, NOW)).differing)
    assert one.changes == {"notes": ("Second", "First"), "stage": ("Offer", "Applied")}


def test_what_a_file_leaves_empty_and_what_moved_on_since_is_no_difference(own: Session) -> None:
    made = records.add(
        own, NewApplication(title="Baker", company="Globex", notes="Mine", location="Berlin", applied_at=NOW)
    )
    found = planned(csv_of("Title,Company,Applied", f"baker,globex,{NOW:%Y-%m-%d}"))
    assert compare(own, found).unchanged == 1
    row = planned(csv_of("Title,Company,Status", "Cook,Globex,Applied"))
    service.write(own, "a.csv", row, NOW, {})
    ids: set[UUID] = set(own.scalars(select(applications.c.id)))
    records.move(own, list(ids - {made}), stages.find_for_status(own, Status.OFFER).id, NOW)
    assert compare(own, row).unchanged == 1


def titles(session: Session) -> list[str]:
    return sorted(session.scalars(select(applications.c.listing_snapshot["title"].astext)))


def test_words_for_an_outcome_find_the_stage_that_stands_for_it_whatever_it_is_called(own: Session) -> None:
    stages.rename(own, next(one.id for one in stages.ensure_stages(own) if one.name == "Ghosted"), "Stille")
    board = [(one.name, one.meaning) for one in stages.list_stages(own)]
    assert guess.guess_stages(["keine Antwort", "Absage", "Kaffee"], board) == {
        "keine Antwort": "Stille", "Absage": "Rejected", "Kaffee": None,
    }  # fmt: skip
    service.write(own, "a.csv", planned(csv_of("Title,Status", "Baker,Annulé"), Annulé="Annulé"), NOW, {})
    assert stages.list_stages(own)[-1].meaning == models.Outcome.WITHDRAWN


def test_rejected_rows_can_be_corrected_in_their_file_and_imported(own: Session) -> None:
    data = csv_of("Company;Job title;Status;Applied", "Globex;Baker;applied;31.12.2024;stray", "-1;=Cook;??;2024-01-02")
    done = service.write(own, "a.csv", planned(data), NOW, {})
    assert (done.added, done.rejected) == (0, 2)
    rows = list(csv.reader(io.StringIO(history.rejected_rows_csv(own, done.id).decode("utf-8-sig"))))
    assert rows[0] == ["Company", "Job title", "Status", "Applied", guess.REASON_HEADING]
    assert rows[1][:4] == ["Globex", "Baker", "applied", "31.12.2024"]
    assert rows[1][5] == "stray"
    assert rows[2][:2] == ["'-1", "'=Cook"]
    corrected = [row[:5] for row in rows]
    corrected[2][2] = "Applied"
    text = io.StringIO()
    csv.writer(text).writerows(corrected)
    found = planned(text.getvalue().encode())
    assert [(one.application.company, one.application.title) for one in found.accepted] == [
        ("Globex", "Baker"),
        ("-1", "=Cook"),
    ]
    assert service.write(own, "a.csv", found, NOW, {}).added == 2


def test_a_row_becomes_an_application_as_if_written_by_hand(own: Session) -> None:
    data = csv_of(
        "Employer,Position,Where,Status,Date applied,Interview date,Follow up,Link,Notes,Salary,Shoe size",
        'northwind analytics Inc,Data Engineer,Berlin,phone screen,"March 3, 2025",2026-12-01 14:30,2026-12-05,jobs.example/7,"Nice, warm",60k,43',
    )
    done = service.write(own, "a.csv", planned(data), NOW, {})
    row = own.execute(select(applications)).mappings().one()
    by_hand = records.add(own, NewApplication(title="Data Engineer", company="Northwind Analytics"))
    twin = own.execute(select(applications).where(applications.c.id == by_hand)).mappings().one()
    assert row["company_id"] == twin["company_id"] is not None
    assert (row["status"], row["source"]) == (Status.INTERVIEWING, "import")
    assert row["stage_id"] == stages.find_for_status(own, Status.INTERVIEWING).id
    assert row["applied_at"].astimezone(BERLIN) == datetime(2025, 3, 3, 12, tzinfo=BERLIN)
    assert row["job_post_url"] == "https://jobs.example/7"
    assert row["notes"] == "Nice, warm\nSalary: 60k"
    events = own.execute(select(application_events).where(application_events.c.job_application_id == row["id"]))
    found = {one["event_type"].value: one for one in events.mappings()}
    assert found["interview"]["occurred_at"] == datetime(2026, 12, 1, 14, 30, tzinfo=BERLIN)
    assert found["follow_up"]["occurred_at"] == row["follow_up_at"]
    assert found["note"]["payload"] == {"kind": "created", "to": "Interviewing", "status_to": "interviewing"}
    assert done.added == 1


def test_a_new_stage_is_made_on_request_and_too_many_change_nothing(own: Session) -> None:
    data = csv_of("Title,Status", "Baker,Coffee", "Cook,Coffee")
    assert [one.reason for one in planned(data).rejected] == ["No stage was chosen for “Coffee”."] * 2
    assert service.write(own, "a.csv", planned(data, Coffee="Coffee"), NOW, {}).added == 2
    assert stages.list_stages(own)[-1].name == "Coffee"
    many = csv_of("Title,Status", *(f"Baker {one},S{one}" for one in range(20)))
    with pytest.raises(InvalidChange, match="at most 20 stages"), own.begin_nested():
        service.write(own, "b.csv", planned(many, **{f"S{one}": f"S{one}" for one in range(20)}), NOW, {})
    assert live(own) == 2
    assert own.scalars(select(func.count()).select_from(stage_table)).one() == 8


def test_how_far_it_is_is_told_by_the_rows_that_are_done_and_written_at_once_or_not_at_all(own: Session) -> None:
    data = csv_of(
        "Title,Applied", *(f"Baker {one},2025-03-03" for one in range(2_500)), "Cook,soon", "Baker 0,2025-03-03"
    )
    table, read, written = reader.read_table(data), list[tuple[int, int]](), list[tuple[int, int]]()
    plan = ImportPlan(guess.guess_columns(table), {}, {})
    found = preview_rows(table, plan, BERLIN, NOW, lambda *told: read.append(told))
    assert read == [(one, 2_502) for one in range(1, 2_503)]

    def tell(done: int, rows: int) -> None:
        written.append((done, rows))
        assert live(own) == max(0, done - 1 if done < rows else 2_500)
        if len(kept) == 0 and done > 2_000:
            raise KeyboardInterrupt

    kept: list[int] = []
    with pytest.raises(KeyboardInterrupt), own.begin_nested():
        service.write(own, "a.csv", found, NOW, {}, progress=tell)
    assert (live(own), written) == (0, [(1, 2_502), (1_001, 2_502), (2_001, 2_502)])
    kept.append(1)
    assert service.write(own, "a.csv", found, NOW, {}, progress=tell).added == 2_500
    assert written[3:] == [*written[:3], (2_502, 2_502)]
