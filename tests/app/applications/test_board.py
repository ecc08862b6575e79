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
    return {one.title for one in queries.list_items(session, search, NOW, ZoneInfo(zone))}


def test_a_search_looks_into_title_company_place_and_notes(own: Session) -> None:
    records.add(
        own, NewApplication(title="Head baker 100%", company="Globex", location="Wien", notes="Ask Priya about_it")
    )
    records.add(own, NewApplication(title="Designer", company="Acme", applied_at=NOW - DAY))
    for words in ("BAKER", "glob", "wien", "priya ask", "100%", "t_i"):
        assert titles(own, BoardSearch(keywords=words)) == {"Head baker 100%"}, words
    assert titles(own, BoardSearch(keywords="baker acme")) == set()
    assert titles(own, BoardSearch(keywords="%")) == {"Head baker 100%"}
    assert queries.count(own) == 2


def test_filters_by_stage_answer_source_and_day(own: Session) -> None:
    late = NOW.replace(hour=23, minute=30) - DAY
    records.add(own, NewApplication(title="Late", applied_at=late))
    records.add(
        own, NewApplication(title="Read in", applied_at=NOW - 9 * DAY, response_at=NOW - 2 * DAY, source="import")
    )
    records.add(own, NewApplication(title="Soon", follow_up_at=NOW - DAY))
    applied = stages.find_by_name(own, "Applied")
    assert applied
    assert titles(own, BoardSearch(stages=(applied.id,))) == {"Late", "Read in"}
    assert titles(own, BoardSearch(source="import")) == {"Read in"}
    assert titles(own, BoardSearch(filter="waiting")) == {"Late"}
    assert titles(own, BoardSearch(filter="answered")) == {"Read in"}
    assert titles(own, BoardSearch(filter="due")) == {"Soon"}
    day = date(2026, 11, 19)
    assert titles(own, BoardSearch(since=day, until=day)) == {"Late"}
    assert titles(own, BoardSearch(since=day, until=day), "Europe/Berlin") == set()
    assert titles(own, BoardSearch(since=day + DAY), "Europe/Berlin") == {"Late"}


def test_what_is_to_be_done_comes_first(own: Session) -> None:
    plain = records.add(own, NewApplication(title="Plain", applied_at=NOW - DAY))
    records.add(own, NewApplication(title="Follow", applied_at=NOW - 5 * DAY, follow_up_at=NOW + 2 * DAY))
    talk = records.add(own, NewApplication(title="Talk", applied_at=NOW - 9 * DAY))
    timeline.write(own, talk, "interview", NOW + DAY, {"round": "1"})
    timeline.write(own, plain, "interview", NOW - DAY, {"round": "1"})
    found = queries.list_items(own, BoardSearch(), NOW, UTC)
    assert [one.title for one in found] == ["Talk", "Follow", "Plain"]
    assert found[0].interview_at == NOW + DAY
    assert found[2].interview_at is None


@contextmanager
def asked_for(session: Session) -> Iterator[list[str]]:
    """The statements the session sends while the block runs."""
    said: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", hear)
    try:
        yield said
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
    for some in (rows[:2], rows[2:]):
        with psycopg.connect(shared.libpq("owner")) as owner:
            owner.cursor().executemany(
                "insert into job_applications (user_id, stage_id, status, applied_at, listing_snapshot)"
                " values (%s, %s, 'applied', %s, %s)", some,
            )  # fmt: skip
        with user_session(ada.id) as session, asked_for(session) as said:
            found = queries.list_items(session, BoardSearch(keywords="job"), NOW, UTC)
        statements[len(found)] = said
    assert list(statements) == [2, 2_000]
    assert statements[2] == statements[2_000] != []


