"""Passkeys: adding, signing in, confirming, removing, and what is refused. In a browser: test_passkeys_in_browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import psycopg
import pytest
from webauthn.helpers import bytes_to_base64url

from tests.app.accounts.factors.authenticator import set_up
from tests.app.accounts.factors.security_key import PRESENT, SecurityKey
from tests.app.accounts.visitor import PASSWORD, Visitor, heading, letters_to, member, problem

Clock = Callable[..., datetime]
EMAIL, HOST = "ada@example.org", "localhost"
HOME = f"http://{HOST}:8501"
REFUSED = "This passkey was not accepted. Try again."


@pytest.fixture(autouse=True)
def home(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app at an address where browsers have passkeys."""
    monkeypatch.setenv("PUBLIC_URL", HOME)


def ask(visitor: Visitor, path: str = "/auth/passkey") -> dict[str, Any]:
    """What the script is told to ask the browser."""
    question: dict[str, Any] = visitor.send(f"{path}/question", token=visitor.token(path)).json()
    return question


def add(visitor: Visitor, key: SecurityKey | None = None, name: str = "Phone") -> SecurityKey:
    """Add a passkey to the account."""
    key = key or SecurityKey(HOME, HOST)
    answer = visitor.send("/auth/passkeys", credential=key.create(ask(visitor, "/auth/passkeys")), name=name)
    assert answer.headers["location"] == "/auth/passkeys"
    return key


def use(visitor: Visitor, key: SecurityKey, following: str = "/") -> str:
    """Answer with a passkey; where it leads, or what it says is wrong."""
    answer = visitor.send("/auth/passkey", credential=key.sign(ask(visitor)), next=following)
    return str(answer.headers["location"]) if answer.is_redirect else problem(answer) or heading(answer)


def count(owner: psycopg.Connection) -> int:
    row = owner.execute("select count(*) from ops.passkeys").fetchone()
    assert row
    return int(row[0])


def events(owner: psycopg.Connection, provider: str = "passkey") -> list[str]:
    rows = owner.execute("select event from auth_events where provider = %s order by occurred_at, id", [provider])
    return [event for (event,) in rows]


def test_a_passkey_signs_in_without_email_and_password(owner: psycopg.Connection) -> None:
    ada, other = member(EMAIL), Visitor()
    stolen = ada.session_token
    key = add(ada)
    assert ada.is_signed_in()
    assert ada.session_token != stolen
    assert 'href="/auth/passkey?next=/saved"' in other.open("/auth/sign-in?next=/saved").text
    question = ask(other)
    assert (question["rpId"], question["userVerification"], question["allowCredentials"]) == (HOST, "required", [])
    assert use(other, key, "/saved") == "/saved"
    assert other.is_signed_in()
    assert "jl_passkey" not in other.cookies
    assert events(owner) == ["login_success"]
    assert "A passkey was added" in {letter.subject for letter in letters_to(EMAIL)}
    assert "Phone" in ada.open("/auth/passkeys").text


def test_it_counts_as_both_factors(clock: Clock) -> None:
    ada, other = member(EMAIL), Visitor()
    set_up(ada)
    key = add(ada)
    assert other.sign_in(EMAIL, following="/saved").headers["location"] == "/auth/second-step"
    assert 'href="/auth/passkey?next=/saved"' in other.open("/auth/second-step").text
    assert use(other, key, "/saved") == "/saved"
    assert "jl_second_step" not in other.cookies


def test_a_passkey_is_for_discovery_and_verifies_its_user() -> None:
    question = ask(member(EMAIL), "/auth/passkeys")
    assert question["authenticatorSelection"]["residentKey"] == "required"
    assert question["authenticatorSelection"]["userVerification"] == "required"
    assert question["rp"]["id"] == HOST


@pytest.mark.parametrize(
    "fault",
    [
        {"origin": "https://evil.example"},
        {"host": "evil.example"},
        {"flags": PRESENT},
        {"flags": 0},
        {"count": 0},
        {"id": b"of nobody"},
    ],
    ids=["origin", "host", "not verified", "not present", "counter", "unknown"],
)
def test_an_answer_with_one_thing_wrong_is_refused(owner: psycopg.Connection, fault: dict[str, Any]) -> None:
    ada, other = member(EMAIL), Visitor()
    key = add(ada, SecurityKey(HOME, HOST, count=5))
    for name, value in fault.items():
        setattr(key, name, value)
    assert use(other, key) == REFUSED
    assert not other.is_signed_in()
    assert events(owner) == ["login_failure"]


def test_another_key_with_the_same_id_is_refused() -> None:
    key = add(member(EMAIL))
    assert use(Visitor(), SecurityKey(HOME, HOST, id=key.id, count=9)) == REFUSED


@pytest.mark.parametrize("answer", ["", "{", "[]", "{}", '{"id": 7}', '{"id": "!!"}', "[" * 5000, '{"id":"AAAA"}'])
def test_what_is_no_answer_is_refused(answer: str) -> None:
    ada = member(EMAIL)
    key = add(ada)
    other = Visitor()
    ask(other)
    assert problem(other.send("/auth/passkey", credential=answer)) == REFUSED
    ask(ada, "/auth/passkeys")
    assert ada.send("/auth/passkeys", credential=answer).status_code == 422
    ask(other)
    named = answer.replace("AAAA", bytes_to_base64url(key.id))
    assert problem(other.send("/auth/passkey", credential=named)) == REFUSED


def test_an_answer_counts_in_the_browser_that_was_asked_and_for_five_minutes(clock: Clock) -> None:
    key = add(member(EMAIL))
    asked, thief = Visitor(), Visitor()
    answer = key.sign(ask(asked))
    assert problem(thief.send("/auth/passkey", token=thief.token("/auth/passkey"), credential=answer)) == REFUSED
    ask(thief)
    assert problem(thief.send("/auth/passkey", credential=answer)) == REFUSED
    clock(minutes=5)
    assert problem(asked.send("/auth/passkey", credential=answer)) == REFUSED


