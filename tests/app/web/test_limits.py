"""How often things may be tried: guessing is slowed, and nobody can make someone else wait."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.web import limits
from app.web.limits import Attempt, Rule
from database.sessions import auth_session
from tests.app.accounts.visitor import Visitor, member
from tests.thoroughness import examples

EMAIL = "ada@example.org"
RULE = Rule("test", free_attempts=3, first_seconds=2, max_seconds=60, half_life_seconds=600)


def take(rule: Rule = RULE, key: str = "a") -> Attempt:
    with auth_session() as session:
        return limits.take(session, rule, key)


def test_some_tries_are_free_then_each_waits_twice_as_long(clock: Callable[..., object]) -> None:
    assert [take().wait for _ in range(4)] == [None] * 4
    waits = []
    for _ in range(6):
        wait = take().wait
        assert wait
        waits.append(round(wait))
        clock(seconds=wait)
        assert take().wait is None
    assert waits == [2, 4, 8, 16, 32, 60]


def test_waiting_counts_no_try_against_the_one_who_waits(clock: Callable[..., object]) -> None:
    while take().wait is None:
        pass
    assert [take().wait for _ in range(50)] == [2] * 50
    clock(seconds=2)
    assert take().wait is None


def test_tries_are_forgotten_with_time(clock: Callable[..., object]) -> None:
    while take().wait is None:
        pass
    clock(days=400)
    assert [take().wait for _ in range(3)] == [None] * 3


def test_keys_and_scopes_do_not_touch_each_other() -> None:
    while take().wait is None:
        pass
    assert take(key="b").wait is None
    assert take(Rule("other", free_attempts=1, first_seconds=1, max_seconds=1, half_life_seconds=1)).wait is None


def test_tries_at_the_same_moment_all_count() -> None:
    with ThreadPoolExecutor(8) as pool:
        allowed = [taken for taken in pool.map(lambda _number: take(), range(40)) if taken.wait is None]
    assert len(allowed) == 4
    assert sorted(taken.tries for taken in allowed) == [1, 2, 3, 4]


def test_who_began_earlier_and_arrives_later_is_not_made_to_wait(clock: Callable[..., object]) -> None:
    """Processes read the clock before they wait for the row."""
    take()
    clock(seconds=-1)
    assert take().wait is None


@settings(max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.floats(0, 3600), max_size=20), st.integers(0, 10**9))
def test_no_wait_is_longer_than_the_rule_says(clock: Callable[..., object], pauses: list[float], number: int) -> None:
    for pause in pauses:
        wait = take(key=str(number)).wait
        assert wait is None or 1 <= wait <= RULE.max_seconds
        clock(seconds=pause)


def test_no_address_is_kept(owner: psycopg.Connection) -> None:
    member(EMAIL)
    Visitor().sign_in(EMAIL, "not this one")
    kept = str(owner.execute("select * from ops.auth_limits").fetchall())
    assert EMAIL not in kept
    assert "192.0.2" not in kept


def test_what_has_faded_is_swept(clock: Callable[..., object]) -> None:
    take()
    clock(days=2)
    take(key="b")
    with auth_session() as session:
        assert limits.sweep(session) == 1


def test_guessing_a_password_is_slowed_and_says_for_how_long(clock: Callable[..., object]) -> None:
    member(EMAIL)
    stranger = Visitor("203.0.113.5")
    answers = [stranger.sign_in(EMAIL, f"guess number {number}") for number in range(10)]
    assert [answer.status_code for answer in answers] == [401] * 6 + [429] * 4
    assert answers[-1].headers["Retry-After"] == "2"
    assert "Try again in a few seconds" in answers[-1].text
    assert stranger.sign_in(EMAIL).status_code == 429, "the right password waits as well, or guessing would show it"
    clock(seconds=2)
    assert stranger.sign_in(EMAIL).status_code == 303


def test_unknown_addresses_are_slowed_alike() -> None:
    stranger = Visitor("203.0.113.5")
    answers = [stranger.sign_in("nobody@example.org", f"guess number {number}").status_code for number in range(10)]
    assert answers == [401] * 6 + [429] * 4


def test_a_stranger_cannot_lock_anyone_out(clock: Callable[..., object]) -> None:
    """Two hundred addresses guess at one account; its owner comes in from a known browser and from a new one."""
    ada = member(EMAIL)
    ada.send("/auth/sign-out")
    for number in range(70):
        Visitor(f"198.51.100.{number}").sign_in(EMAIL, "a guess that is wrong")
    assert ada.sign_in(EMAIL).status_code == 303
    assert Visitor("203.0.113.77").sign_in(EMAIL).status_code == 303


def test_a_flood_on_one_account_leaves_each_stranger_one_try() -> None:
    member(EMAIL)
    for number in range(60):
        Visitor(f"198.51.100.{number}").sign_in(EMAIL, "a guess that is wrong")
    stranger = Visitor("203.0.113.5")
    statuses = [stranger.sign_in(EMAIL, "another wrong guess").status_code for _ in range(4)]
    assert statuses == [401, 401, 429, 429]


def test_one_network_that_tries_many_accounts_is_slowed_and_others_are_not() -> None:
    member(EMAIL)
    attacker = Visitor("2001:db8:1:2::1")
    statuses = [attacker.sign_in(f"user{number}@example.org", "spring 2026!").status_code for number in range(35)]
    assert statuses[-1] == 429
    assert Visitor("2001:db8:1:2::ffff").sign_in(EMAIL).status_code == 429, "the same customer's network"
    assert Visitor("2001:db8:1:3::1").sign_in(EMAIL).status_code == 303


def test_letters_are_limited_by_address_and_by_who_asks() -> None:
    member(EMAIL)
    by_address = [Visitor(f"198.51.100.{n}").send("/auth/forgot", email=EMAIL).status_code for n in range(5)]
    assert by_address == [200, 200, 200, 429, 429]
    asker = Visitor("203.0.113.5")
    by_network = [asker.send("/auth/forgot", email=f"user{n}@example.org").status_code for n in range(13)]
    assert by_network == [200] * 11 + [429] * 2


def test_waits_are_said_in_words() -> None:
    assert [limits.format_wait(seconds) for seconds in (1, 5, 45, 89, 90, 900)] == [
        "a few seconds", "a few seconds", "45 seconds", "89 seconds", "2 minutes", "15 minutes",
    ]  # fmt: skip