def test_applying_to_a_listing_keeps_the_version_seen(own: Session) -> None:
    made = snapshots.apply(own, STEADY.id, NOW).id
    found = queries.find(own, made, NOW)
    assert found
    assert (found.item.title, found.item.company, found.item.status) == (
        "Data Engineer", "Northwind Analytics", Status.APPLIED,
    )  # fmt: skip
    assert found.snapshot["salary_max"] == 75_000
    assert found.snapshot["description"].startswith("We build pipelines.")
    assert found.snapshot["payload_hash"]
    assert (found.snapshot["source_code"], found.snapshot["location"]) == ("greenhouse", "Berlin, Germany")
    planned = snapshots.apply(own, ELSEWHERE.id, NOW, is_planned=True).id
    kept = queries.find(own, planned, NOW)
    assert kept
    assert (kept.item.applied_at, kept.item.status) == (None, Status.PLANNED)
    assert kept.snapshot["description"] is None, "this source forbids keeping its texts"
    with pytest.raises(InvalidChange, match="already"):
        snapshots.apply(own, STEADY.id, NOW)
    moved = snapshots.apply(own, ELSEWHERE.id, NOW)
    assert (moved.id, moved.change is not None) == (planned, True)
    with pytest.raises(InvalidChange, match="by hand"):
        snapshots.apply(own, uuid4(), NOW)


def relations(session: Session, listing_id: UUID) -> list[tuple[str, str]]:
    return [(one.relation, one.title) for one in earlier_applications.find_for_listing(session, listing_id)]


def test_who_applied_before_is_told_across_reposts_sources_and_entries_by_hand(own: Session) -> None:
    assert relations(own, STEADY.id) == []
    snapshots.apply(own, STEADY.id, NOW - 3 * DAY)
    assert relations(own, STEADY.id) == [("listing", "Data Engineer")]
    assert relations(own, REPOST.id) == [("job", "Data Engineer")]
    assert relations(own, ELSEWHERE.id) == [("job", "Data Engineer")]
    assert relations(own, OTHER.id) == [("company", "Data Engineer")]
    assert relations(own, STRANGE.id) == []
    records.add(own, NewApplication(title="designer ", company="Northwind Analytics, Inc."))
    records.add(own, NewApplication(title="Baker", company="GLOBEX ltd"))
    assert relations(own, OTHER.id) == [("job", "designer"), ("company", "Data Engineer")]
    assert relations(own, STRANGE.id) == [("job", "Baker")]
    by_hand = earlier_applications.find_for_job(own, "Data engineer", "northwind analytics")
    assert [(one.relation, one.title) for one in by_hand] == [("job", "Data Engineer"), ("company", "designer")]
    assert earlier_applications.find_for_job(own, "Data engineer", " ") == ()
    assert set(earlier_applications.find_application_dates(own, [STEADY.id, REPOST.id, ELSEWHERE.id, OTHER.id])) == {
        STEADY.id, REPOST.id, ELSEWHERE.id,
    }  # fmt: skip


def test_a_company_unknown_to_the_ledger_is_known_by_its_name(own: Session) -> None:
    records.add(own, NewApplication(title="Cook", company="Zum Ochsen GmbH"))
    assert [one.relation for one in earlier_applications.find_for_job(own, "Waiter", "Zum Ochsen")] == ["company"]


def test_reminders_go_out_once_for_each_time_set(shared: TestDatabase, ada: Person) -> None:
    reminders.remind()
    with user_session(ada.id, writes=True) as session:
        first = records.add(session, NewApplication(title="Baker <b>", company="Globex", follow_up_at=NOW - DAY))
        records.add(session, NewApplication(title="Designer", follow_up_at=NOW))
        records.add(session, NewApplication(title="Later", follow_up_at=NOW + DAY))
        records.add(session, NewApplication(title="Long ago", follow_up_at=NOW - 30 * DAY))
    sent = reminders.remind()
    assert (sent.emails, sent.follow_ups, sent.failed) == (1, 2, 0)
    assert reminders.remind() == reminders.ReminderCounts()
    with psycopg.connect(shared.libpq("owner")) as owner:
        query = "select subject, text_body, html_body from ops.email_outbox where user_id = %s"
        subject, text, html = owner.execute(query, [ada.id]).fetchone() or ("", "", "")
    assert subject == "2 applications to follow up"
    assert f"/applications?id={first}" in text
    assert "Globex, due 19 November 2026" in text
    assert "Baker &lt;b&gt;" in html
    with user_session(ada.id, writes=True) as session:
        timeline.complete_follow_ups(session, first, NOW)
        timeline.write(session, first, "follow_up", NOW - timedelta(hours=1), {"text": "Again"})
    assert reminders.remind().follow_ups == 1
