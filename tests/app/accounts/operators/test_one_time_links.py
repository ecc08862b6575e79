"""Test the one-time link: it makes its user an operator once, and nothing of it is stored or used up by looking."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from app.accounts.operators import one_time_links
from app.accounts.operators.one_time_links import LINK_LIFETIME, LOCAL_ACCOUNT_EMAIL
from database.clock import now
from database.models import Operator, OperatorLink, User
from database.sessions import auth_session
from tests.app.accounts.visitor import Visitor, at, heading, member
from tests.database.servers import TestDatabase


@pytest.fixture
def link(database: TestDatabase) -> str:
    with auth_session() as session:
        return one_time_links.create_link(session)


def list_operator_emails() -> list[str]:
    with auth_session() as session:
        return list(session.scalars(select(User.email).join(Operator, Operator.user_id == User.id)))


def path_of(link: str) -> str:
    parts = urlsplit(link)
    return f"{parts.path}?{parts.query}"


def test_whoever_has_no_account_is_signed_in_with_the_local_one(link: str) -> None:
    visitor = Visitor()
    visitor.follow(link)
    answer = visitor.send("/operator")
    assert (answer.status_code, answer.headers["location"]) == (303, "/dagster")
    assert list_operator_emails() == [LOCAL_ACCOUNT_EMAIL]
    assert visitor.open("/dagster").headers["location"] == "http://jobs.example:3000"


def test_whoever_is_signed_in_becomes_an_operator_with_the_own_account(link: str) -> None:
    member("first@example.org")  # the first account is an operator anyway
    ada = member("ada@example.org")
    assert ada.open("/dagster").status_code == 403
    earlier = ada.session_token
    ada.follow(link)
    ada.send("/operator")
    assert "ada@example.org" in list_operator_emails()
    assert ada.session_token != earlier
    assert ada.open("/dagster").status_code == 303


def test_a_link_works_once(link: str) -> None:
    first, second = Visitor(), Visitor("192.0.2.11")
    for visitor in (first, second):
        visitor.follow(link)
    assert first.send("/operator").status_code == 303
    answer = second.send("/operator")
    assert (answer.status_code, heading(answer)) == (410, "Link expired")
    assert not second.is_signed_in()


def test_opening_it_uses_nothing_up_and_only_a_hash_is_stored(link: str) -> None:
    for _ in range(3):
        Visitor().open(path_of(link))
    with auth_session() as session:
        (stored,) = session.scalars(select(OperatorLink))
        assert stored.used_at is None
        assert link.partition("token=")[2] not in stored.token_hash
    assert list_operator_emails() == []


def test_it_ends_after_half_an_hour(link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Visitor()
    visitor.follow(link)
    monkeypatch.setenv("JOBLEDGER_NOW", at(now() + LINK_LIFETIME + timedelta(seconds=1)))
    assert visitor.send("/operator").status_code == 410
    assert list_operator_emails() == []


def test_who_is_signed_out_signs_in_on_the_way_to_dagster(database: TestDatabase) -> None:
    assert Visitor().open("/dagster").headers["location"] == "/auth/sign-in?next=/dagster"


def test_the_local_account_has_no_password(link: str) -> None:
    visitor = Visitor()
    visitor.follow(link)
    visitor.send("/operator")
    other = Visitor("192.0.2.12")
    assert other.sign_in(LOCAL_ACCOUNT_EMAIL, "").status_code == 401
