"""Linking an issuer's identity under Settings and unlinking it; several issuers, and the last way in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import psycopg
import pytest

from app.accounts.profile import SecurityEvent
from app.settings.ui.labels import describe_event
from database.clock import now
from tests.app.accounts.oidc.issuer import Issuer, IssuerServer
from tests.app.accounts.oidc.oidc_visitor import (
    MONA,
    PATH,
    agree,
    come_back,
    configure,
    events,
    go_through,
    links,
    start,
)
from tests.app.accounts.visitor import PASSWORD, Visitor, heading, letters_to, member, problem

pytest_plugins = ["tests.app.accounts.oidc.oidc_fixtures"]

EMAIL, OTHER = "ada@example.org", "/auth/oidc/other"


@pytest.fixture
def other(issuer: Issuer, issuer_server: IssuerServer, monkeypatch: pytest.MonkeyPatch) -> Issuer:
    """A second issuer, where Mona has another subject."""
    other = issuer_server.open(f"http://jobs.example{OTHER}/callback", {**MONA, "sub": "7"})
    configure(monkeypatch, acme=issuer, other=other)
    return other


def unlink(visitor: Visitor, path: str = PATH, **fields: str) -> str:
    """Press the button; what the answer says, or where it leads."""
    answer = visitor.send(f"{path}/unlink", token=visitor.token("/auth/sign-out"), **fields)
    return str(answer.headers["location"]) if answer.is_redirect else heading(answer)


def test_linking_whatever_the_addresses_are(issuer: Issuer, owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    issuer.person["email_verified"] = False
    answer = go_through(ada, purpose="link")
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings")
    assert links(owner) == [(EMAIL, issuer.url, MONA["sub"])]
    assert events(owner) == {"oauth_linked": 1}
    told = next(letter for letter in letters_to(EMAIL) if letter.subject == "Acme was linked to your account")
    assert "The Acme account Mona Lisa can now sign in" in told.text
    other = Visitor()
    go_through(other)
    assert other.is_signed_in()
    assert heading(ada.open(PATH)) == "Acme"
    assert "Unlink Acme" in ada.open(PATH).text


def test_linking_and_unlinking_give_the_session_a_new_token(issuer: Issuer) -> None:
    ada, thief = member(EMAIL), Visitor()
    for change in (lambda: go_through(ada, purpose="link"), lambda: unlink(ada)):
        thief.plant(ada.session_token)
        change()
        assert ada.is_signed_in()
        assert not thief.is_signed_in()


def test_several_issuers_for_one_account(issuer: Issuer, other: Issuer, owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    go_through(ada, purpose="link")
    go_through(ada, OTHER, purpose="link")
    assert sorted(links(owner)) == sorted([(EMAIL, issuer.url, MONA["sub"]), (EMAIL, other.url, "7")])
    for path in (PATH, OTHER):
        visitor = Visitor()
        go_through(visitor, path)
        assert visitor.is_signed_in()


def test_who_signed_in_a_while_ago_is_asked_for_the_password(
    issuer: Issuer, owner: psycopg.Connection, clock: Callable[..., datetime]
) -> None:
    ada = member(EMAIL)
    clock(minutes=15)
    answer = start(ada, purpose="link", current="not this one")
    assert (answer.status_code, problem(answer)) == (401, "Wrong password.")
    assert go_through(ada, purpose="link", current=PASSWORD).status_code == 303
    assert unlink(ada) == "Acme"
    assert len(links(owner)) == 1
    assert unlink(ada, current=PASSWORD) == "/settings"
    assert links(owner) == []


def test_an_identity_in_use_is_not_linked_again(issuer: Issuer, owner: psycopg.Connection) -> None:
    go_through(Visitor())
    answer = go_through(member(EMAIL), purpose="link")
    assert (answer.status_code, heading(answer)) == (409, "This Acme account is already linked")
    assert links(owner) == [(MONA["email"], issuer.url, MONA["sub"])]


def test_an_account_has_one_identity_at_an_issuer(issuer: Issuer, owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    go_through(ada, purpose="link")
    issuer.person["sub"] = "another"
    assert heading(go_through(ada, purpose="link")) == "Another Acme account is linked"
    assert links(owner) == [(EMAIL, issuer.url, MONA["sub"])]


def test_who_signs_in_as_another_on_the_way_links_nothing(issuer: Issuer, owner: psycopg.Connection) -> None:
    member("eve@example.org")
    ada = member(EMAIL)
    way_back = agree(start(ada, purpose="link"))
    ada.send("/auth/sign-out")
    ada.sign_in("eve@example.org")
    assert heading(come_back(ada, way_back)) == "You were signed out"
    assert links(owner) == []


def test_the_last_way_in_stays(issuer: Issuer, other: Issuer, owner: psycopg.Connection) -> None:
    visitor = Visitor()
    go_through(visitor)
    assert "Set a password" in visitor.open(PATH).text
    assert unlink(visitor) == "Set a password first"
    go_through(visitor, OTHER, purpose="link")
    assert unlink(visitor) == "/settings"
    assert unlink(visitor, OTHER) == "Set a password first"
    assert links(owner) == [(MONA["email"], other.url, "7")]
    assert events(owner)["oauth_unlinked"] == 1


def test_an_issuer_that_left_the_settings_is_no_way_in(
    issuer: Issuer, other: Issuer, owner: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Visitor()
    go_through(visitor)
    go_through(visitor, OTHER, purpose="link")
    configure(monkeypatch, acme=issuer)
    assert unlink(visitor) == "Set a password first"
    assert len(links(owner)) == 2


def test_a_deleted_account_is_restored_by_its_identity_within_its_time(
    issuer: Issuer, owner: psycopg.Connection
) -> None:
    go_through(Visitor())
    owner.execute("update users set deleted_at = '2026-11-01 12:00+00'")
    assert heading(go_through(Visitor())) == "Welcome back"
    owner.execute("update users set deleted_at = '2026-10-01 12:00+00'")
    assert go_through(Visitor()).status_code == 303
    assert len(links(owner)) == 1
    assert owner.execute("select count(*) from users").fetchone() == (2,)


@pytest.mark.parametrize(
    ("event", "provider", "phrase"),
    [
        ("login_success", "oidc:acme", "Signed in with Acme"),
        ("login_failure", "oidc:former", "Sign-in with former failed"),
        ("oauth_linked", "github", "GitHub linked"),
        ("oauth_unlinked", "oidc:acme", "Acme unlinked"),
        ("login_success", "password", "Signed in"),
        ("sign_up", "oidc:acme", "Account created"),
    ],
)
def test_the_security_log_names_the_provider(issuer: Issuer, event: str, provider: str, phrase: str) -> None:
    assert describe_event(SecurityEvent(event, provider, None, None, now())) == phrase


def test_a_fresh_sign_in_at_the_issuer_confirms_who_has_no_password(
    issuer: Issuer, clock: Callable[..., datetime]
) -> None:
    visitor = Visitor()
    go_through(visitor)
    clock(minutes=16)
    page = visitor.open("/auth/email")
    assert page.status_code == 403
    assert "Sign in with Acme" in page.text
    assert f'action="{PATH}/start"' in page.text
    assert go_through(visitor, next="/auth/email").headers["location"] == "/auth/email"
    assert visitor.open("/auth/email").status_code == 200