def test_an_answer_counts_once_also_of_a_passkey_that_does_not_count(clock: Clock) -> None:
    key = add(member(EMAIL), SecurityKey(HOME, HOST, count=0, is_counting=False))
    asked, first, second = Visitor(), Visitor(), Visitor()
    answer = key.sign(ask(asked))
    for thief in (first, second):
        plant_question(thief, asked)
    clock(seconds=1)
    assert first.send("/auth/passkey", credential=answer).is_redirect
    assert problem(second.send("/auth/passkey", credential=answer)) == REFUSED
    assert use(second, key) == "/"


def plant_question(visitor: Visitor, other: Visitor) -> None:
    """Give a browser another one's cookie with the question."""
    visitor.cookies.set("jl_passkey", other.cookies.get("jl_passkey") or "", domain=f"{HOST}.local", path="/")


def test_a_question_for_one_account_adds_no_passkey_to_another(owner: psycopg.Connection) -> None:
    ada, eve = member(EMAIL), member("eve@example.org")
    key = SecurityKey(HOME, HOST)
    answer = key.create(ask(eve, "/auth/passkeys"))
    plant_question(ada, eve)
    assert problem(ada.send("/auth/passkeys", credential=answer)) == "This passkey was not added. Try again."
    assert count(owner) == 0
    add(eve, key)
    assert ada.send("/auth/passkeys", credential=key.create(ask(ada, "/auth/passkeys"))).status_code == 422
    assert count(owner) == 1


def test_a_passkey_without_verification_is_not_added(owner: psycopg.Connection) -> None:
    ada, key = member(EMAIL), SecurityKey(HOME, HOST, flags=PRESENT)
    assert ada.send("/auth/passkeys", credential=key.create(ask(ada, "/auth/passkeys"))).status_code == 422
    assert count(owner) == 0


def test_adding_and_removing_ask_who_is_there(owner: psycopg.Connection, clock: Clock) -> None:
    ada = member(EMAIL)
    key = add(ada)
    clock(minutes=15)
    token = ada.token("/auth/export")
    (name,) = owner.execute("select id::text from ops.passkeys").fetchone() or ("",)
    for path, fields in (("question", {}), ("remove", {"passkey": name})):
        answer = ada.send(f"/auth/passkeys/{path}", token=token, **fields)
        assert answer.headers["location"] == "/auth/confirm?next=%2Fauth%2Fpasskeys"
    assert 'href="/auth/passkey?next=/auth/passkeys"' in ada.open("/auth/confirm?next=/auth/passkeys").text
    assert use(ada, key, "/auth/passkeys") == "/auth/passkeys"
    assert ada.send("/auth/passkeys/remove", token=ada.token("/auth/passkeys"), passkey=name).is_redirect
    assert count(owner) == 0
    assert use(Visitor(), key) == REFUSED
    assert "A passkey was removed" in {letter.subject for letter in letters_to(EMAIL)}
    assert [row for (row,) in owner.execute("select event from auth_events where event like 'passkey%'")] == [
        "passkey_added",
        "passkey_removed",
    ]


def test_it_confirms_for_the_forms_that_ask_again() -> None:
    ada = member(EMAIL)
    key = add(ada)
    assert "Use a passkey instead" in ada.open("/auth/password").text
    assert use(ada, key, "/auth/password") == "/auth/password"
    assert heading(ada.send("/auth/password", password="quite another password")) == "Password changed"


def test_a_passkey_of_someone_else_confirms_nothing() -> None:
    ada, eve = member(EMAIL), member("eve@example.org")
    key = add(eve)
    assert use(ada, key, "/auth/password") == REFUSED
    assert 'name="current"' in ada.open("/auth/password").text
    assert ada.is_signed_in()


def test_only_ones_own_are_listed_and_removed(owner: psycopg.Connection) -> None:
    ada, eve = member(EMAIL), member("eve@example.org")
    add(ada, name="Ada's phone <b>")
    (name,) = owner.execute("select id::text from ops.passkeys").fetchone() or ("",)
    assert "Ada&#39;s phone &lt;b&gt;" in ada.open("/auth/passkeys").text
    assert "phone" not in eve.open("/auth/passkeys").text
    for given in (name, "", "no id"):
        eve.send("/auth/passkeys/remove", token=eve.token("/auth/passkeys"), passkey=given)
    assert count(owner) == 1


def test_a_deleted_account_is_restored_while_it_can_be(owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    key = add(ada)
    ada.send("/auth/delete", current=PASSWORD)
    assert use(Visitor(), key) == "Welcome back"
    owner.execute("update users set deleted_at = '2026-10-01 12:00+00'")
    assert use(Visitor(), key) == REFUSED


def test_only_the_pages_for_passkeys_run_a_script_and_only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    ada = member(EMAIL)
    for path in ("/auth/passkey", "/auth/passkeys"):
        policy = ada.open(path).headers["content-security-policy"]
        assert "script-src 'self'; connect-src 'self'" in policy
        assert "default-src 'none'" in policy
    for path in ("/auth/confirm", "/auth/password", "/auth/totp"):
        assert "script-src" not in ada.open(path).headers["content-security-policy"]
    monkeypatch.setenv("PUBLIC_URL", "http://jobs.example")
    visitor = Visitor()
    assert "passkey" not in visitor.open("/auth/sign-in").text
    page = visitor.open("/auth/passkey")
    assert "script-src" not in page.headers["content-security-policy"]
    assert "<script" not in page.text
