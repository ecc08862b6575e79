"""An authenticator app: setting it up, signing in with its codes and with recovery codes, turning it off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import psycopg
import pytest

from tests.app.accounts.factors.authenticator import code_of, read_codes, read_setup, set_up
from tests.app.accounts.visitor import PASSWORD, Visitor, heading, letters_to, link_in, member, problem

Clock = Callable[..., datetime]
EMAIL, NEW = "ada@example.org", "quite another password"


def second_step(visitor: Visitor, code: str) -> str:
    """Send the second page; where it leads, or what it says is wrong."""
    answer = visitor.send("/auth/second-step", code=code)
    return str(answer.headers["location"]) if answer.is_redirect else problem(answer) or heading(answer)


def events(owner: psycopg.Connection) -> list[str]:
    """The names of the security log's entries after sign-up, in order."""
    rows = owner.execute("select event, provider from auth_events order by occurred_at, id").fetchall()
    return [f"{event}:{provider}" if event == "login_failure" else event for event, provider in rows]


def test_signing_in_needs_a_code_once_the_app_is_set_up(owner: psycopg.Connection, clock: Clock) -> None:
    ada, other = member(EMAIL), Visitor()
    secret, _codes = set_up(ada)
    assert ada.is_signed_in()
    clock(seconds=30)
    answer = other.sign_in(EMAIL, following="/saved")
    assert answer.headers["location"] == "/auth/second-step"
    assert not other.is_signed_in()
    assert other.session_token is None
    assert second_step(other, code_of(secret)) == "/saved"
    assert other.is_signed_in()
    assert "jl_second_step" not in other.cookies
    assert "totp_enabled" in events(owner)
    assert "Two-step sign-in was turned on" in {letter.subject for letter in letters_to(EMAIL)}


