"""Signing in with GitHub where an account has the address, proven or not, in use or deleted."""

from __future__ import annotations

import psycopg
import pytest

from tests.app.accounts.github.github_server import GitHub, Person, address
from tests.app.accounts.github.github_visitor import accounts, events, go_through, ways_in
from tests.app.accounts.visitor import PASSWORD, Visitor, heading, letters_to, link_in, member

pytest_plugins = ["tests.app.accounts.github.github_fixtures"]

MONA, MONAS_ID = "mona@example.org", "583231"


def delete(owner: psycopg.Connection, email: str = MONA, *, days_ago: int = 3) -> None:
    """Delete an account as Settings does; its sessions go with it."""
    owner.execute(
        "update users set deleted_at = timestamptz '2026-11-20 12:00+00' - make_interval(days => %s) where email = %s",
        (days_ago, email),
    )


def test_a_verified_address_leads_to_the_account_that_has_it(github: GitHub, owner: psycopg.Connection) -> None:
    member("Mona@example.org")
    visitor = Visitor()
    go_through(visitor)
    assert visitor.is_signed_in()
    assert accounts(owner) == [("Mona@example.org", MONAS_ID)]
    assert [way for _, way, _ in ways_in(owner)] == ["github", "password"]
    assert events(owner) == {"oauth_linked": 1, "login_success": 1}
    assert "GitHub was linked to your account" in [letter.subject for letter in letters_to("Mona@example.org")]
    assert Visitor().sign_in(MONA, PASSWORD).status_code == 303


def test_what_a_person_chose_themself_stays(github: GitHub, owner: psycopg.Connection) -> None:
    member(MONA)
    owner.execute("update users set display_name = 'M.'")
    go_through(Visitor())
    kept = owner.execute("select display_name, avatar_url from users").fetchall()
    assert kept == [("M.", "https://avatars.githubusercontent.com/u/1?v=4")]


def test_an_account_whose_address_was_never_proven_is_not_touched(github: GitHub, owner: psycopg.Connection) -> None:
    """Someone made it with another's address and waits for its owner to come by GitHub."""
    Visitor().sign_up(MONA, "chosen by a stranger")
    before = owner.execute("select u::text from users as u").fetchall()
    visitor = Visitor()
    answer = go_through(visitor)
    assert (answer.status_code, heading(answer)) == (409, "Confirm your email first")
    assert not visitor.is_signed_in()
    assert owner.execute("select u::text from users as u").fetchall() == before
    assert events(owner) == {"login_failure": 1}

    visitor.send("/auth/forgot", email=MONA)
    visitor.follow(next(link_in(letter) for letter in letters_to(MONA) if "/auth/reset" in letter.text))
    visitor.send("/auth/reset", password="my own words here")
    assert go_through(Visitor()).status_code == 303
    assert accounts(owner) == [(MONA, MONAS_ID)]


def test_an_unverified_github_address_takes_over_nothing_and_tells_nothing(
    github: GitHub, owner: psycopg.Connection
) -> None:
    member(MONA)
    github.visitor.emails = [address(MONA, verified=False)]
    taken = go_through(Visitor())
    github.visitor.emails = [address("nobody@example.org", verified=False)]
    free = go_through(Visitor())
    assert taken.status_code == free.status_code == 403
    assert taken.text.split('name="token"')[0] == free.text.split('name="token"')[0]
    assert accounts(owner) == [(MONA, None)]


def test_an_account_with_another_github_account_keeps_that(github: GitHub, owner: psycopg.Connection) -> None:
    go_through(Visitor())
    github.visitor = Person(666, "mallory", emails=[address(MONA)])
    visitor = Visitor()
    answer = go_through(visitor)
    assert (answer.status_code, heading(answer)) == (409, "Another GitHub account is linked")
    assert not visitor.is_signed_in()
    assert accounts(owner) == [(MONA, MONAS_ID)]
    assert ways_in(owner) == [(MONA, "github", MONAS_ID)]


def test_signing_in_takes_a_deletion_back(github: GitHub, owner: psycopg.Connection) -> None:
    go_through(Visitor())
    delete(owner)
    visitor = Visitor()
    answer = go_through(visitor, next="/saved")
    assert heading(answer) == "Welcome back"
    assert 'href="/saved"' in answer.text
    assert visitor.is_signed_in()
    assert accounts(owner) == [(MONA, MONAS_ID)]
    assert events(owner)["account_restored"] == 1


def test_by_address_too_if_it_was_proven(github: GitHub, owner: psycopg.Connection) -> None:
    member(MONA)
    delete(owner)
    assert heading(go_through(Visitor())) == "Welcome back"
    assert accounts(owner) == [(MONA, MONAS_ID)]


@pytest.mark.parametrize("days_ago", [3, 29])
def test_a_deleted_account_that_was_never_proven_does_not_stand_in_the_way(
    github: GitHub, owner: psycopg.Connection, days_ago: int
) -> None:
    Visitor().sign_up(MONA)
    delete(owner, days_ago=days_ago)
    assert go_through(Visitor()).headers["location"] == "/"
    assert accounts(owner) == [(MONA, MONAS_ID)]


def test_after_thirty_days_it_is_a_new_account(github: GitHub, owner: psycopg.Connection) -> None:
    go_through(Visitor())
    delete(owner, days_ago=31)
    assert go_through(Visitor()).headers["location"] == "/"
    assert accounts(owner) == [(MONA, MONAS_ID)]
    assert ways_in(owner) == [(MONA, "github", MONAS_ID)]
    assert owner.execute("select count(*) from users").fetchall() == [(2,)]


def test_a_new_account_with_the_address_of_a_deleted_one_takes_its_github_account_over(
    github: GitHub, owner: psycopg.Connection
) -> None:
    go_through(Visitor())
    delete(owner)
    member(MONA)
    visitor = Visitor()
    assert go_through(visitor).headers["location"] == "/"
    assert accounts(owner) == [(MONA, MONAS_ID)]
    assert events(owner).get("account_restored") is None
    restored = owner.execute("select password_hash is not null from users where github_id is not null").fetchall()
    assert restored == [(True,)]
