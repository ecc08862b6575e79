"""Signing in and out, and what a session is good for."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from argon2 import PasswordHasher

from app.accounts import passwords, sessions
from app.web.tokens import hash_token
from database.sessions import auth_session
from tests.app.accounts.visitor import PASSWORD, Visitor, heading, letters_to, link_in, member, problem

EMAIL = "ada@example.org"


def events(owner: psycopg.Connection) -> list[str]:
    return [event for (event,) in owner.execute("select event from auth_events order by occurred_at, id")]


def test_the_right_password_opens_a_session_and_leads_on() -> None:
    member(EMAIL)
    visitor = Visitor()
    answer = visitor.sign_in("ADA@example.org", following="/listing?id=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/listing?id=1")
    assert visitor.is_signed_in()


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer() -> None:
    member(EMAIL)
    wrong, unknown = Visitor().sign_in(EMAIL, "not this one"), Visitor().sign_in("nobody@example.org", PASSWORD)
    assert wrong.status_code == unknown.status_code == 401
    assert problem(wrong) == problem(unknown) == "Wrong email or password."
    assert (
        wrong.text.split("<h1>")[1].replace(EMAIL, "…").split("token")[0]
        == (unknown.text.split("<h1>")[1].replace("nobody@example.org", "…").split("token")[0])
    )


def test_only_the_fingerprint_of_a_session_is_stored(owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    assert ada.session_token
    assert len(ada.session_token) >= 43
    assert owner.execute("select session_token_hash from sessions").fetchall() == [(hash_token(ada.session_token),)]
    everything = owner.execute("select string_agg(s::text, ' ') from sessions as s").fetchone()
    assert everything
    assert ada.session_token not in everything[0]


def test_every_sign_in_makes_a_new_token() -> None:
    """A token that someone planted before signing in is worth nothing after it."""
    member(EMAIL)
    planted = "A" * 43
    visitor = Visitor()
    visitor.plant(planted)
    visitor.sign_in(EMAIL)
    first = visitor.session_token
    assert first != planted
    visitor.send("/auth/sign-out")
    visitor.sign_in(EMAIL)
    assert visitor.session_token not in {first, planted}


def test_signing_in_again_ends_what_this_browser_was_signed_in_to(owner: psycopg.Connection) -> None:
    member(EMAIL)
    visitor, other = Visitor(), Visitor()
    visitor.sign_in(EMAIL)
    first = visitor.session_token
    token = visitor.token("/auth/sign-out")  # the form of a tab that was open before
    visitor.post(
        "/auth/sign-in",
        {"token": token, "email": EMAIL, "password": PASSWORD},
        {"Origin": visitor.home, "Sec-Fetch-Site": "same-origin"},
    )
    other.plant(first)
    assert visitor.is_signed_in()
    assert not other.is_signed_in()


def test_a_cookie_stolen_before_signing_out_is_worth_nothing_after(owner: psycopg.Connection) -> None:
    ada, thief = member(EMAIL), Visitor()
    thief.plant(ada.session_token)
    assert thief.is_signed_in()
    answer = ada.send("/auth/sign-out")
    assert "jl_session" not in ada.cookies
    assert answer.headers["clear-site-data"]
    assert not thief.is_signed_in()
    assert "logout" in events(owner)


def test_a_session_ends_after_two_weeks_without_use(clock: Callable[..., object]) -> None:
    ada = member(EMAIL)
    clock(days=13)
    assert ada.is_signed_in()
    clock(days=13)
    assert ada.is_signed_in()
    clock(days=14)
    assert not ada.is_signed_in()


def test_a_session_ends_after_a_month_however_much_it_is_used(clock: Callable[..., object]) -> None:
    ada = member(EMAIL)
    for _day in range(29):
        clock(days=1)
        assert ada.is_signed_in()
    clock(days=1)
    assert not ada.is_signed_in()


def test_use_is_noted_once_a_minute(owner: psycopg.Connection, clock: Callable[..., object]) -> None:
    ada = member(EMAIL)
    first = owner.execute("select last_used_at, xmin from ops.session_uses").fetchone()
    clock(seconds=50)
    ada.is_signed_in()
    assert owner.execute("select last_used_at, xmin from ops.session_uses").fetchone() == first
    clock(seconds=50)
    ada.is_signed_in()
    assert owner.execute("select last_used_at, xmin from ops.session_uses").fetchone() != first


def test_devices_are_listed_and_ended_one_by_one_or_all(owner: psycopg.Connection) -> None:
    ada, phone, library = (
        member(EMAIL),
        Visitor("2001:db8::7", "Safari on a phone"),
        Visitor("203.0.113.9", "x\x07y" * 999),
    )
    phone.sign_in(EMAIL)
    library.sign_in(EMAIL)
    row = owner.execute("select id from users").fetchone()
    assert row
    with auth_session() as session:
        live = sessions.list_devices(session, row[0])
        assert {(device.address, device.agent and device.agent[:5]) for device in live} == {
            ("192.0.2.10", "Firef"), ("2001:db8::7", "Safar"), ("203.0.113.9", "x yx "),
        }  # fmt: skip
        theirs = next(device for device in live if device.address == "2001:db8::7")
        own = sessions.find(session, ada.session_token)
        assert own
        assert sessions.end(session, row[0], theirs.session_id)
        assert not sessions.end(session, row[0], theirs.session_id)
    assert not phone.is_signed_in()
    assert library.is_signed_in()
    with auth_session() as session:
        assert sessions.end_all(session, row[0], except_id=own.session_id) == 1
    assert not library.is_signed_in()
    assert ada.is_signed_in()


def test_nobody_ends_the_session_of_another() -> None:
    ada, bob = member(EMAIL), member("bob@example.org")
    with auth_session() as session:
        own, others = sessions.find(session, ada.session_token), sessions.find(session, bob.session_token)
        assert own
        assert others
        assert not sessions.end(session, own.user_id, others.session_id)
    assert bob.is_signed_in()


def test_an_account_that_is_being_deleted_is_closed_at_once_and_had_back_by_signing_in(
    owner: psycopg.Connection, clock: Callable[..., object]
) -> None:
    ada = member(EMAIL)
    owner.execute("update users set deleted_at = '2026-11-20 12:00Z'")
    assert not ada.is_signed_in()
    clock(days=29)
    answer = Visitor().sign_in(EMAIL)
    assert heading(answer) == "Welcome back"
    assert owner.execute("select deleted_at from users").fetchone() == (None,)
    assert "account_restored" in events(owner)
    owner.execute("update users set deleted_at = '2026-11-20 12:00Z'")
    clock(days=1)
    assert Visitor().sign_in(EMAIL).status_code == 401


def test_the_address_of_a_deleted_account_is_free_and_the_new_account_is_another(
    owner: psycopg.Connection, clock: Callable[..., object]
) -> None:
    member(EMAIL, "the password of before")
    owner.execute("update users set deleted_at = '2026-11-20 12:00Z'")
    clock(minutes=1)
    member(EMAIL, "the password of after")
    assert Visitor().sign_in(EMAIL, "the password of before").status_code == 401
    assert Visitor().sign_in(EMAIL, "the password of after").status_code == 303


def test_a_hash_of_older_parameters_is_replaced_at_sign_in(owner: psycopg.Connection) -> None:
    member(EMAIL)
    old = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    owner.execute("update users set password_hash = %s", [old])
    assert Visitor().sign_in(EMAIL, "not this one").status_code == 401
    assert owner.execute("select password_hash from users").fetchone() == (old,)
    assert Visitor().sign_in(EMAIL).status_code == 303
    (stored,) = owner.execute("select password_hash from users").fetchone() or ("",)
    assert not passwords.is_hash_outdated(stored)
    assert Visitor().sign_in(EMAIL).status_code == 303


def test_a_sign_in_from_a_new_browser_is_told_by_letter_one_from_a_known_is_not() -> None:
    ada = member(EMAIL)
    ada.send("/auth/sign-out")
    ada.sign_in(EMAIL)
    assert not [letter for letter in letters_to(EMAIL) if "New sign-in" in letter.subject]
    Visitor("203.0.113.9", "Opera").sign_in(EMAIL)
    (letter,) = [letter for letter in letters_to(EMAIL) if "New sign-in" in letter.subject]
    assert "203.0.113.9" in letter.text


@pytest.mark.parametrize("home", ["http://jobs.example", "https://jobs.example"])
def test_cookies_are_out_of_reach_of_scripts_and_other_sites(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", home)
    https = home.startswith("https")
    visitor = Visitor()
    visitor.sign_up(EMAIL)
    answer = visitor.verify(link_in(letters_to(EMAIL)[0]))
    cookies = {
        line.partition("=")[0]: line for line in answer.headers.get_list("set-cookie") if "Max-Age=0" not in line
    }
    assert set(cookies) == ({"__Host-jl_session", "__Host-jl_device"} if https else {"jl_session", "jl_device"})
    for line in cookies.values():
        assert "HttpOnly" in line
        assert "SameSite=lax" in line
        assert "Path=/" in line
        assert "Domain" not in line
        assert ("Secure" in line) is https
