"""Test that rows which an earlier version let in leave every page readable: odd details, first and last days."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from app.applications import calendar, queries, records, timeline
from app.applications.exports import export
from app.applications.new_application import NewApplication
from app.applications.queries import BoardSearch
from app.kit import formats
from app.kit.tables import application_events, applications
from app.web import cookies
from database.models import User
from database.sessions import auth_session, user_session
from tests.app.accounts.visitor import Visitor
from tests.app.drawing import draw, words
from tests.app.ledger import NOW
from tests.app.people import Person

FIRST, LAST = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
ODD: tuple[tuple[str, dict[str, Any]], ...] = (
    ("note", {"kind": ["move"], "text": "Odd kind"}),
    ("note", {"kind": "edited", "fields": 5}),
    ("note", {"kind": "edited", "fields": {"title": 5}}),
    ("interview", {"round": "1", "minutes": "soon", "with": {"a": 1}}),
    ("interview", {"round": "2", "minutes": 10**30}),
    ("offer", {"amount": "plenty", "currency": ["EUR"], "text": "Odd offer"}),
    ("follow_up", {"done": "maybe", "text": "Odd follow-up"}),
)


def add_events(session: Session, at: datetime = NOW) -> UUID:
    application_id = records.add(session, NewApplication(title="Baker", applied_at=NOW))
    rows = [
        {"job_application_id": application_id, "event_type": kind, "occurred_at": at, "payload": payload}
        for kind, payload in ODD
    ]
    session.execute(insert(application_events), rows)
    odd_attachments = [5, {"name": {"a": 1}}, {"name": "CV", "url": "https://files.example/cv"}]
    with_files = {"job_application_id": application_id, "event_type": "note", "occurred_at": at, "payload": {}}
    session.execute(insert(application_events).values(with_files | {"attachments": odd_attachments}))
    return application_id


def test_odd_details_are_dropped_and_the_rest_is_read(ada_session: Session) -> None:
    application_id = add_events(ada_session)
    events = timeline.list_events(ada_session, application_id)
    texts = {event.payload.get("text") for event in events}
    assert {"Odd kind", "Odd offer", "Odd follow-up"} <= texts
    assert all("minutes" not in event.payload and "amount" not in event.payload for event in events)
    assert [event.attachments for event in events if event.attachments] == [
        ({"name": "CV", "url": "https://files.example/cv"},)
    ]
    assert b"Odd offer" in export.build_json(ada_session)
    assert b"Odd offer" in export.build_history_csv(ada_session)
    entries = calendar.list_entries(ada_session, NOW)
    assert {entry.minutes for entry in entries if entry.is_interview} == {60}
    # Adding a follow-up reads those that are there.
    timeline.write(ada_session, application_id, "follow_up", NOW, {"text": "Call"})


def test_the_page_of_such_an_application_is_drawn(ada: Person, browser_cookies: dict[str, str]) -> None:
    with user_session(ada.id, writes=True) as session:
        application_id = add_events(session)
    browser_cookies[cookies.SESSION_COOKIE] = ada.token
    text = words(draw("applications", {"id": str(application_id)}))
    assert "Odd offer" in text
    assert "Interview, round 2" in text


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "UTC"])
@pytest.mark.parametrize("moment", [FIRST, LAST])
def test_the_first_and_the_last_day_are_printed(ada: Person, moment: datetime, zone: str) -> None:
    with auth_session() as session:
        session.execute(update(User).where(User.id == ada.id).values(timezone=zone))
    with user_session(ada.id, writes=True) as session:
        application_id = add_events(session, moment)
        times = {"applied_at": moment, "response_at": moment, "follow_up_at": moment}
        session.execute(update(applications).where(applications.c.id == application_id).values(times))
        calendar.build_ics(calendar.list_entries(session, FIRST.replace(year=3)), "Ada", "jobs.example")
    browser = Visitor()
    browser.plant(ada.token)
    for days in ("", "?since=0001-01-01&until=9999-12-31"):
        assert browser.open(f"/applications/print{days}").status_code == 200
    day = formats.day(moment, ZoneInfo(zone))
    assert day.split()[2] == str(moment.year)
    assert day in browser.open("/applications/print").text


@pytest.mark.parametrize("path", ["", "applications", "application", "analytics", "alerts"])
@pytest.mark.parametrize("moment", [FIRST, LAST])
def test_the_screens_are_drawn_with_the_first_and_the_last_day(
    ada: Person, browser_cookies: dict[str, str], moment: datetime, path: str
) -> None:
    with auth_session() as session:
        session.execute(update(User).where(User.id == ada.id).values(timezone="Pacific/Kiritimati"))
    with user_session(ada.id, writes=True) as session:
        application_id = add_events(session, moment)
        times = {"applied_at": moment, "response_at": moment, "follow_up_at": moment}
        session.execute(update(applications).where(applications.c.id == application_id).values(times))
    browser_cookies[cookies.SESSION_COOKIE] = ada.token
    is_detail = path == "application"
    draw("applications" if is_detail else path, {"id": str(application_id)} if is_detail else {})


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "UTC"])
def test_a_range_to_the_ends_of_the_calendar_has_no_limits(ada_session: Session, zone: str) -> None:
    records.add(ada_session, NewApplication(title="Baker", applied_at=NOW))
    search = BoardSearch(since=date.min, until=date.max)
    assert len(queries.list_items(ada_session, search, NOW, ZoneInfo(zone))) == 1
