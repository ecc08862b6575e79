"""The calendar: what stands in it, read by icalendar's parser and by hand, and who may read it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from icalendar import Calendar
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.applications import calendar, records, timeline
from app.applications.exports import export
from app.applications.new_application import NewApplication
from app.kit.tables import application_events, applications
from app.saved.service import save
from database.sessions import auth_session, user_session
from tests.app.accounts.visitor import Visitor
from tests.app.applications.conftest import OTHER, STEADY, STRANGE
from tests.app.ledger import NOW
from tests.app.people import Person
from tests.database.servers import TestDatabase

DAY = timedelta(days=1)


@pytest.fixture
def token(ada: Person, shared: TestDatabase) -> str:
    """The token of Ada's calendar: an interview, a follow-up, three days to apply by, and much that is over."""
    with psycopg.connect(shared.libpq_url("owner")) as connection:
        for listing_id in (STEADY.id, OTHER.id, STRANGE.id):
            connection.execute("update job_listings set expires_at = %s where id = %s", (NOW + 9 * DAY, listing_id))
    with user_session(ada.id, writes=True) as session:
        application_id = records.add(
            session,
            NewApplication(
                title="Bäcker; Chef, \\ und so: " + "ä" * 60, company="Globex", applied_at=NOW, created_at=NOW
            ),
        )
        timeline.write(
            session,
            application_id,
            "interview",
            NOW + DAY,
            {"round": "1", "place": "Hauptstr. 5, Berlin\r\nX-EVIL:1", "minutes": 45, "text": "Bring\nbread"},
        )
        timeline.write(session, application_id, "follow_up", NOW + 2 * DAY, {"text": "Thank them"})
        timeline.mark_done(
            session, timeline.write(session, application_id, "follow_up", NOW + 3 * DAY, {"text": "Done"})
        )
        deleted_id = records.add(session, NewApplication(title="Deleted"))
        timeline.write(session, deleted_id, "interview", NOW + DAY, {})
        records.delete(session, [deleted_id], NOW)
        save(session, STEADY.id, NOW)
        records.add(session, NewApplication(title="Baker", listing_id=STRANGE.id))
        save(session, OTHER.id, NOW)
        records.add(session, NewApplication(title="Designer", listing_id=OTHER.id, applied_at=NOW))
    with auth_session() as session:
        return calendar.renew(session, ada.id, NOW)


def visitor() -> Visitor:
    return Visitor(f"2001:db8:{uuid4().hex[:4]}::1")


