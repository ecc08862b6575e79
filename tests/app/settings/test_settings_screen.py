"""The settings screen: what it shows, what it changes, and that it is one's own."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app.accounts import profile, security_log
from app.accounts.user_agents import describe_browser
from app.web.client import Client
from database.sessions import auth_session
from tests.app.drawing import draw, html, words
from tests.app.people import FIREFOX, another_session, is_live, person
from tests.database.servers import TestDatabase

NASTY = "<script>alert(1)</script> $x^2$ :smile:"
PHONE = Client("2001:db8::7", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1")


@pytest.fixture
def cookies(database: TestDatabase, browser_cookies: dict[str, str]) -> dict[str, str]:
    """The browser's cookies, with a database of the test's own behind them."""
    return browser_cookies


def test_it_shows_the_account_its_devices_and_what_happened(cookies: dict[str, str]) -> None:
    ada, bob = person(name="Ada"), person("bob@example.org")
    cookies["jl_session"] = ada.token
    another_session(ada, PHONE)
    another_session(bob, Client("192.0.2.99", "Bob's browser"))
    with auth_session() as session:
        security_log.record(session, "login_failure", PHONE, user_id=ada.id, provider="password")
        security_log.record(session, "data_exported", FIREFOX, user_id=bob.id)
    shown = words(draw("settings"))
    for said in (
        "ada@example.org",
        "Confirmed on",
        "This device",
        "Firefox on Linux",
        "Safari on iPhone",
        "2001:db8::7",
    ):
        assert said in shown
    assert "Sign-in failed: wrong password" in shown
    assert "192.0.2.99" not in shown
    assert "Data downloaded" not in shown


def test_what_others_wrote_is_shown_letter_for_letter(cookies: dict[str, str]) -> None:
    ada = person(name=NASTY)
    cookies["jl_session"] = another_session(ada, Client("192.0.2.10", f'{NASTY}" onload="x'))
    with auth_session() as session:
        security_log.record(session, "login_success", Client(None, NASTY), user_id=ada.id)
    app = draw("settings")
    assert "<script" not in html(app)
    assert 'onload="x' not in html(app)
    assert app.text_input(key="name").value == NASTY


def test_name_and_time_zone_are_kept(cookies: dict[str, str], database: TestDatabase) -> None:
    cookies["jl_session"] = person(name="Ada").token
    app = draw("settings")
    app.text_input(key="name").input("  Ada\u2028 Lovelace\t ")
    app.selectbox(key="timezone").select("Asia/Tokyo")
    app.button[0].click().run()
    assert not app.exception
    assert [toast.value for toast in app.toast] == ["Profile saved"]
    with psycopg.connect(database.libpq_url("owner")) as owner:
        assert owner.execute("select display_name, timezone from users").fetchall() == [("Ada Lovelace", "Asia/Tokyo")]
    assert "JST" in words(app)


def test_a_device_can_be_signed_out(cookies: dict[str, str], database: TestDatabase) -> None:
    ada = person()
    cookies["jl_session"], other = ada.token, another_session(ada, PHONE)
    app = draw("settings")
    next(
        button for button in app.button if str(button.key).startswith("out-") and button.label == "Sign out"
    ).click().run()
    assert [toast.value for toast in app.toast] == ["Device signed out"]
    assert (is_live(ada.token), is_live(other)) == (True, False)
    assert "Safari on iPhone" not in words(app).partition("Activity")[0]
    with psycopg.connect(database.libpq_url("owner")) as owner:
        assert owner.execute("select user_id from auth_events where event = 'session_revoked'").fetchall() == [
            (ada.id,)
        ]


def test_all_other_devices_can_be_signed_out_after_asking(cookies: dict[str, str]) -> None:
    ada, bob = person(), person("bob@example.org")
    others = [another_session(ada), another_session(ada)]
    cookies["jl_session"] = ada.token
    app = draw("settings")
    app.button(key="out-others").click().run()
    assert all(is_live(token) for token in others)
    app.button(key="out-others-no").click().run()
    app.button(key="out-others").click().run()
    assert all(is_live(token) for token in others)
    app.button(key="out-others-yes").click().run()
    assert [toast.value for toast in app.toast] == ["2 devices signed out"]
    assert [is_live(token) for token in [ada.token, bob.token, *others]] == [True, True, False, False]


def test_nobody_signs_out_a_device_of_someone_else(cookies: dict[str, str], database: TestDatabase) -> None:
    ada, bob = person(), person("bob@example.org")
    with psycopg.connect(database.libpq_url("owner")) as owner:
        row = owner.execute("select id from sessions where user_id = %s", [bob.id]).fetchone()
    assert row
    assert not profile.sign_out(ada.id, row[0], FIREFOX)
    assert is_live(bob.token)


def test_a_session_that_was_ended_shows_nothing_any_more(cookies: dict[str, str]) -> None:
    ada = person(name="Ada")
    cookies["jl_session"] = ada.token
    app = draw("settings")
    with auth_session() as session:
        session.connection().exec_driver_sql("update sessions set invalidated_at = now()")
    app.text_input(key="name").input("Eve")
    app.button[0].click().run()
    assert "This needs an account" in words(app)
    assert "ada@example.org" not in words(app)


@pytest.mark.parametrize(
    ("browsers", "kept", "now_kept"),
    [
        ("Europe/Berlin", None, "Europe/Berlin"),
        ("Europe/Berlin", "Asia/Tokyo", "Asia/Tokyo"),
        ("No/Where'", None, None),
    ],
)
def test_an_empty_time_zone_is_the_browsers(
    browsers: str, kept: str | None, now_kept: str | None, cookies: dict[str, str], database: TestDatabase,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(type(st.context), "timezone", property(lambda _context: browsers))
    cookies["jl_session"] = person().token
    with psycopg.connect(database.libpq_url("owner"), autocommit=True) as owner:
        owner.execute("update users set timezone = %s", [kept])
        app = AppTest.from_file(str(Path("app/main.py").absolute()), default_timeout=30).run()
        assert not app.exception
        assert owner.execute("select timezone from users").fetchall() == [(now_kept,)]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/129.0.0.0 Safari/537.36 Edg/129.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.5 Safari/605.1.15", "Safari on Mac"),
        ("Mozilla/5.0 (Linux; Android 10; K) Chrome/129.0.0.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) CriOS/129.0 Mobile Safari/604.1", "Chrome on iPhone"),
        ("curl/8.5.0", "curl"),
        (None, "Unknown browser"),
    ],
)
def test_browsers_are_named(agent: str | None, name: str) -> None:
    assert describe_browser(agent) == name
