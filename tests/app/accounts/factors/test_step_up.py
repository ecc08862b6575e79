"""Confirming who is signed in: by password, code, recovery code or a fresh sign-in, for a quarter of an hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import psycopg

from tests.app.accounts.factors.authenticator import code_of, set_up
from tests.app.accounts.github.github_server import GitHub
from tests.app.accounts.github.github_visitor import go_through
from tests.app.accounts.visitor import PASSWORD, Visitor, heading, member, problem

pytest_plugins = ["tests.app.accounts.github.github_fixtures"]
Clock = Callable[..., datetime]
EMAIL, NEW = "ada@example.org", "quite another password"


def test_a_page_that_needs_it_leads_there_and_back(clock: Clock) -> None:
    ada = member(EMAIL)
    assert ada.open("/auth/totp").status_code == 200
    clock(minutes=15)
    assert ada.open("/auth/totp").headers["location"] == "/auth/confirm?next=%2Fauth%2Ftotp"
    assert 'value="/auth/totp"' in ada.open("/auth/confirm?next=%2Fauth%2Ftotp").text
    wrong = ada.send("/auth/confirm", current="not this one", next="/auth/totp")
    assert (wrong.status_code, problem(wrong)) == (401, "Wrong password.")
    assert ada.open("/auth/totp").is_redirect
    assert ada.send("/auth/confirm", current=PASSWORD, next="/auth/totp").headers["location"] == "/auth/totp"
    assert ada.open("/auth/totp").status_code == 200
    clock(minutes=15)
    assert ada.open("/auth/totp").is_redirect


def test_it_counts_for_this_session_only(clock: Clock) -> None:
    ada, phone = member(EMAIL), Visitor()
    phone.sign_in(EMAIL)
    clock(minutes=15)
    ada.send("/auth/confirm", current=PASSWORD)
    assert ada.open("/auth/totp").status_code == 200
    assert phone.open("/auth/totp").is_redirect


def test_a_code_and_a_recovery_code_confirm_and_are_used_up(clock: Clock) -> None:
    ada = member(EMAIL)
    secret, codes = set_up(ada)
    clock(minutes=15)
    code = code_of(secret)
    assert ada.send("/auth/confirm", code=code, next="/auth/totp").headers["location"] == "/auth/totp"
    assert problem(ada.send("/auth/confirm", code="000000")) == ""
    clock(minutes=15)
    assert problem(ada.send("/auth/confirm", code=code)) == "Wrong code."
    assert ada.send("/auth/confirm", code=codes[0]).is_redirect
    clock(minutes=15)
    assert problem(ada.send("/auth/confirm", code=codes[0])) == "Wrong code."


def test_once_confirmed_no_form_asks_again(clock: Clock) -> None:
    ada = member(EMAIL)
    assert 'name="current"' in ada.open("/auth/password").text
    ada.send("/auth/confirm", current=PASSWORD)
    assert 'name="current"' not in ada.open("/auth/password").text
    assert heading(ada.send("/auth/password", password=NEW)) == "Password changed"


def test_guessing_is_slowed_for_the_guesser_only(clock: Clock) -> None:
    ada, thief = member(EMAIL), Visitor()
    set_up(ada)
    thief.plant(ada.session_token)
    clock(minutes=15)
    ada.send("/auth/sign-out", token="x")
    statuses = [thief.send("/auth/confirm", code=f"{number:06}").status_code for number in range(8)]
    assert statuses[0] == 401
    assert statuses[-1] == 429


def test_without_a_password_the_code_is_asked_for(github: GitHub, owner: psycopg.Connection, clock: Clock) -> None:
    mona = Visitor()
    go_through(mona)
    secret, _codes = set_up(mona)
    clock(minutes=15)
    page = mona.open("/auth/delete").text
    assert 'name="code"' in page
    assert 'name="current"' not in page
    assert problem(mona.send("/auth/delete", code="000000")) == "Wrong code."
    assert heading(mona.send("/auth/delete", code=code_of(secret))) == "Your account was deleted"


def test_who_signs_in_with_github_is_asked_for_the_code_too(github: GitHub, clock: Clock) -> None:
    mona = Visitor()
    go_through(mona)
    secret, _codes = set_up(mona)
    clock(minutes=15)
    other = Visitor()
    assert go_through(other, next="/saved").headers["location"] == "/auth/second-step"
    assert not other.is_signed_in()
    assert other.send("/auth/second-step", code=code_of(secret)).headers["location"] == "/saved"
    assert other.open("/auth/totp").status_code == 200