def test_a_secret_counts_only_after_a_code_of_it(owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    secret, setup = read_setup(ada)
    wrong = f"{(int(code_of(secret)) + 1) % 10**6:06}"
    answer = ada.send("/auth/totp", setup=setup, code=wrong)
    assert answer.status_code == 401
    assert " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)) in answer.text
    assert owner.execute("select count(*) from ops.totp_secrets").fetchone() == (0,)
    assert Visitor().sign_in(EMAIL).headers["location"] == "/"


def test_a_secret_of_another_account_or_made_up_is_not_taken(owner: psycopg.Connection) -> None:
    eve, ada = member("eve@example.org"), member(EMAIL)
    secret, setup = read_setup(eve)
    for planted in (setup, "JBSWY3DPEHPK3PXP", ""):
        assert ada.send("/auth/totp", setup=planted, code=code_of(secret)).headers["location"] == "/auth/totp"
    assert owner.execute("select count(*) from ops.totp_secrets").fetchone() == (0,)


def test_only_hashes_and_an_encrypted_secret_are_stored(owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    secret, codes = set_up(ada)
    rows = owner.execute("select t::text from ops.totp_secrets as t union all select r::text from ops.recovery_codes r")
    stored = " ".join(row for (row,) in rows)
    assert not any(text in stored for text in (secret, *codes, codes[0].replace("-", "")))
    assert len(set(codes)) == 10


def test_a_code_is_good_once_and_for_a_minute_and_a_half(clock: Clock) -> None:
    secret, _codes = set_up(member(EMAIL))
    used = code_of(secret)
    thief = Visitor()
    thief.sign_in(EMAIL)
    assert second_step(thief, used) == "Wrong code."
    clock(seconds=60)
    assert second_step(thief, used) == "Wrong code."
    assert second_step(thief, code_of(secret, 2)) == "Wrong code."
    assert second_step(thief, code_of(secret, 1)) == "/"
    late = Visitor()
    late.sign_in(EMAIL)
    assert second_step(late, code_of(secret)) == "Wrong code."


def test_a_recovery_code_signs_in_once_and_is_reported(owner: psycopg.Connection) -> None:
    _secret, codes = set_up(member(EMAIL))
    phone, thief = Visitor(), Visitor()
    phone.sign_in(EMAIL)
    thief.sign_in(EMAIL)
    assert second_step(phone, f" {codes[3].upper()} ") == "/"
    assert second_step(thief, codes[3]) == "Wrong code."
    assert second_step(thief, codes[4].replace("-", "")) == "/"
    assert owner.execute("select count(*) from ops.recovery_codes").fetchone() == (8,)
    told = [letter.text for letter in letters_to(EMAIL) if letter.subject == "A recovery code was used"]
    assert any("You have 9 left" in text for text in told)
    assert events(owner).count("recovery_code_used") == 2


def test_codes_cannot_be_guessed_and_guessing_does_not_delay_the_owners_browser(
    owner: psycopg.Connection, clock: Clock
) -> None:
    ada = member(EMAIL)
    secret, _codes = set_up(ada)
    thief = Visitor("198.51.100.7")
    thief.sign_in(EMAIL)
    statuses = [thief.send("/auth/second-step", code=f"{number:06}").status_code for number in range(8)]
    assert statuses[:5] == [401] * 5
    assert statuses[-1] == 429
    another = Visitor("203.0.113.9")
    another.sign_in(EMAIL)
    assert another.send("/auth/second-step", code="000000").status_code == 429
    assert "login_failure:totp" in events(owner)
    ada.send("/auth/sign-out")
    ada.sign_in(EMAIL)
    clock(seconds=30)
    assert second_step(ada, code_of(secret)) == "/"


def test_the_first_step_alone_opens_nothing_and_ends(clock: Clock) -> None:
    secret, _codes = set_up(member(EMAIL))
    visitor = Visitor()
    assert visitor.open("/auth/second-step").headers["location"] == "/auth/sign-in"
    visitor.sign_in(EMAIL)
    for path in ("/auth/password", "/auth/totp", "/auth/confirm", "/auth/export"):
        assert visitor.open(path).headers["location"].startswith("/auth/sign-in?next=")
    token = visitor.token("/auth/second-step")
    clock(minutes=10)
    answer = visitor.send("/auth/second-step", token=token, code=code_of(secret))
    assert answer.headers["location"] == "/auth/sign-in"
    assert not visitor.is_signed_in()


def test_a_first_step_with_a_password_that_changed_since_is_void(clock: Clock) -> None:
    ada = member(EMAIL)
    secret, _codes = set_up(ada)
    thief = Visitor()
    thief.sign_in(EMAIL)
    ada.send("/auth/password", current=PASSWORD, password=NEW)
    clock(seconds=30)
    assert second_step(thief, code_of(secret)) == "/auth/sign-in"
    assert not thief.is_signed_in()


def test_a_reset_link_leads_to_the_second_step(clock: Clock) -> None:
    ada = member(EMAIL)
    secret, _codes = set_up(ada)
    clock(seconds=1)
    reader = Visitor()
    reader.send("/auth/forgot", email=EMAIL)
    reader.follow(link_in(letters_to(EMAIL)[0], "/auth/reset"))
    answer = reader.send("/auth/reset", password=NEW)
    assert answer.headers["location"] == "/auth/second-step"
    assert not reader.is_signed_in()
    clock(seconds=30)
    assert second_step(reader, code_of(secret)) == "/"


def test_a_deleted_account_is_restored_by_the_second_step_only(owner: psycopg.Connection, clock: Clock) -> None:
    ada = member(EMAIL)
    secret, _codes = set_up(ada)
    ada.send("/auth/delete", current=PASSWORD)
    ada.sign_in(EMAIL)
    assert owner.execute("select deleted_at is null from users").fetchone() == (False,)
    clock(seconds=30)
    assert second_step(ada, code_of(secret)) == "Welcome back"
    assert owner.execute("select deleted_at is null from users").fetchone() == (True,)


def test_turning_it_off_asks_who_is_there_and_is_reported(owner: psycopg.Connection, clock: Clock) -> None:
    ada = member(EMAIL)
    set_up(ada)
    stolen = ada.session_token
    clock(minutes=15)
    token = ada.token("/auth/export")
    assert ada.send("/auth/totp/off", token=token).headers["location"] == "/auth/confirm?next=%2Fauth%2Ftotp"
    assert ada.send("/auth/confirm", current=PASSWORD, next="/auth/totp").headers["location"] == "/auth/totp"
    assert heading(ada.send("/auth/totp/off", token=ada.token("/auth/totp"))) == "Two-step sign-in is off"
    assert ada.session_token != stolen
    assert Visitor().sign_in(EMAIL).headers["location"] == "/"
    assert owner.execute("select count(*) from ops.recovery_codes").fetchone() == (0,)
    assert "totp_disabled" in events(owner)
    assert "Two-step sign-in was turned off" in {letter.subject for letter in letters_to(EMAIL)}


def test_new_recovery_codes_end_the_earlier_ones() -> None:
    ada = member(EMAIL)
    _secret, codes = set_up(ada)
    fresh = read_codes(ada.send("/auth/totp/recovery-codes", token=ada.token("/auth/totp")))
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)
    visitor = Visitor()
    visitor.sign_in(EMAIL)
    assert second_step(visitor, codes[0]) == "Wrong code."
    assert second_step(visitor, fresh[0]) == "/"


def test_there_are_no_recovery_codes_without_an_app(owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    answer = ada.send("/auth/totp/recovery-codes", token=ada.token("/auth/totp"))
    assert answer.headers["location"] == "/auth/totp"
    assert owner.execute("select count(*) from ops.recovery_codes").fetchone() == (0,)


@pytest.mark.parametrize("path", ["/auth/totp", "/auth/totp/off", "/auth/totp/recovery-codes", "/auth/confirm"])
def test_the_forms_are_for_who_is_signed_in(path: str) -> None:
    visitor = Visitor()
    answer = visitor.send(path, token=visitor.token("/auth/sign-in"))
    assert answer.headers["location"].startswith("/auth/sign-in?next=")