def unfolded(data: bytes) -> list[str]:
    """The lines as RFC 5545, 3.1 has them: ended by CRLF, at most 75 octets each, folded by CRLF and a blank."""
    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    assert all(b"\n" not in line and b"\r" not in line and len(line) <= 75 for line in lines)
    return data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def test_the_calendar_holds_what_is_to_come(token: str) -> None:
    answer = visitor().open(f"/calendar/{token}.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    read = Calendar.from_ical(answer.content)
    events = {str(entry["summary"]).split(":")[0]: entry for entry in read.walk("VEVENT")}
    titles = sorted(str(entry["summary"]) for entry in read.walk("VEVENT"))
    assert [title.split(":")[0] for title in titles] == ["Apply by now"] * 2 + ["Follow up", "Interview"]
    assert titles[0] == "Apply by now: Baker, Globex"
    interview = events["Interview"]
    assert interview.decoded("dtstart") == NOW + DAY
    assert interview.decoded("dtend") == NOW + DAY + timedelta(minutes=45)
    assert str(interview["summary"]).startswith("Interview: Bäcker; Chef, \\ und so: ")
    assert str(interview["description"]) == "Bring\nbread\nRound: 1"
    assert "X-EVIL" not in interview
    (alarm,) = interview.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(hours=-1)
    assert read.walk("VALARM") == [alarm]
    for component in read.walk("VEVENT"):
        assert component.errors == []
        assert {"UID", "DTSTAMP", "SEQUENCE", "LAST-MODIFIED", "DTSTART"} <= {name.upper() for name in component}


def test_the_text_is_as_the_standard_has_it(token: str) -> None:
    lines = unfolded(visitor().open(f"/calendar/{token}.ics").content)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "VERSION:2.0" in lines
    assert [line for line in lines if line.startswith("X-EVIL")] == []
    for name in ("DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED"):
        values = [line for line in lines if line.startswith(name)]
        assert len(values) == 4
        assert all(re.fullmatch(rf"{name}:\d{{8}}T\d{{6}}Z", line) for line in values)
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == 4
    (summary,) = (line for line in lines if line.startswith("SUMMARY:Interview"))
    assert "Bäcker\\; Chef\\, \\\\ und so: " in summary


def test_an_entry_keeps_its_uid_and_its_sequence_grows(
    ada: Person, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interview() -> tuple[str, int, datetime]:
        read = Calendar.from_ical(visitor().open(f"/calendar/{token}.ics").content)
        component = next(entry for entry in read.walk("VEVENT") if str(entry["summary"]).startswith("Interview"))
        return str(component["uid"]), int(str(component["sequence"])), component.decoded("last-modified")

    first_entry = interview()
    # The events' own clock is the server's.
    later = datetime(2031, 1, 1, tzinfo=UTC)
    with user_session(ada.id, writes=True) as session:
        (application_id,) = (row["id"] for row in _titled(session, "Bäcker"))
        records.edit(session, UUID(application_id), {"notes": "New"}, later)
    later_entry = interview()
    assert later_entry[0] == first_entry[0]
    assert later_entry[1] > first_entry[1]
    assert later_entry[2] == later


def test_an_interview_that_is_moved_tells_calendars_so(ada: Person, token: str) -> None:
    def interview() -> tuple[int, datetime]:
        read = Calendar.from_ical(visitor().open(f"/calendar/{token}.ics").content)
        component = next(entry for entry in read.walk("VEVENT") if str(entry["summary"]).startswith("Interview"))
        return int(str(component["sequence"])), component.decoded("dtstart")

    long_ago = datetime(2021, 1, 1, tzinfo=UTC)
    with user_session(ada.id, writes=True) as session:
        session.execute(update(applications).values(updated_at=long_ago))
        session.execute(update(application_events).values(created_at=long_ago))
    first_entry = interview()
    with user_session(ada.id, writes=True) as session:
        (application_id,) = (row["id"] for row in _titled(session, "Bäcker"))
        (event,) = (
            event for event in timeline.list_events(session, UUID(str(application_id))) if event.kind == "interview"
        )
        timeline.rewrite(session, event.id, event.at + timedelta(hours=2), event.payload)
    later_entry = interview()
    assert later_entry[0] > first_entry[0]
    assert later_entry[1] == first_entry[1] + timedelta(hours=2)


def _titled(session: Session, words: str) -> list[dict[str, Any]]:
    return [application for application in export.list_applications(session) if application["title"].startswith(words)]


def test_an_unchanged_calendar_is_not_sent_again(ada: Person, token: str) -> None:
    browser = visitor()
    first = browser.open(f"/calendar/{token}.ics")
    tag = first.headers["ETag"]
    response = browser.open(f"/calendar/{token}.ics", **{"If-None-Match": f'W/"x", {tag}'})
    assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", tag)
    with user_session(ada.id, writes=True) as session:
        application_id = records.add(session, NewApplication(title="More"))
        timeline.write(session, application_id, "interview", NOW + DAY, {})
    assert browser.open(f"/calendar/{token}.ics", **{"If-None-Match": tag}).status_code == 200


def test_only_the_newest_address_works_until_it_is_switched_off(ada: Person, token: str) -> None:
    with auth_session() as session:
        new = calendar.renew(session, ada.id, NOW)
    assert [visitor().open(f"/calendar/{token_text}.ics").status_code for token_text in (token, new)] == [404, 200]
    with auth_session() as session:
        assert calendar.switch_off(session, ada.id)
        assert calendar.find_feed(session, ada.id) is None
        assert not calendar.switch_off(session, ada.id)
    responses = [visitor().open(f"/calendar/{text}.ics") for text in (new, "x", "é" * 4000)]
    assert {(response.status_code, response.text) for response in responses} == {(404, responses[0].text)}


def test_an_address_ends_after_half_a_year_without_a_reader(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for days, status in ((179, 200), (358, 200), (538, 404)):
        monkeypatch.setenv("JOBLEDGER_NOW", (NOW + days * DAY).isoformat())
        assert visitor().open(f"/calendar/{token}.ics").status_code == status


def test_many_wrong_addresses_have_to_wait_while_a_right_one_is_read(token: str) -> None:
    browser = Visitor("198.51.100.9")
    answers = [browser.open(f"/calendar/{number}.ics") for number in range(40)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert browser.open(f"/calendar/{token}.ics").status_code == 200
