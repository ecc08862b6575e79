"""API keys and the calendar address: made after a step-up, told, and ended with the password."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import psycopg
import pytest

from app.settings import key_routes
from tests.app.accounts.visitor import PASSWORD, Visitor, letters_to, link_in, member, problem

EMAIL, NEW = "ada@example.org", "quite another password"
LISTS = dict.fromkeys(("scope-alerts", "scope-events"), "yes")
SCOPES = LISTS | {"lifetime": ""}
PATHS = ("/auth/keys", "/auth/keys/revoke", "/auth/calendar", "/auth/calendar/end")
_SECRET = re.compile(r'class="secret"><code>([^<]+)</code>')


def secret(answer: httpx.Response) -> str:
    """The key or address that a page shows."""
    found = _SECRET.search(answer.text)
    assert found, answer.text
    return found[1]


def create_key(visitor: Visitor, name: str = "A script", **fields: str) -> str:
    return secret(visitor.send("/auth/keys", name=name, **(fields or SCOPES)))


def create_address(visitor: Visitor) -> str:
    return secret(visitor.send("/auth/calendar")).removeprefix(visitor.home)


def read(key: str, name: str = "alerts") -> int:
    return Visitor().open(f"/api/v1/{name}", Authorization=f"Bearer {key}").status_code


def events(owner: psycopg.Connection) -> list[str]:
    rows = owner.execute(
        "select event from auth_events where event ~ '^(api_key|calendar)' and user_agent is not null"
        " order by occurred_at, event"
    )
    return [event for (event,) in rows]


def test_a_key_is_shown_once_reads_what_was_chosen_and_is_told(owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    key = create_key(ada)
    assert [read(key, name) for name in ("alerts", "events", "applications")] == [200, 200, 403]
    assert key not in ada.open("/auth/keys").text
    assert "A script" in ada.open("/auth/keys").text
    assert events(owner) == ["api_key_created"]
    told = next(letter for letter in letters_to(EMAIL) if letter.subject == "An API key was created")
    assert "A script" in told.text
    assert key not in told.text


def test_an_address_is_shown_once_and_is_told(owner: psycopg.Connection) -> None:
    ada = member(EMAIL)
    first, second = create_address(ada), create_address(ada)
    assert [Visitor().open(address).status_code for address in (first, second)] == [404, 200]
    assert second not in ada.open("/auth/calendar").text
    assert events(owner) == ["calendar_address_created"] * 2
    told = next(letter for letter in letters_to(EMAIL) if letter.subject == "A calendar address was created")
    assert second not in told.text


@pytest.mark.parametrize("path", PATHS)
def test_they_are_made_and_ended_after_a_step_up_only(
    path: str, owner: psycopg.Connection, clock: Callable[..., object]
) -> None:
    ada = member(EMAIL)
    key, address = create_key(ada), create_address(ada)
    (key_id,) = owner.execute("select id::text from ops.api_tokens").fetchone() or ("",)
    clock(minutes=15)
    before = owner.execute("select t::text from ops.api_tokens as t union all select f::text from ops.calendar_feeds f")
    token, rows = ada.token("/auth/export"), before.fetchall()
    answer = ada.send(path, token=token, name="Thief", key=key_id, **SCOPES)
    page = "/".join(path.split("/")[:3]).replace("/", "%2F")
    assert answer.headers["location"] == f"/auth/confirm?next={page}"
    after = owner.execute("select t::text from ops.api_tokens as t union all select f::text from ops.calendar_feeds f")
    assert after.fetchall() == rows
    assert Visitor().send(path, token=Visitor().token("/auth/sign-in")).status_code == 403
    ada.send("/auth/confirm", current=PASSWORD)
    if path == "/auth/keys/revoke":
        ada.send(path, token=ada.token("/auth/keys"), key=key_id)
        assert read(key) == 401
        assert events(owner)[-1] == "api_key_revoked"
    if path == "/auth/calendar/end":
        ada.send(path, token=ada.token("/auth/calendar"))
        assert Visitor().open(address).status_code == 404
        assert events(owner)[-1] == "calendar_address_removed"


def test_a_reset_ends_them(owner: psycopg.Connection, clock: Callable[..., object]) -> None:
    ada, eve = member(EMAIL), member("eve@example.org")
    key, address, others = create_key(ada), create_address(ada), create_key(eve)
    clock(seconds=1)
    reader = Visitor()
    reader.send("/auth/forgot", email=EMAIL)
    reader.follow(link_in(letters_to(EMAIL)[0], "/auth/reset"))
    assert reader.send("/auth/reset", password=NEW).is_redirect
    assert (read(key), Visitor().open(address).status_code, read(others)) == (401, 404, 200)
    assert events(owner)[-2:] == ["api_key_revoked", "calendar_address_removed"]


def test_a_change_of_password_ends_them_where_that_is_chosen() -> None:
    ada = member(EMAIL)
    assert 'name="end_keys"' not in ada.open("/auth/password").text
    key, address = create_key(ada), create_address(ada)
    assert 'name="end_keys"' in ada.open("/auth/password").text
    ada.send("/auth/password", current=PASSWORD, password=NEW)
    assert (read(key), Visitor().open(address).status_code) == (200, 200)
    ada.send("/auth/password", current=NEW, password=PASSWORD, end_keys="yes")
    assert (read(key), Visitor().open(address).status_code) == (401, 404)


def test_a_session_that_was_ended_meanwhile_makes_none(
    owner: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page has found its session just before a reset ends it."""
    ada = member(EMAIL)
    found = key_routes.find_confirmed_user

    def end_after(*arguments: object) -> object:
        viewer = found(*arguments)  # type: ignore[arg-type]
        owner.execute("update sessions set invalidated_at = now()")
        return viewer

    token = ada.token("/auth/keys")
    monkeypatch.setattr(key_routes, "find_confirmed_user", end_after)
    assert ada.send("/auth/keys", token=token, name="Late", **SCOPES).is_redirect
    assert owner.execute("select count(*) from ops.api_tokens").fetchone() == (0,)


@pytest.mark.parametrize(
    ("fields", "message"),
    [({"name": "  ", **SCOPES}, "Enter a name"), ({"name": "x", "lifetime": "30"}, "Choose at least one list")],
)
def test_what_is_missing_is_said(fields: dict[str, str], message: str) -> None:
    answer = member(EMAIL).send("/auth/keys", **fields)
    assert answer.status_code == 422
    assert message in problem(answer)


def test_names_are_shown_letter_for_letter_and_only_ones_own_are_revoked(owner: psycopg.Connection) -> None:
    ada, eve = member(EMAIL), member("eve@example.org")
    key = create_key(ada, "<b>mine</b>", lifetime="30", **LISTS)
    assert "&lt;b&gt;mine" in ada.open("/auth/keys").text
    (key_id,) = owner.execute("select id::text from ops.api_tokens").fetchone() or ("",)
    for given in (key_id, "", "no id"):
        eve.send("/auth/keys/revoke", token=eve.token("/auth/keys"), key=given)
    assert read(key) == 200


@pytest.mark.parametrize(("lifetime", "days"), [("30", [30]), ("", [None]), ("99999999999", []), ("x", [])])
def test_a_key_ends_when_that_was_chosen(lifetime: str, days: list[int | None], owner: psycopg.Connection) -> None:
    member(EMAIL).send("/auth/keys", name="x", lifetime=lifetime, **LISTS)
    rows = owner.execute("select extract(day from expires_at - created_at)::int from ops.api_tokens").fetchall()
    assert [row for (row,) in rows] == days
