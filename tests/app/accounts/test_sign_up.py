"""Signing up and proving the address."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from app.accounts import passwords, service
from app.web.client import Client
from database.sessions import auth_session
from tests.app.accounts.visitor import PASSWORD, Visitor, heading, letters_to, link_in, member, problem


def test_an_account_is_made_and_proven_with_letter_and_password(owner: psycopg.Connection) -> None:
    visitor = Visitor()
    assert heading(visitor.sign_up("Ada@Example.org", name="Ada")) == "Check your email"
    assert not visitor.is_signed_in()
    (letter,) = letters_to("Ada@example.org")
    answer = visitor.verify(link_in(letter))
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert visitor.is_signed_in()
    row = owner.execute(
        "select email, display_name, password_hash, email_verified_at is not null from users"
    ).fetchone()
    assert row
    assert row[:2] == ("Ada@example.org", "Ada")
    assert row[2].startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert row[3]
    assert owner.execute("select count(*) from user_auth_providers where provider = 'password'").fetchone() == (1,)


def test_the_answer_is_the_same_for_every_address(clock: Callable[..., object]) -> None:
    member("ada@example.org")
    Visitor().sign_up("half@example.org")
    clock(seconds=1)
    answers = [Visitor().sign_up(email) for email in ("ada@example.org", "half@example.org", "new@example.org")]
    shown = {answer.text.split("</h1>")[1].replace(email, "…") for answer, email in zip(
        answers, ("ada@example.org", "half@example.org", "new@example.org"), strict=True)}  # fmt: skip
    assert len(shown) == 1
    assert {answer.status_code for answer in answers} == {200}
    assert {tuple(answer.headers) for answer in answers} == {tuple(answers[0].headers)}
    assert "already" in letters_to("ada@example.org")[0].text
    assert len(letters_to("half@example.org")) == 2


def test_a_second_sign_up_does_not_change_the_password_of_the_first(
    owner: psycopg.Connection, clock: Callable[..., object]
) -> None:
    """A stranger must not choose the password of an address before its owner does."""
    Visitor().sign_up("ada@example.org", "the stranger's choice")
    before = owner.execute("select password_hash from users").fetchone()
    clock(seconds=1)
    ada = Visitor()
    ada.sign_up("ada@example.org", "what Ada chose herself")
    assert owner.execute("select password_hash from users").fetchone() == before
    link = link_in(letters_to("ada@example.org")[0], "/auth/reset")
    ada.follow(link)
    ada.send("/auth/reset", password="what Ada chose herself")
    assert ada.is_signed_in()
    assert Visitor().sign_in("ada@example.org", "the stranger's choice").status_code == 401


def test_the_letter_alone_does_not_sign_in_who_did_not_sign_up() -> None:
    Visitor().sign_up("victim@example.org", "the stranger's choice")
    victim = Visitor()
    link = link_in(letters_to("victim@example.org")[0])
    assert victim.verify(link, "a guess of the victim").status_code == 401
    assert not victim.is_signed_in()


def test_opening_a_letters_link_changes_nothing(owner: psycopg.Connection) -> None:
    """Mail scanners follow links."""
    Visitor().sign_up("ada@example.org")
    for _ in range(3):
        Visitor().follow(link_in(letters_to("ada@example.org")[0]))
    assert owner.execute("select count(*) from users where email_verified_at is not null").fetchone() == (0,)
    assert owner.execute("select count(*) from email_verification_tokens where consumed_at is null").fetchone() == (1,)


def test_a_link_works_once_and_for_a_day(clock: Callable[..., object]) -> None:
    visitor = Visitor()
    visitor.sign_up("ada@example.org")
    link = link_in(letters_to("ada@example.org")[0])
    clock(hours=24)
    assert visitor.verify(link).status_code == 410
    assert heading(visitor.sign_in("ada@example.org")) == "Check your email"
    fresh = link_in(letters_to("ada@example.org")[0])
    assert fresh != link
    assert visitor.verify(fresh).status_code == 303
    other = Visitor()
    assert other.verify(fresh).status_code == 410
    assert not other.is_signed_in()


def test_only_the_newest_letter_counts(clock: Callable[..., object]) -> None:
    visitor = Visitor()
    visitor.sign_up("ada@example.org")
    first = link_in(letters_to("ada@example.org")[0])
    clock(seconds=1)
    visitor.sign_in("ada@example.org")
    assert visitor.verify(first).status_code == 410


def test_passwords_that_do_not_do() -> None:
    visitor = Visitor()
    for password, says in (
        ("short77", "at least 8"),
        ("x" * 129, "at most 128"),
        ("password1", "too common"),
        ("Password1", "too common"),
        ("🦊" * 9, "too common"),
        ("ada@example.org", "easy to guess"),
        ("JobLedger", "easy to guess"),
    ):
        answer = visitor.sign_up("ada@example.org", password)
        assert answer.status_code == 422
        assert says in problem(answer)
    assert not letters_to("ada@example.org")


@pytest.mark.parametrize(
    "password", ["пароль из слов", "🦊🦊🦊🦊 fox ", "a" * 60 + "b" * 68, " eight  s", "tab\tand\x00nul"]
)
def test_any_characters_do_and_none_is_cut_off(password: str) -> None:
    member("ada@example.org", password)
    assert Visitor().sign_in("ada@example.org", password).status_code == 303
    assert Visitor().sign_in("ada@example.org", password[:-1]).status_code == 401
    assert Visitor().sign_in("ada@example.org", password + "x").status_code == 401


def test_the_same_characters_typed_on_another_keyboard_are_the_same_password() -> None:
    assert passwords.matches(passwords.hash_password("caf\u00e9 au lait"), "cafe\u0301 au lait")


def test_what_cannot_be_an_address_is_said_to_be_none() -> None:
    visitor = Visitor()
    for email in (
        "", "ada", "ada@", "@example.org", "a b@example.org", "ada@example", "ada@exa mple.org",
        "ada@example.org\r\nBcc: eve@example.org", "a" * 300 + "@example.org",
    ):  # fmt: skip
        assert "valid email address" in problem(visitor.sign_up(email))


def test_two_sign_ups_at_once_make_one_account(owner: psycopg.Connection) -> None:
    stored = passwords.hash_password(PASSWORD)

    def sign_up(_number: int) -> None:
        with auth_session() as session:
            service.sign_up(session, "ada@example.org", stored, None, Client(None, None))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(sign_up, range(4)))
    assert owner.execute("select count(*) from users").fetchone() == (1,)
    assert len(letters_to("ada@example.org")) == 4


def test_the_first_to_prove_an_address_is_operator_and_nobody_after(owner: psycopg.Connection) -> None:
    Visitor().sign_up("never@example.org")
    member("ada@example.org")
    member("bob@example.org")
    operators = owner.execute("select email from ops.operators join users on users.id = user_id").fetchall()
    assert operators == [("ada@example.org",)]
