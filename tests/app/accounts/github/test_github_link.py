"""Linking GitHub under Settings and unlinking it: who may, what it takes, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import psycopg

from tests.app.accounts.github.github_server import TOKEN_PATH, GitHub, Person, address, refused
from tests.app.accounts.github.github_visitor import accounts, agree, come_back, events, go_through, start, ways_in
from tests.app.accounts.visitor import PASSWORD, Visitor, heading, letters_to, member, problem

pytest_plugins = ["tests.app.accounts.github.github_fixtures"]

EMAIL, MONAS_ID = "ada@example.org", "583231"


def unlink(visitor: Visitor, **fields: str) -> str:
    """Press the button; what the answer says, or where it leads."""
    token = visitor.token("/auth/sign-out")
    answer = visitor.send("/auth/github/unlink", token=token, **fields)
    return str(answer.headers["location"]) if answer.is_redirect else heading(answer)


def is_linked(owner: psycopg.Connection, email: str = EMAIL) -> bool:
    return (email, MONAS_ID) in accounts(owner) and (email, "github", MONAS_ID) in ways_in(owner)


def test_linking_whatever_the_addresses_are(github: GitHub, owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    github.visitor.emails = [address("unproven@example.org", verified=False)]
    answer = go_through(ada, purpose="link")
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings")
    assert is_linked(owner)
    assert events(owner) == {"oauth_linked": 1}
    told = next(letter for letter in letters_to(EMAIL) if letter.subject == "GitHub was linked to your account")
    assert "octocat" in told.text
    other = Visitor()
    go_through(other)
    assert other.is_signed_in()
    assert len(accounts(owner)) == 1


def test_linking_and_unlinking_give_the_session_a_new_token(github: GitHub) -> None:
    ada, thief = member(EMAIL), Visitor()
    for change in (lambda: go_through(ada, purpose="link"), lambda: unlink(ada)):
        thief.plant(ada.session_token)
        assert thief.is_signed_in()
        change()
        assert ada.is_signed_in()
        assert not thief.is_signed_in()


def test_linking_the_same_again_changes_nothing(github: GitHub, owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    go_through(ada, purpose="link")
    assert go_through(ada, purpose="link", next="/saved").headers["location"] == "/saved"
    assert is_linked(owner)
    assert events(owner) == {"oauth_linked": 1}


def test_who_signed_in_a_while_ago_is_asked_for_the_password(
    github: GitHub, owner: psycopg.Connection, clock: Callable[..., datetime]
) -> None:
    ada = member(EMAIL)
    assert 'name="current"' not in ada.open("/auth/github").text
    clock(minutes=15)
    assert 'name="current"' in ada.open("/auth/github").text
    for fields in ({}, {"current": "not this one"}):
        answer = start(ada, purpose="link", **fields)
        assert (answer.status_code, problem(answer)) == (401, "Wrong password.")
    assert go_through(ada, purpose="link", current=PASSWORD).headers["location"] == "/settings"
    assert unlink(ada) == "GitHub"
    assert is_linked(owner)
    assert unlink(ada, current=PASSWORD) == "/settings"
    assert accounts(owner) == [(EMAIL, None)]


def test_the_password_cannot_be_guessed_there(github: GitHub, clock: Callable[..., datetime]) -> None:
    ada = member(EMAIL)
    clock(minutes=15)
    answers = [start(ada, purpose="link", current=f"guess {number}").status_code for number in range(8)]
    assert answers[-1] == 429


def test_linking_is_for_who_is_signed_in(github: GitHub, owner: psycopg.Connection) -> None:
    visitor = Visitor()
    answer = start(visitor, purpose="link")
    assert answer.headers["location"] == "/auth/sign-in?next=%2Fauth%2Fgithub"
    assert visitor.open("/auth/github").headers["location"] == "/auth/sign-in?next=%2Fauth%2Fgithub"
    assert unlink_signed_out(visitor) == "/auth/sign-in?next=%2Fauth%2Fgithub"
    assert "jl_github" not in visitor.cookies
    assert accounts(owner) == []


def unlink_signed_out(visitor: Visitor) -> str:
    answer = visitor.send("/auth/github/unlink", token=visitor.token("/auth/sign-in"))
    return str(answer.headers["location"])


def test_a_github_account_in_use_is_not_linked_again(github: GitHub, owner: psycopg.Connection) -> None:
    go_through(Visitor())
    ada = member(EMAIL)
    answer = go_through(ada, purpose="link")
    assert (answer.status_code, heading(answer)) == (409, "This GitHub account is already linked")
    assert accounts(owner) == [(EMAIL, None), ("mona@example.org", MONAS_ID)]
    assert ada.is_signed_in()
    whose = owner.execute(
        "select email from auth_events join users on users.id = user_id where event = 'login_failure'"
    ).fetchall()
    assert whose == [(EMAIL,)]


def test_nor_while_a_deleted_account_can_be_had_back_by_it(github: GitHub, owner: psycopg.Connection) -> None:
    go_through(Visitor())
    owner.execute("update users set deleted_at = '2026-11-01 12:00+00'")
    ada = member(EMAIL)
    assert heading(go_through(ada, purpose="link")) == "This GitHub account is already linked"
    owner.execute("update users set deleted_at = '2026-10-01 12:00+00' where email <> %s", (EMAIL,))
    assert go_through(ada, purpose="link").status_code == 303
    assert is_linked(owner)


def test_an_account_has_one_github_account(github: GitHub, owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    go_through(ada, purpose="link")
    github.visitor = Person(666, "mallory", emails=[address(EMAIL)])
    answer = go_through(ada, purpose="link")
    assert (answer.status_code, heading(answer)) == (409, "Another GitHub account is linked")
    assert is_linked(owner)


def test_who_signs_out_on_the_way_links_nothing(github: GitHub, owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    way_back = agree(start(ada, purpose="link"))
    ada.send("/auth/sign-out")
    answer = come_back(ada, way_back)
    assert (answer.status_code, heading(answer)) == (403, "You were signed out")
    assert accounts(owner) == [(EMAIL, None)]
    assert not ada.is_signed_in()


def test_who_signs_in_as_another_on_the_way_links_nothing(github: GitHub, owner: psycopg.Connection) -> None:
    """The link is for the session that asked for it, not for whoever uses the browser when GitHub comes back."""
    member("eve@example.org")
    ada = member(EMAIL)
    way_back = agree(start(ada, purpose="link"))
    ada.send("/auth/sign-out")
    ada.sign_in("eve@example.org")
    assert heading(come_back(ada, way_back)) == "You were signed out"
    assert accounts(owner) == [(EMAIL, None), ("eve@example.org", None)]


def test_someone_elses_way_back_links_nothing_to_mine(github: GitHub, owner: psycopg.Connection) -> None:
    """The attacker links the victim's browser to the attacker's GitHub account, to come in by it later."""
    github.visitor = Person(666, "mallory", emails=[address("mallory@example.org")])
    attacker = member("mallory@example.org")
    bait = agree(start(attacker, purpose="link"))
    ada = member(EMAIL)
    assert heading(come_back(ada, bait)) == "Start again"
    github.visitor = Person(583231, "octocat")
    start(ada, purpose="link")
    assert heading(come_back(ada, bait)) == "Start again"
    assert accounts(owner) == [(EMAIL, None), ("mallory@example.org", None)]


def test_a_failure_on_the_way_leaves_the_account_as_it_was(github: GitHub, owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    before = owner.execute("select u::text from users as u").fetchall()
    github.instead[TOKEN_PATH] = refused("bad_verification_code")
    answer = go_through(ada, purpose="link")
    assert heading(answer) == "Sign-in expired"
    assert 'href="/auth/github"' in answer.text
    assert ada.is_signed_in()
    assert owner.execute("select u::text from users as u").fetchall() == before
    assert events(owner) == {"login_failure": 1}


def test_unlinking(github: GitHub, owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    go_through(ada, purpose="link")
    assert "Unlink GitHub" in ada.open("/auth/github").text
    assert unlink(ada) == "/settings"
    assert accounts(owner) == [(EMAIL, None)]
    assert ways_in(owner) == [(EMAIL, "password", "")]
    assert events(owner) == {"oauth_linked": 1, "oauth_unlinked": 1}
    assert "Link GitHub" in ada.open("/auth/github").text
    assert unlink(ada) == "/settings"
    assert events(owner)["oauth_unlinked"] == 1
    go_through(Visitor())
    assert accounts(owner) == [(EMAIL, None), ("mona@example.org", MONAS_ID)]


def test_the_last_way_in_stays(github: GitHub, owner: psycopg.Connection) -> None:
    visitor = Visitor()
    go_through(visitor)
    assert "Set a password" in visitor.open("/auth/github").text
    assert unlink(visitor) == "Set a password first"
    assert is_linked(owner, "mona@example.org")
    visitor.send("/auth/password", password="my own words here")
    assert unlink(visitor) == "/settings"
    assert Visitor().sign_in("mona@example.org", "my own words here").status_code == 303


def test_where_github_is_not_set_up_the_page_says_so(owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    assert "not set up" in ada.open("/auth/github").text
