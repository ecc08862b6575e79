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


OWN = stages.DEFAULT_STAGES


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


def test_ten_thousand_rows_with_every_kind_of_bad_one_add_up(ada_session: Session) -> None:
    file = sample()
    preview = planned(file.data)
    result = service.write(ada_session, "bewerbungen.csv", preview, NOW, {})
    assert len(file.accepted) + len(file.repeated) + len(file.rejected) + file.blank_count == 10_000
    assert (result.added, result.unchanged, result.rejected) == (
        len(file.accepted),
        len(file.repeated),
        len(file.rejected),
    )
    kept = history.list_rejected_rows(ada_session, result.id)
    assert {one.number for one in kept} == set(file.rejected)
    assert [one for one in kept if file.rejected[one.number] not in one.reason] == []
    assert titles(ada_session) == sorted(f"Bäcker:in {number}" for number in file.accepted)
    assert ada_session.scalars(select(func.count()).select_from(application_events)).one() == len(file.accepted)


def test_the_same_file_twice_adds_nothing_until_its_applications_are_deleted(ada_session: Session) -> None:
    preview = planned(sample(300).data)
    first = service.write(ada_session, "a.csv", preview, NOW, {})
    result = service.write(ada_session, "a.csv", preview, NOW, {})
    assert (result.added, result.unchanged, result.rejected) == (0, first.added + first.unchanged, first.rejected)
    assert compare(ada_session, preview).unchanged == len(preview.accepted)
    assert revert.revert_import(ada_session, first.id, NOW).deleted == first.added
    assert live(ada_session) == 0
    assert service.write(ada_session, "a.csv", preview, NOW, {}).added == first.added
    assert [event.added for event in history.list_imports(ada_session)].count(first.added) == 2


def test_an_edited_row_changes_its_application_only_when_asked_and_is_never_a_second_one(ada_session: Session) -> None:
    head = "Title,Company,Status,Applied,Link,Notes"
    rows = [
        "Baker,Globex,Applied,2025-03-03,,Nice",
        "Cook,Hooli,Applied,2025-03-04,jobs.example/7,",
        "Cook,Hooli,Applied,2025-03-04,jobs.example/8,",
    ]
    service.write(ada_session, "a.csv", planned(csv_of(head, *rows)), NOW, {})
    edited = [
        "Baker,GLOBEX Inc,Rejected,2025-03-03,,Nice",
        "Head cook,Hooli,Applied,2025-03-04,https://jobs.example/7/,Warm",
        rows[2],
        "Cook,Hooli,Applied,2025-03-04,jobs.example/9,",
    ]
    preview = planned(csv_of(head, *edited))
    comparison = compare(ada_session, preview)
    assert [(one.row.number, one.changes) for one in comparison.differing] == [
        (2, {"stage": ("Applied", "Rejected")}),
        (3, {"title": ("Cook", "Head cook"), "notes": (None, "Warm")}),
    ]
    assert ([row.number for row in comparison.new], comparison.unchanged) == ([5], 1)
    result = service.write(ada_session, "b.csv", preview, NOW, {})
    assert (result.added, result.updated, result.unchanged) == (1, 0, 3)
    assert titles(ada_session) == ["Baker", "Cook", "Cook", "Cook"]
    taken = service.write(ada_session, "b.csv", preview, NOW, {}, {2, 3})
    assert (taken.added, taken.updated, taken.unchanged) == (0, 2, 2)
    assert titles(ada_session) == ["Baker", "Cook", "Cook", "Head cook"]
    assert [stage.applications for stage in stages.list_stages(ada_session) if stage.name == "Rejected"] == [1]
    kinds: list[str] = list(ada_session.scalars(select(application_events.c.payload["kind"].astext)))
    assert sorted(kinds) == ["created"] * 4 + ["edited", "move"]
    assert compare(ada_session, preview).unchanged == 4
    first = next(event for event in history.list_imports(ada_session) if event.file_name == "a.csv")
    assert revert.revert_import(ada_session, first.id, NOW).deleted == 3


