"""Exporting: whatever a tracker holds, a new account that imports the file holds the same, history included."""
# ruff: noqa: E501 - rows of files are told as they are

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.applications import files, records, stages, timeline
from app.applications.exports import archive, export
from app.applications.filetypes import detect_type
from app.applications.imports import jobledger_export, reader, service
from app.applications.imports.preview import ImportPreview
from app.applications.imports.reader import UnreadableFile
from app.applications.new_application import NewApplication
from app.applications.stages import InvalidChange, Meaning, Status
from database.sessions import user_session
from tests.app.applications.conftest import STEADY
from tests.app.ledger import NOW
from tests.app.people import person
from tests.database.servers import TestDatabase
from tests.thoroughness import examples

DAY = timedelta(days=1)


def readable(data: bytes) -> bool:
    """Whether such a text may be kept."""
    try:
        return bool(detect_type("a.txt", data))
    except InvalidChange:
        return False


_WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=30)
# What spreadsheets would take for formulas, and what guards against that.
_TEXT = st.one_of(
    _WORDS, st.sampled_from(("=1+1", "'=1+1", "''x", "-5", "@a", "\t=x", "a,b;c|d", 'say "no"', "a\r\nb"))
)
_PAST = st.datetimes(datetime(2015, 1, 1), NOW.replace(tzinfo=None), timezones=st.just(UTC))  # noqa: DTZ001
_STAGES = tuple(name for name, _ in stages.DEFAULT_STAGES)
_EVENTS = st.one_of(
    st.tuples(st.just("note"), _PAST, st.fixed_dictionaries({"text": _TEXT.filter(str.strip)})),
    st.tuples(
        st.just("interview"),
        st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        st.fixed_dictionaries({}, optional={"round": _TEXT, "minutes": st.integers(5, 500), "text": _TEXT}),
    ),
    st.tuples(
        st.just("offer"), _PAST, st.fixed_dictionaries({}, optional={"amount": st.integers(0, 10**7), "text": _TEXT})
    ),
    st.tuples(st.just("follow_up"), _PAST, st.fixed_dictionaries({"text": _TEXT, "done": st.booleans()})),
)
_APPLICATION = st.fixed_dictionaries({
    "title": _TEXT.filter(str.strip), "company": _TEXT, "notes": st.none() | _TEXT, "is_ours": st.booleans(),
    "applied": st.none() | _PAST, "moves": st.lists(st.tuples(st.sampled_from((*_STAGES, "Own")), _PAST), max_size=3),
    "events": st.lists(_EVENTS, max_size=4),
    "files": st.lists(st.tuples(st.sampled_from(("CV.txt", "Brief an Sie.txt", "a.md")), _WORDS.map(str.encode).filter(readable)), max_size=2),
})  # fmt: skip


def fill(session: Session, tracker: list[dict[str, Any]]) -> None:
    """A tracker as its screens would write it."""
    stages.ensure_stages(session)
    stages.create(session, "Own", Status.INTERVIEWING)
    stages.rename(session, stages.find_by_name(session, "Ghosted").id, "Silent")  # type: ignore[union-attr]
    for plan in tracker:
        application_id = records.add(
            session,
            NewApplication(
                title=plan["title"], company=plan["company"], notes=plan["notes"], applied_at=plan["applied"],
                listing_id=STEADY.id if plan["is_ours"] else None, created_at=NOW - DAY,
            ),
        )  # fmt: skip
        for kind, at, payload in plan["events"]:
            timeline.write(session, application_id, kind, at, payload, [{"url": "https://a.example", "name": "a"}])
        for name, data in plan["files"]:
            file = files.store(session, application_id, name, data, NOW - 3 * DAY)
            timeline.write(
                session, application_id, "note", NOW - DAY, {}, [{"file_id": str(file.id), "name": file.name}]
            )
        for name, at in plan["moves"]:
            place = stages.find_by_name(session, "Silent" if name == "Ghosted" else name)
            records.move(session, [application_id], place.id, at)  # type: ignore[union-attr]
    deleted_id = records.add(session, NewApplication(title="Deleted"))
    records.delete(session, [deleted_id], NOW)


def told(session: Session) -> list[dict[str, Any]]:
    """All that is exported, without what is another row's: ids."""
    rows = [
        {name: value for name, value in application.items() if name != "id"}
        for application in export.list_applications(session)
    ]
    attached = [attachment for row in rows for event in row["history"] for attachment in event.get("attachments", ())]
    for attachment in attached:
        attachment.pop("file_id", None)
    return sorted(rows, key=lambda attachment: json.dumps(attachment, sort_keys=True))


def held(session: Session) -> list[tuple[Any, ...]]:
    """Every file with its application's title, whether an entry of its timeline names it, and what is in it."""
    titles = {application["id"]: application["title"] for application in export.list_applications(session)}
    named_ids = {
        attached.get("file_id")
        for application in export.list_applications(session)
        for event in application["history"]
        for attached in event.get("attachments", ())
    }
    return sorted(
        (titles[str(file.application_id)], file.name, str(file.id) in named_ids, file.created_at, files.read(file))
        for file in files.list_files(session)
    )


def board(session: Session) -> list[tuple[str, Meaning]]:
    return [(stage.name, stage.meaning) for stage in stages.list_stages(session)]


