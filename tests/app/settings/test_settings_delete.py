"""Deleting an account: soft at once, undone by signing in, and nothing of it usable meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import psycopg

from tests.app.accounts.visitor import PASSWORD, Visitor, heading, letters_to, member, problem

EMAIL = "ada@example.org"


def delete(visitor: Visitor, password: str = PASSWORD) -> str:
    return heading(visitor.send("/auth/delete", current=password))


def test_deleting_signs_out_everywhere_and_writes_until_when_it_can_be_undone(owner: psycopg.Connection) -> None:
    ada, elsewhere = member(EMAIL), Visitor()
    elsewhere.sign_in(EMAIL)
    assert "20 December 2026" in ada.open("/auth/delete").text
    assert delete(ada) == "Your account was deleted"
    assert not ada.is_signed_in()
    assert not elsewhere.is_signed_in()
    letter = next(one for one in letters_to(EMAIL) if one.subject == "Your account was deleted")
    assert "20 December 2026" in letter.text
    assert owner.execute("select event from auth_events order by occurred_at desc limit 1").fetchone()
    assert owner.execute("select count(*) from ops.account_timezones").fetchone() == (0,)


def test_it_is_asked_for_the_password() -> None:
    ada = member(EMAIL)
    assert "Wrong password" in problem(ada.send("/auth/delete", current="wrong wrong"))
    assert ada.is_signed_in()


def test_signing_in_within_thirty_days_brings_it_back(owner: psycopg.Connection, clock: Callable[..., object]) -> None:
    delete(member(EMAIL))
    clock(days=29, hours=23)
    back = Visitor()
    assert heading(back.sign_in(EMAIL)) == "Welcome back"
    assert back.is_signed_in()
    assert owner.execute("select deleted_at from users").fetchall() == [(None,)]


def test_after_thirty_days_signing_in_is_as_with_any_unknown_address(clock: Callable[..., object]) -> None:
    delete(member(EMAIL))
    clock(days=30)
    assert Visitor().sign_in(EMAIL).status_code == 401


def test_the_address_is_free_for_a_new_account_at_once(owner: psycopg.Connection, clock: Callable[..., object]) -> None:
    delete(member(EMAIL))
    clock(minutes=1)
    again = member(EMAIL, "a wholly new password")
    assert again.is_signed_in()
    assert owner.execute("select count(*) from users").fetchone() == (2,)
    assert Visitor().sign_in(EMAIL, PASSWORD).status_code == 401


def test_letters_links_of_a_deleted_account_are_dead(clock: Callable[..., object]) -> None:
    ada = member(EMAIL)
    ada.send("/auth/email", current=PASSWORD, email="new@example.org")
    link = next(word for word in letters_to("new@example.org")[0].text.split() if "/auth/email" in word)
    delete(ada)
    assert Visitor().follow(link).status_code == 410