def test_an_old_backup_of_ones_own_says_what_it_would_change(ada_session: Session) -> None:
    application_id = records.add(
        ada_session, NewApplication(title="Baker", company="Globex", notes="First", applied_at=NOW)
    )
    data = export.build_json(ada_session)
    records.edit(ada_session, application_id, {"notes": "Second"}, NOW)
    records.move(ada_session, [application_id], stages.find_for_status(ada_session, Status.OFFER).id, NOW)
    (preview,) = list(compare(ada_session, jobledger_export.preview_json(data, NOW)).differing)
    assert preview.changes == {"notes": ("Second", "First"), "stage": ("Offer", "Applied")}


def test_what_a_file_leaves_empty_and_what_moved_on_since_is_no_difference(ada_session: Session) -> None:
    application_id = records.add(
        ada_session, NewApplication(title="Baker", company="Globex", notes="Mine", location="Berlin", applied_at=NOW)
    )
    preview = planned(csv_of("Title,Company,Applied", f"baker,globex,{NOW:%Y-%m-%d}"))
    assert compare(ada_session, preview).unchanged == 1
    row = planned(csv_of("Title,Company,Status", "Cook,Globex,Applied"))
    service.write(ada_session, "a.csv", row, NOW, {})
    ids: set[UUID] = set(ada_session.scalars(select(applications.c.id)))
    records.move(ada_session, list(ids - {application_id}), stages.find_for_status(ada_session, Status.OFFER).id, NOW)
    assert compare(ada_session, row).unchanged == 1


def titles(session: Session) -> list[str]:
    return sorted(session.scalars(select(applications.c.listing_snapshot["title"].astext)))


def test_words_for_an_outcome_find_the_stage_that_stands_for_it_whatever_it_is_called(ada_session: Session) -> None:
    stages.rename(
        ada_session, next(stage.id for stage in stages.ensure_stages(ada_session) if stage.name == "Ghosted"), "Stille"
    )
    board = [(stage.name, stage.meaning) for stage in stages.list_stages(ada_session)]
    assert guess.guess_stages(["keine Antwort", "Absage", "Kaffee"], board) == {
        "keine Antwort": "Stille", "Absage": "Rejected", "Kaffee": None,
    }  # fmt: skip
    service.write(ada_session, "a.csv", planned(csv_of("Title,Status", "Baker,Annulé"), Annulé="Annulé"), NOW, {})
    assert stages.list_stages(ada_session)[-1].meaning == models.Outcome.WITHDRAWN


def test_rejected_rows_can_be_corrected_in_their_file_and_imported(ada_session: Session) -> None:
    data = csv_of("Company;Job title;Status;Applied", "Globex;Baker;applied;31.12.2024;stray", "-1;=Cook;??;2024-01-02")
    preview = service.write(ada_session, "a.csv", planned(data), NOW, {})
    assert (preview.added, preview.rejected) == (0, 2)
    rows = list(csv.reader(io.StringIO(history.build_rejected_rows_csv(ada_session, preview.id).decode("utf-8-sig"))))
    assert rows[0] == ["Company", "Job title", "Status", "Applied", guess.REASON_HEADING]
    assert rows[1][:4] == ["Globex", "Baker", "applied", "31.12.2024"]
    assert rows[1][5] == "stray"
    assert rows[2][:2] == ["'-1", "'=Cook"]
    corrected = [row[:5] for row in rows]
    corrected[2][2] = "Applied"
    text = io.StringIO()
    csv.writer(text).writerows(corrected)
    found = planned(text.getvalue().encode())
    assert [(row.application.company, row.application.title) for row in found.accepted] == [
        ("Globex", "Baker"),
        ("-1", "=Cook"),
    ]
    assert service.write(ada_session, "a.csv", found, NOW, {}).added == 2