@pytest.mark.parametrize("kind", ["json", "csv", "zip"])
@settings(max_examples=examples(6), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tracker=st.lists(_APPLICATION, max_size=4))
def test_a_new_account_that_imports_an_export_holds_the_same(
    shared: TestDatabase, kind: str, tracker: list[dict[str, Any]]
) -> None:
    ada, bob = (person(f"{name}-{uuid4().hex}@example.org").id for name in ("ada", "bob"))
    with user_session(ada, writes=True) as session:
        fill(session, tracker)
    with user_session(ada) as session:
        data = exported(session, kind)
        exported_before, columns, stored_files = told(session), board(session), held(session)
    if not tracker and kind == "csv":
        return
    for expected in (len(tracker), 0):
        with user_session(bob, writes=True) as session:
            preview = read(data, kind)
            assert not preview.rejected
            assert service.write(session, "own", preview, NOW, {}).added == expected
    with user_session(bob) as session:
        assert told(session) == exported_before
        if kind != "csv":
            assert board(session) == columns
        assert held(session) == (stored_files if kind == "zip" else [])


def exported(session: Session, kind: str) -> bytes:
    if kind == "zip":
        buffer = io.BytesIO()
        archive.write(buffer, session)
        return buffer.getvalue()
    return export.build_json(session) if kind == "json" else export.build_csv(session)


def read(data: bytes, kind: str) -> ImportPreview:
    if kind == "zip":
        return archive.read(data, NOW)
    if kind == "json":
        return jobledger_export.preview_json(data, NOW)
    table = reader.read_table(data)
    assert jobledger_export.is_export(table)
    return jobledger_export.preview_csv(table, NOW)


def test_ones_own_export_adds_nothing_to_the_account_it_came_from(ada_session: Session) -> None:
    records.add(ada_session, NewApplication(title="Baker", applied_at=NOW))
    for kind in ("json", "csv", "zip"):
        preview = service.write(ada_session, "own", read(exported(ada_session, kind), kind), NOW, {})
        assert (preview.added, preview.unchanged) == (0, 1)


def test_no_cell_of_an_export_is_a_formula(ada_session: Session) -> None:
    application_id = records.add(
        ada_session, NewApplication(title="=cmd|'/c calc'!A0", company="@x", notes="-1", applied_at=NOW)
    )
    timeline.write(ada_session, application_id, "note", NOW, {"text": "=1+1"})
    for data in (export.build_csv(ada_session), export.build_history_csv(ada_session)):
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
            assert [cell for cell in row if cell.startswith(("=", "+", "-", "@"))] == []


def test_the_history_is_told_line_by_line(ada_session: Session) -> None:
    application_id = records.add(
        ada_session, NewApplication(title="Baker", company="Globex", applied_at=NOW - DAY, created_at=NOW - DAY)
    )
    timeline.write(ada_session, application_id, "interview", NOW, {"round": "1", "with": "Priya"})
    timeline.write(
        ada_session,
        application_id,
        "offer",
        NOW + DAY,
        {"period": "year", "currency": "EUR", "amount": 50, "text": "Good"},
    )
    records.edit(ada_session, application_id, {"notes": "Nice", "company": "Hooli", "title": "Cook"}, NOW + 2 * DAY)
    rows = list(csv.reader(io.StringIO(export.build_history_csv(ada_session).decode("utf-8-sig"))))
    assert [row[4:6] for row in rows[1:]] == [
        ["created", "Added to Applied"],
        ["interview", "round: 1; with: Priya"],
        ["offer", "Good; amount: 50; currency: EUR; period: year"],
        ["edited", "Changed: title, company, notes"],
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "incomplete"),
        (b"[" * 100_000, "nested deeper"),
        (b"[]", "isn't a JobLedger export"),
        (b'{"format": "jobledger-applications", "version": 9}', "newer"),
        (b'{"format": "jobledger-applications", "version": 1, "applications": 3}', "no list"),
    ],
)
def test_other_json_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        jobledger_export.preview_json(data, NOW)


@settings(max_examples=examples(150), deadline=None)
@given(
    given=st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.just("2026-01-01T00:00:00+00:00"),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from((*export.FIELD_NAME_BY_HEADING.values(), "type", "at", "details")), inner, max_size=6),
        max_leaves=20,
    )
)  # fmt: skip
def test_whatever_an_altered_export_holds_is_good_or_bad_with_a_reason(given: Any) -> None:
    content = {"format": export.FORMAT, "version": 1, "stages": [], "applications": [given, {"title": "x"} | (given if isinstance(given, dict) else {})]}  # fmt: skip
    preview = jobledger_export.preview_json(json.dumps(content).encode(), NOW)
    assert len(preview.accepted) + len(preview.rejected) == 2
    assert all(row.reason for row in preview.rejected)


def test_a_range_of_days_is_those_of_the_persons_zone(ada_session: Session) -> None:
    late = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)
    records.add(ada_session, NewApplication(title="Late", applied_at=late))
    records.add(ada_session, NewApplication(title="Never"))
    for day, expected in ((late.date(), 1), (late.date() + DAY, 0)):
        since, until = export.convert_days(day, day, UTC)
        assert len(export.list_applications(ada_session, since, until)) == expected
