"""The board finds, filters and dates what it shows; who applied before is told; reminders go out once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import psycopg
import pytest
from psycopg.types.json import Jsonb
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.applications import earlier_applications, queries, records, reminders, snapshots, stages, timeline
from app.applications.new_application import NewApplication
from app.applications.queries import BoardSearch
from app.applications.stages import InvalidChange, Status
from database.sessions import user_session
from tests.app.applications.conftest import ELSEWHERE, OTHER, REPOST, STEADY, STRANGE
from tests.app.ledger import NOW
from tests.app.people import Person
from tests.database.servers import TestDatabase

DAY = timedelta(days=1)


def titles(session: Session, search: BoardSearch, zone: str = "UTC") -> set[str]:
    return {item.title for item in queries.list_items(session, search, NOW, ZoneInfo(zone))}


def test_a_search_looks_into_title_company_place_and_notes(ada_session: Session) -> None:
    records.add(
        ada_session,
        NewApplication(title="Head baker 100%", company="Globex", location="Wien", notes="Ask Priya about_it"),
    )
    records.add(ada_session, NewApplication(title="Designer", company="Acme", applied_at=NOW - DAY))
    for words in ("BAKER", "glob", "wien", "priya ask", "100%", "t_i"):
        assert titles(ada_session, BoardSearch(keywords=words)) == {"Head baker 100%"}, words
    assert titles(ada_session, BoardSearch(keywords="baker acme")) == set()
    assert titles(ada_session, BoardSearch(keywords="%")) == {"Head baker 100%"}
    assert queries.count(ada_session) == 2


def test_filters_by_stage_answer_source_and_day(ada_session: Session) -> None:
    late = NOW.replace(hour=23, minute=30) - DAY
    records.add(ada_session, NewApplication(title="Late", applied_at=late))
    records.add(
        ada_session,
        NewApplication(title="Read in", applied_at=NOW - 9 * DAY, response_at=NOW - 2 * DAY, source="import"),
    )
    records.add(ada_session, NewApplication(title="Soon", follow_up_at=NOW - DAY))
    applied = stages.find_by_name(ada_session, "Applied")
    assert applied
    assert titles(ada_session, BoardSearch(stages=(applied.id,))) == {"Late", "Read in"}
    assert titles(ada_session, BoardSearch(source="import")) == {"Read in"}
    assert titles(ada_session, BoardSearch(filter="waiting")) == {"Late"}
    assert titles(ada_session, BoardSearch(filter="answered")) == {"Read in"}
    assert titles(ada_session, BoardSearch(filter="due")) == {"Soon"}
    day = date(2026, 11, 19)
    assert titles(ada_session, BoardSearch(since=day, until=day)) == {"Late"}
    assert titles(ada_session, BoardSearch(since=day, until=day), "Europe/Berlin") == set()
    assert titles(ada_session, BoardSearch(since=day + DAY), "Europe/Berlin") == {"Late"}


def test_what_is_to_be_done_comes_first(ada_session: Session) -> None:
    plain = records.add(ada_session, NewApplication(title="Plain", applied_at=NOW - DAY))
    records.add(ada_session, NewApplication(title="Follow", applied_at=NOW - 5 * DAY, follow_up_at=NOW + 2 * DAY))
    talk = records.add(ada_session, NewApplication(title="Talk", applied_at=NOW - 9 * DAY))
    timeline.write(ada_session, talk, "interview", NOW + DAY, {"round": "1"})
    timeline.write(ada_session, plain, "interview", NOW - DAY, {"round": "1"})
    items = queries.list_items(ada_session, BoardSearch(), NOW, UTC)
    assert [item.title for item in items] == ["Talk", "Follow", "Plain"]
    assert items[0].interview_at == NOW + DAY
    assert items[2].interview_at is None


@contextmanager
def asked_for(session: Session) -> Iterator[list[str]]:
    """The statements the session sends while the block runs."""
    values: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        values.append(statement)

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", hear)
    try:
        yield values
    finally:
        event.remove(connection, "before_cursor_execute", hear)


def test_two_thousand_applications_take_no_more_statements_than_two(shared: TestDatabase, ada: Person) -> None:
    with user_session(ada.id, writes=True) as session:
        place = stages.find_for_status(session, Status.APPLIED).id
    rows = [
        (
            ada.id,
            place,
            NOW - timedelta(hours=number),
            Jsonb({"title": f"Job {number}", "company": f"Company {number}"}),
        )
        for number in range(2_000)
    ]
    statements = {}
    for batch in (rows[:2], rows[2:]):
        with psycopg.connect(shared.libpq_url("owner")) as owner:
            owner.cursor().executemany(
                "insert into job_applications (user_id, stage_id, status, applied_at, listing_snapshot)"
                " values (%s, %s, 'applied', %s, %s)",
                batch,
            )
        with user_session(ada.id) as session, asked_for(session) as sent:
            items = queries.list_items(session, BoardSearch(keywords="job"), NOW, UTC)
        statements[len(items)] = sent
    assert list(statements) == [2, 2_000]
    assert statements[2] == statements[2_000] != []


def test_applying_to_a_listing_keeps_the_version_seen(ada_session: Session) -> None:
    result = snapshots.apply(ada_session, STEADY.id, NOW).id
    application = queries.find(ada_session, result, NOW)
    assert application
    assert (application.item.title, application.item.company, application.item.status) == (
        "Data Engineer",
        "Northwind Analytics",
        Status.APPLIED,
    )
    assert application.snapshot["salary_max"] == 75_000
    assert application.snapshot["description"].startswith("We build pipelines.")
    assert application.snapshot["payload_hash"]
    assert (application.snapshot["source_code"], application.snapshot["location"]) == ("greenhouse", "Berlin, Germany")
    planned = snapshots.apply(ada_session, ELSEWHERE.id, NOW, is_planned=True).id
    planned_application = queries.find(ada_session, planned, NOW)
    assert planned_application
    assert (planned_application.item.applied_at, planned_application.item.status) == (None, Status.PLANNED)
    assert planned_application.snapshot["description"] is None, "this source forbids keeping its texts"
    with pytest.raises(InvalidChange, match="already"):
        snapshots.apply(ada_session, STEADY.id, NOW)
    moved = snapshots.apply(ada_session, ELSEWHERE.id, NOW)
    assert (moved.id, moved.change is not None) == (planned, True)
    with pytest.raises(InvalidChange, match="by hand"):
        snapshots.apply(ada_session, uuid4(), NOW)


def relations(session: Session, listing_id: UUID) -> list[tuple[str, str]]:
    return [(earlier.relation, earlier.title) for earlier in earlier_applications.find_for_listing(session, listing_id)]


def test_who_applied_before_is_told_across_reposts_sources_and_entries_by_hand(ada_session: Session) -> None:
    assert relations(ada_session, STEADY.id) == []
    snapshots.apply(ada_session, STEADY.id, NOW - 3 * DAY)
    assert relations(ada_session, STEADY.id) == [("listing", "Data Engineer")]
    assert relations(ada_session, REPOST.id) == [("job", "Data Engineer")]
    assert relations(ada_session, ELSEWHERE.id) == [("job", "Data Engineer")]
    assert relations(ada_session, OTHER.id) == [("company", "Data Engineer")]
    assert relations(ada_session, STRANGE.id) == []
    records.add(ada_session, NewApplication(title="designer ", company="Northwind Analytics, Inc."))
    records.add(ada_session, NewApplication(title="Baker", company="GLOBEX ltd"))
    assert relations(ada_session, OTHER.id) == [("job", "designer"), ("company", "Data Engineer")]
    assert relations(ada_session, STRANGE.id) == [("job", "Baker")]
    by_hand = earlier_applications.find_for_job(ada_session, "Data engineer", "northwind analytics")
    assert [(earlier.relation, earlier.title) for earlier in by_hand] == [
        ("job", "Data Engineer"),
        ("company", "designer"),
    ]
    assert earlier_applications.find_for_job(ada_session, "Data engineer", " ") == ()
    dates = earlier_applications.find_application_dates(ada_session, [STEADY.id, REPOST.id, ELSEWHERE.id, OTHER.id])
    assert set(dates) == {STEADY.id, REPOST.id, ELSEWHERE.id}


def test_a_company_unknown_to_the_ledger_is_known_by_its_name(ada_session: Session) -> None:
    records.add(ada_session, NewApplication(title="Cook", company="Zum Ochsen GmbH"))
    assert [earlier.relation for earlier in earlier_applications.find_for_job(ada_session, "Waiter", "Zum Ochsen")] == [
        "company"
    ]


def test_reminders_go_out_once_for_each_time_set(shared: TestDatabase, ada: Person) -> None:
    reminders.send_reminders()
    with user_session(ada.id, writes=True) as session:
        first = records.add(session, NewApplication(title="Baker <b>", company="Globex", follow_up_at=NOW - DAY))
        records.add(session, NewApplication(title="Designer", follow_up_at=NOW))
        records.add(session, NewApplication(title="Later", follow_up_at=NOW + DAY))
        records.add(session, NewApplication(title="Long ago", follow_up_at=NOW - 30 * DAY))
    sent = reminders.send_reminders()
    assert (sent.emails, sent.follow_ups, sent.failed) == (1, 2, 0)
    assert reminders.send_reminders() == reminders.ReminderCounts()
    with psycopg.connect(shared.libpq_url("owner")) as owner:
        query = "select subject, text_body, html_body from ops.email_outbox where user_id = %s"
        subject, text, html = owner.execute(query, [ada.id]).fetchone() or ("", "", "")
    assert subject == "2 applications to follow up"
    assert f"/applications?id={first}" in text
    assert "Globex, due 19 November 2026" in text
    assert "Baker &lt;b&gt;" in html
    with user_session(ada.id, writes=True) as session:
        timeline.complete_follow_ups(session, first, NOW)
        timeline.write(session, first, "follow_up", NOW - timedelta(hours=1), {"text": "Again"})
    assert reminders.send_reminders().follow_ups == 1
