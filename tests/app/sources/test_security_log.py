"""Test the download of the security log: operators alone get it, it names nobody's address, and it is logged itself."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from database.clock import now
from database.models import AuthEvent
from database.sessions import auth_session
from tests.app.accounts.visitor import Visitor, member
from tests.app.people import person
from tests.database.servers import TestDatabase


@pytest.fixture(autouse=True)
def installation(database: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "http://jobs.example")


def sign_in(*, operator: bool) -> Visitor:
    browser = Visitor(agent="An operator's browser")
    browser.plant(person(f"{operator}@example.org", operator=operator).token)
    return browser


def download(browser: Visitor, since: str = "") -> list[dict[str, Any]]:
    answer = browser.open(f"/sources/security-log?since={since}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith('attachment; filename="security-log-')
    return [json.loads(line) for line in answer.text.splitlines()]


def test_an_operator_gets_what_happened_to_every_account() -> None:
    member("ada@example.org")
    operator = sign_in(operator=True)
    events = download(operator)
    assert {"sign_up", "email_verified", "login_success"} <= {event["event"] for event in events}
    assert {event["email"] for event in events} == {"a…@example.org"}
    assert {(event["address"], event["agent"]) for event in events} == {("192.0.2.10", "Firefox on Linux")}
    (newest, *_) = download(operator)
    assert (newest["event"], newest["agent"]) == ("data_exported", "An operator's browser")


def test_it_begins_on_a_day() -> None:
    member("ada@example.org")
    operator, today = sign_in(operator=True), now().date()
    with auth_session() as session:
        total = len(session.query(AuthEvent).all())
    assert len(download(operator, f"{today}")) == total
    assert download(operator, f"{today + timedelta(days=1)}") == []
    assert len(download(operator, "0001-01-01")) == total + 2
    assert len(download(operator, "yesterday")) == total + 3


def test_nobody_else_gets_it() -> None:
    assert Visitor().open("/sources/security-log").headers["location"].startswith("/auth/sign-in?next=%2Fsources")
    answer = sign_in(operator=False).open("/sources/security-log")
    assert answer.status_code == 403
    assert "data_exported" not in answer.text


def test_many_downloads_have_to_wait() -> None:
    operator = sign_in(operator=True)
    answers = [operator.open("/sources/security-log").status_code for _time in range(12)]
    assert answers[:10] == [200] * 10
    assert answers[-1] == 429