def test_a_row_becomes_an_application_as_if_written_by_hand(ada_session: Session) -> None:
    data = csv_of(
        "Employer,Position,Where,Status,Date applied,Interview date,Follow up,Link,Notes,Salary,Shoe size",
        'northwind analytics Inc,Data Engineer,Berlin,phone screen,"March 3, 2025",2026-12-01 14:30,2026-12-05,jobs.example/7,"Nice, warm",60k,43',
    )
    preview = service.write(ada_session, "a.csv", planned(data), NOW, {})
    row = ada_session.execute(select(applications)).mappings().one()
    by_hand = records.add(ada_session, NewApplication(title="Data Engineer", company="Northwind Analytics"))
    twin = ada_session.execute(select(applications).where(applications.c.id == by_hand)).mappings().one()
    assert row["company_id"] == twin["company_id"] is not None
    assert (row["status"], row["source"]) == (Status.INTERVIEWING, "import")
    assert row["stage_id"] == stages.find_for_status(ada_session, Status.INTERVIEWING).id
    assert row["applied_at"].astimezone(BERLIN) == datetime(2025, 3, 3, 12, tzinfo=BERLIN)
    assert row["job_post_url"] == "https://jobs.example/7"
    assert row["notes"] == "Nice, warm\nSalary: 60k"
    events = ada_session.execute(select(application_events).where(application_events.c.job_application_id == row["id"]))
    rows = {event["event_type"].value: event for event in events.mappings()}
    assert rows["interview"]["occurred_at"] == datetime(2026, 12, 1, 14, 30, tzinfo=BERLIN)
    assert rows["follow_up"]["occurred_at"] == row["follow_up_at"]
    assert rows["note"]["payload"] == {"kind": "created", "to": "Interviewing", "status_to": "interviewing"}
    assert preview.added == 1


def test_a_new_stage_is_made_on_request_and_too_many_change_nothing(ada_session: Session) -> None:
    data = csv_of("Title,Status", "Baker,Coffee", "Cook,Coffee")
    assert [row.reason for row in planned(data).rejected] == ["No stage was chosen for “Coffee”."] * 2
    assert service.write(ada_session, "a.csv", planned(data, Coffee="Coffee"), NOW, {}).added == 2
    assert stages.list_stages(ada_session)[-1].name == "Coffee"
    many = csv_of("Title,Status", *(f"Baker {number},S{number}" for number in range(20)))
    with pytest.raises(InvalidChange, match="at most 20 stages"), ada_session.begin_nested():
        service.write(
            ada_session, "b.csv", planned(many, **{f"S{number}": f"S{number}" for number in range(20)}), NOW, {}
        )
    assert live(ada_session) == 2
    assert ada_session.scalars(select(func.count()).select_from(stage_table)).one() == 8


def test_how_far_it_is_is_told_by_the_rows_that_are_done_and_written_at_once_or_not_at_all(
    ada_session: Session,
) -> None:
    data = csv_of(
        "Title,Applied", *(f"Baker {number},2025-03-03" for number in range(2_500)), "Cook,soon", "Baker 0,2025-03-03"
    )
    table, read, written = reader.read_table(data), list[tuple[int, int]](), list[tuple[int, int]]()
    plan = ImportPlan(guess.guess_columns(table), {}, {})
    preview = preview_rows(table, plan, BERLIN, NOW, lambda *told: read.append(told))
    assert read == [(number, 2_502) for number in range(1, 2_503)]

    def tell(done: int, rows: int) -> None:
        written.append((done, rows))
        assert live(ada_session) == max(0, done - 1 if done < rows else 2_500)
        if len(values) == 0 and done > 2_000:
            raise KeyboardInterrupt

    values: list[int] = []
    with pytest.raises(KeyboardInterrupt), ada_session.begin_nested():
        service.write(ada_session, "a.csv", preview, NOW, {}, progress=tell)
    assert (live(ada_session), written) == (0, [(1, 2_502), (1_001, 2_502), (2_001, 2_502)])
    values.append(1)
    assert service.write(ada_session, "a.csv", preview, NOW, {}, progress=tell).added == 2_500
    assert written[3:] == [*written[:3], (2_502, 2_502)]
