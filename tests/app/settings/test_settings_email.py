"""Changing the address: proven by a letter to the new one, told to the old one, and silent about other accounts."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import psycopg
import pytest

from app.mail import outbox
from tests.app.accounts.visitor import PASSWORD, Visitor, heading, letters_to, link_in, member, problem

EMAIL, NEW = "ada@example.org", "ada@new.example"


def ask(visitor: Visitor, email: str = NEW) -> httpx.Response:
    return visitor.send("/auth/email", current=PASSWORD, email=email)


def link_to(email: str = NEW) -> str:
    return link_in(letter(email, "Confirm your new email address"), "/auth/email/confirm")


def letter(email: str, subject: str) -> outbox.QueuedEmail:
    """The newest letter of this subject that waits for an address."""
    return next(one for one in letters_to(email) if one.subject == subject)


def address_of(owner: psycopg.Connection) -> list[str]:
    return [email for (email,) in owner.execute("select email from users order by created_at")]


def test_the_address_changes_when_it_is_confirmed_and_the_old_one_is_told_twice(owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    assert heading(ask(ada)) == "Check your email"
    assert address_of(owner) == [EMAIL]
    assert NEW not in letter(EMAIL, "A change of your email address was requested").text
    stolen = ada.session_token
    page = ada.follow(link_to())
    assert heading(page) == "Use this email address?"
    assert "token=" not in str(page.url)
    assert address_of(owner) == [EMAIL]
    assert heading(ada.send("/auth/email/confirm")) == "Email changed"
    assert address_of(owner) == [NEW]
    assert "a…@ new. example" in letter(EMAIL, "Your email address was changed").text
    assert ada.is_signed_in()
    assert ada.session_token != stolen
    assert Visitor().sign_in(NEW).status_code == 303
    assert Visitor().sign_in(EMAIL).status_code == 401
    assert owner.execute("select count(*) from auth_events where event = 'email_changed'").fetchone() == (1,)


def test_someone_not_signed_in_confirms_with_the_password() -> None:
    ask(member(EMAIL))
    other = Visitor()
    other.follow(link_to())
    assert "Wrong password" in problem(other.send("/auth/email/confirm", current="wrong wrong"))
    assert heading(other.send("/auth/email/confirm", current=PASSWORD)) == "Email changed"
    assert not other.is_signed_in()


def test_being_signed_in_to_another_account_does_not_confirm(owner: psycopg.Connection) -> None:
    ask(member(EMAIL))
    bob = member("bob@example.org")
    bob.follow(link_to())
    assert bob.send("/auth/email/confirm").status_code == 401
    assert EMAIL in address_of(owner)


def test_the_link_works_once_and_for_a_day(clock: Callable[..., object]) -> None:
    ada = member(EMAIL)
    ask(ada)
    link = link_to()
    clock(hours=24)
    expired = ada.follow(link)
    assert expired.status_code == 410
    assert "Back to settings" in expired.text
    ask(ada)
    link = link_to()
    ada.follow(link)
    ada.send("/auth/email/confirm")
    assert ada.follow(link).status_code == 410


def test_only_the_newest_letter_counts(owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    ask(ada)
    ask(ada, "third@example.org")
    assert ada.follow(link_to(NEW)).status_code == 410
    ada.follow(link_to("third@example.org"))
    ada.send("/auth/email/confirm")
    assert address_of(owner) == ["third@example.org"]


@pytest.mark.parametrize("path", ["/auth/email/confirm", "/auth/verify"])
def test_a_sign_up_letters_token_changes_no_address(path: str, owner: psycopg.Connection) -> None:
    """Tokens of the two kinds live in one table; each is good for its own purpose."""
    Visitor().sign_up(EMAIL)
    link = link_in(letters_to(EMAIL)[0]).replace("/auth/verify", path)
    visitor = Visitor()
    visitor.follow(link)
    assert (visitor.send("/auth/verify", password=PASSWORD).status_code == 303) == (path == "/auth/verify")
    assert address_of(owner) == [EMAIL]


def test_an_address_in_use_gets_the_same_answer_and_its_owner_the_letter(owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    member("bob@example.org")
    free, taken = ask(ada, "free@example.org"), ask(ada, "Bob@Example.org")
    assert free.status_code == taken.status_code == 200
    assert free.text.replace("free@example.org", "…") == re.sub("(?i)bob@example.org", "…", taken.text)
    assert letter("bob@example.org", "You already have an account")
    assert sorted(address_of(owner)) == [EMAIL, "bob@example.org"]


def test_an_address_proven_by_someone_else_meanwhile_is_not_taken(
    owner: psycopg.Connection, clock: Callable[..., object]
) -> None:
    ada = member(EMAIL)
    ask(ada)
    link = link_to()
    clock(minutes=1)
    member(NEW)
    ada.follow(link)
    answer = ada.send("/auth/email/confirm")
    assert (answer.status_code, heading(answer)) == (409, "Email already in use")
    assert address_of(owner) == [EMAIL, NEW]
    assert ada.is_signed_in()


def test_an_account_that_never_proved_the_address_makes_way(owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    Visitor().sign_up(NEW, "the password of a squatter")
    ask(ada)
    ada.follow(link_to())
    assert heading(ada.send("/auth/email/confirm")) == "Email changed"
    assert address_of(owner) == [NEW]
    assert Visitor().sign_in(NEW, "the password of a squatter").status_code == 401


@pytest.mark.parametrize(
    "written",
    ["", "nobody", "a@b", "x" * 300 + "@example.org", "ADA@example.org", "a@example.org\r\nBcc: b@example.org"],
)
def test_what_is_no_new_address_is_refused(written: str) -> None:
    ada = member(EMAIL)
    count = len(letters_to(EMAIL))
    assert ask(ada, written).status_code == 422
    assert len(letters_to(EMAIL)) == count


def test_the_password_is_asked_for(owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    assert "Wrong password" in problem(ada.send("/auth/email", current="wrong wrong", email=NEW))
    assert not letters_to(NEW)


def test_letters_are_limited() -> None:
    ada = member(EMAIL)
    statuses = [ask(ada).status_code for _ in range(6)]
    assert statuses[0] == 200
    assert statuses[-1] == 429


def test_a_reset_link_dies_with_the_address_it_was_sent_to(clock: Callable[..., object]) -> None:
    ada = member(EMAIL)
    clock(minutes=20)
    Visitor().send("/auth/forgot", email=EMAIL)
    reset = link_in(letter(EMAIL, "Reset your password"), "/auth/reset")
    ask(ada)
    ada.follow(link_to())
    ada.send("/auth/email/confirm")
    visitor = Visitor()
    visitor.follow(reset)
    assert visitor.send("/auth/reset", password="yet another password").status_code == 410
