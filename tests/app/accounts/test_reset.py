"""Forgotten passwords."""

from __future__ import annotations

from collections.abc import Callable

import psycopg

from app.web.tokens import hash_token
from tests.app.accounts.visitor import PASSWORD, Visitor, heading, letters_to, link_in, member, problem

EMAIL = "ada@example.org"
NEW = "quite another password"


def ask(clock: Callable[..., object], email: str = EMAIL) -> str:
    """Ask for a reset and return the link that came."""
    clock(minutes=20)
    assert heading(Visitor().send("/auth/forgot", email=email)) == "Check your email"
    return link_in(letters_to(email)[0], "/auth/reset")


def test_a_new_password_is_set_and_every_device_signed_out(
    owner: psycopg.Connection, clock: Callable[..., object]
) -> None:
    ada, elsewhere = member(EMAIL), Visitor()
    link = ask(clock)
    assert "token" not in str(elsewhere.follow(link).url)
    answer = elsewhere.send("/auth/reset", password=NEW)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert elsewhere.is_signed_in()
    assert not ada.is_signed_in()
    assert Visitor().sign_in(EMAIL, PASSWORD).status_code == 401
    assert Visitor().sign_in(EMAIL, NEW).status_code == 303
    assert any("password was changed" in letter.subject.lower() for letter in letters_to(EMAIL))
    token = link.partition("token=")[2]
    assert owner.execute("select token_hash from password_reset_tokens").fetchall() == [(hash_token(token),)]


def test_the_answer_is_the_same_whether_there_is_an_account(clock: Callable[..., object]) -> None:
    member(EMAIL)
    known, unknown = Visitor().send("/auth/forgot", email=EMAIL), Visitor().send("/auth/forgot", email="no@example.org")
    assert known.status_code == unknown.status_code == 200
    assert known.text.replace(EMAIL, "…") == unknown.text.replace("no@example.org", "…")
    assert not letters_to("no@example.org")


def test_a_link_works_once(clock: Callable[..., object]) -> None:
    member(EMAIL)
    link = ask(clock)
    first, second = Visitor(), Visitor()
    first.follow(link)
    second.follow(link)
    assert first.send("/auth/reset", password=NEW).status_code == 303
    assert second.send("/auth/reset", password="a third password").status_code == 410
    assert not second.is_signed_in()


def test_a_link_dies_after_an_hour(clock: Callable[..., object]) -> None:
    member(EMAIL)
    visitor = Visitor()
    visitor.follow(ask(clock))
    clock(minutes=60)
    assert visitor.send("/auth/reset", password=NEW).status_code == 410


def test_a_link_dies_with_the_next_sign_in(clock: Callable[..., object]) -> None:
    member(EMAIL)
    visitor = Visitor()
    visitor.follow(ask(clock))
    assert Visitor().sign_in(EMAIL).status_code == 303
    assert visitor.send("/auth/reset", password=NEW).status_code == 410


def test_a_link_dies_with_the_next_letter(clock: Callable[..., object]) -> None:
    member(EMAIL)
    visitor = Visitor()
    visitor.follow(ask(clock))
    ask(clock)
    assert visitor.send("/auth/reset", password=NEW).status_code == 410


def test_a_poor_password_is_refused_and_the_link_still_works(clock: Callable[..., object]) -> None:
    member(EMAIL)
    visitor = Visitor()
    visitor.follow(ask(clock))
    assert "at least 8" in problem(visitor.send("/auth/reset", password="short"))
    assert visitor.send("/auth/reset", password=NEW).status_code == 303


def test_a_reset_proves_the_address(owner: psycopg.Connection, clock: Callable[..., object]) -> None:
    Visitor().sign_up(EMAIL)
    visitor = Visitor()
    visitor.follow(ask(clock))
    assert visitor.send("/auth/reset", password=NEW).status_code == 303
    assert owner.execute("select email_verified_at is not null from users").fetchone() == (True,)


def test_guessed_tokens_lead_nowhere_and_guessing_is_slowed() -> None:
    visitor = Visitor()
    statuses = []
    for number in range(40):
        visitor.follow(f"http://jobs.example/auth/reset?token={number:043d}")
        statuses.append(visitor.send("/auth/reset", password=NEW).status_code)
    assert set(statuses) == {410, 429}
    assert statuses[0] == 410
    assert statuses[-1] == 429
