"""Changing or setting the password while signed in."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from tests.app.accounts.visitor import PASSWORD, Visitor, heading, letters_to, link_in, member, problem

EMAIL = "ada@example.org"
NEW = "quite another password"
FORMS = ("/auth/password", "/auth/email", "/auth/delete", "/auth/export")


@pytest.mark.parametrize("path", FORMS)
def test_the_signed_out_are_led_to_sign_in_and_back(path: str) -> None:
    answer = Visitor().open(path)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/auth/sign-in?next=%2F{path[1:].replace('/', '%2F')}",
    )


@pytest.mark.parametrize("path", [*FORMS, "/auth/email/confirm"])
def test_a_form_of_another_site_is_refused(path: str, owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    before = owner.execute("select * from users").fetchall()
    fields = {"token": ada.token("/auth/password"), "current": PASSWORD, "password": NEW, "email": "eve@example.org"}
    strange = {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert ada.post(path, fields, strange).status_code == 403
    own = {"Origin": "http://jobs.example", "Sec-Fetch-Site": "same-origin"}
    assert ada.post(path, fields | {"token": "x"}, own).status_code == 403
    assert owner.execute("select * from users").fetchall() == before


def test_a_new_password_ends_every_other_session_and_renews_this_one() -> None:
    ada, elsewhere = member(EMAIL), Visitor()
    elsewhere.sign_in(EMAIL)
    stolen = ada.session_token
    answer = ada.send("/auth/password", current=PASSWORD, password=NEW)
    assert heading(answer) == "Password changed"
    assert ada.is_signed_in()
    assert not elsewhere.is_signed_in()
    thief = Visitor()
    thief.plant(stolen)
    assert not thief.is_signed_in()
    assert Visitor().sign_in(EMAIL, PASSWORD).status_code == 401
    assert Visitor().sign_in(EMAIL, NEW).status_code == 303
    assert "Your password was changed" in {letter.subject for letter in letters_to(EMAIL)}


def test_the_old_password_is_needed_and_guessing_it_is_slowed_for_the_guesser_only() -> None:
    ada, thief = member(EMAIL), Visitor()
    thief.sign_in(EMAIL)
    answers = [thief.send("/auth/password", current=f"guess {number}", password=NEW) for number in range(8)]
    assert problem(answers[0]) == "Wrong password."
    assert [answer.status_code for answer in answers][:2] == [401, 401]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert heading(ada.send("/auth/password", current=PASSWORD, password=NEW)) == "Password changed"


@pytest.mark.parametrize("poor", ["short", "password1", "x" * 200, EMAIL])
def test_a_poor_password_is_refused(poor: str) -> None:
    ada = member(EMAIL)
    assert problem(ada.send("/auth/password", current=PASSWORD, password=poor))
    assert Visitor().sign_in(EMAIL, PASSWORD).status_code == 303


def test_a_change_of_address_that_was_asked_for_with_the_old_password_is_void() -> None:
    ada = member(EMAIL)
    ada.send("/auth/email", current=PASSWORD, email="new@example.org")
    link = link_in(letters_to("new@example.org")[0], "/auth/email")
    ada.send("/auth/password", current=PASSWORD, password=NEW)
    assert ada.follow(link).status_code == 410


def test_an_account_without_a_password_sets_one_after_a_recent_sign_in(
    owner: psycopg.Connection, clock: Callable[..., object]
) -> None:
    ada = member(EMAIL)
    owner.execute("update users set password_hash = null")
    owner.execute("delete from user_auth_providers")
    clock(minutes=14)
    assert "Current password" not in ada.open("/auth/password").text
    assert heading(ada.send("/auth/password", password=NEW)) == "Password changed"
    assert Visitor().sign_in(EMAIL, NEW).status_code == 303
    assert owner.execute("select provider from user_auth_providers").fetchall() == [("password",)]


def test_without_a_password_an_older_sign_in_does_not_stand_for_one(
    owner: psycopg.Connection, clock: Callable[..., object]
) -> None:
    ada = member(EMAIL)
    owner.execute("update users set password_hash = null")
    clock(minutes=15)
    own = {"Origin": ada.home, "Sec-Fetch-Site": "same-origin"}
    for path in FORMS[:3]:
        assert heading(ada.open(path)) == "Confirm it's you"
        fields = {"token": ada.token("/auth/export"), "password": NEW, "current": "", "email": "new@example.org"}
        assert heading(ada.post(path, fields, own)) == "Confirm it's you"
    assert owner.execute("select email, password_hash, deleted_at from users").fetchall() == [(EMAIL, None, None)]


def test_what_happened_is_in_the_security_log(owner: psycopg.Connection) -> None:
    member(EMAIL).send("/auth/password", current=PASSWORD, password=NEW)
    row = owner.execute(
        "select host(ip_address), user_agent from auth_events where event = 'password_changed'"
    ).fetchone()
    assert row == ("192.0.2.10", "Firefox on Linux")
