"""What attackers try with sign-in by GitHub: other people's states, codes and cookies. Forms: test_attacks.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import psycopg
import pytest

from app.web.tokens import seal
from tests.app.accounts.github.github_server import GitHub, Person, address
from tests.app.accounts.github.github_visitor import CALLBACK, accounts, agree, come_back, events, go_through, start
from tests.app.accounts.visitor import Visitor, heading, member

pytest_plugins = ["tests.app.accounts.github.github_fixtures"]

MIXED_UP = "Start again"


def refused(answer: httpx.Response, visitor: Visitor, title: str = MIXED_UP) -> None:
    assert (answer.status_code, heading(answer)) == (400, title)
    assert not visitor.is_signed_in()
    assert "jl_github" not in visitor.cookies


def mallory() -> Person:
    return Person(666, "mallory", emails=[address("mallory@example.org")])


def cookie(visitor: Visitor) -> str:
    kept = visitor.cookies.get("jl_github")
    assert kept
    return kept


def carry(visitor: Visitor, value: str) -> None:
    """Put a cookie of the way to GitHub into a browser."""
    visitor.cookies.set("jl_github", value, domain=urlsplit(visitor.home).hostname or "", path="/")


def test_login_csrf(github: GitHub, owner: psycopg.Connection) -> None:
    """Someone is led to the attacker's own way back, to be signed in to the attacker's account unawares."""
    github.visitor = mallory()
    bait = agree(start(Visitor()))
    victim = Visitor()
    refused(come_back(victim, bait), victim)
    start(victim)  # the victim is on the way to GitHub themself
    refused(come_back(victim, bait), victim)
    assert accounts(owner) == []
    assert events(owner) == {"login_failure": 2}


def test_a_code_of_someone_else_with_ones_own_state(github: GitHub, owner: psycopg.Connection) -> None:
    """A stolen code is worth nothing without the verifier that its owner's browser keeps."""
    stolen = parse_qs(urlsplit(agree(start(Visitor()))).query)["code"][0]
    attacker = Visitor()
    state = parse_qs(urlsplit(start(attacker).headers["location"]).query)["state"][0]
    refused(attacker.open(f"{CALLBACK}?code={stolen}&state={state}"), attacker, "Sign-in expired")
    assert accounts(owner) == []


def test_a_way_back_is_good_once(github: GitHub, owner: psycopg.Connection) -> None:
    visitor = Visitor()
    started = start(visitor)
    kept, way_back = cookie(visitor), agree(started)
    assert come_back(visitor, way_back).status_code == 303
    thief = Visitor()
    refused(come_back(thief, way_back), thief)
    carry(thief, kept)
    refused(come_back(thief, way_back), thief, "Sign-in expired")
    assert events(owner)["login_success"] == 1


@pytest.mark.parametrize("query", ["", "?state=", "?code=1", "?state=é&code=1", "?error=access_denied", "?state=%00"])
def test_without_the_state_nothing_is_asked(github: GitHub, query: str) -> None:
    visitor = Visitor()
    start(visitor)
    refused(visitor.open(f"{CALLBACK}{query}"), visitor)
    assert github.tokens == {}


def test_the_state_without_a_code(github: GitHub) -> None:
    visitor = Visitor()
    state = parse_qs(urlsplit(start(visitor).headers["location"]).query)["state"][0]
    refused(visitor.open(f"{CALLBACK}?state={state}"), visitor)


def test_a_mistaken_way_back_ends_the_right_one(github: GitHub) -> None:
    """A state cannot be guessed at: one wrong try, and it is gone."""
    visitor = Visitor()
    way_back = agree(start(visitor))
    refused(visitor.open(f"{CALLBACK}?state=guess&code=1"), visitor)
    refused(come_back(visitor, way_back), visitor)


def test_who_stays_away_too_long_begins_anew(github: GitHub, clock: Callable[..., datetime]) -> None:
    visitor = Visitor()
    kept, way_back = cookie_and_way(visitor)
    clock(minutes=10, seconds=1)
    carry(visitor, kept)
    refused(come_back(visitor, way_back), visitor)


def cookie_and_way(visitor: Visitor) -> tuple[str, str]:
    started = start(visitor)
    return cookie(visitor), agree(started)


def test_a_cookie_that_is_not_ours_or_for_something_else(github: GitHub) -> None:
    visitor = Visitor()
    kept, way_back = cookie_and_way(visitor)
    state = parse_qs(urlsplit(way_back).query)["state"][0]
    content = {"state": state, "verifier": "v" * 43, "next": "/"}
    for forged in (kept[:-4] + "AAA=", "x", "", seal("device", content, timedelta(minutes=10))):
        carry(visitor, forged)
        refused(come_back(visitor, way_back), visitor)


def test_someone_elses_account_is_not_entered_by_its_github_name(github: GitHub, owner: psycopg.Connection) -> None:
    """Names at GitHub are given away again; the number is not."""
    go_through(Visitor())
    github.visitor = Person(666, github.visitor.login, "Mona Lisa", emails=[address("mallory@example.org")])
    go_through(Visitor())
    assert accounts(owner) == [("mallory@example.org", "666"), ("mona@example.org", "583231")]


def test_a_case_of_the_address_is_no_second_account(github: GitHub, owner: psycopg.Connection) -> None:
    go_through(Visitor())
    github.visitor = Person(666, "mallory", emails=[address("MONA@example.org")])
    assert heading(go_through(Visitor())) == "Another GitHub account is linked"
    assert accounts(owner) == [("mona@example.org", "583231")]


def test_where_github_leads_back_to_is_ours_to_say(github: GitHub) -> None:
    """Neither a header nor a field of the form changes it."""
    visitor = Visitor()
    fields = {"redirect_uri": "https://evil.example/", "state": "mine", "scope": "repo", "client_id": "theirs"}
    own = {"Origin": visitor.home, "Sec-Fetch-Site": "same-origin", "X-Forwarded-Host": "evil.example"}
    fields["token"] = visitor.token("/auth/sign-in")
    location = visitor.post("/auth/github/start", fields, own).headers["location"]
    assert "evil.example" not in location
    assert "mine" not in location
    assert "repo" not in location
    assert location.startswith(f"{github.url}/login/oauth/authorize?")
    host = visitor.open(f"{CALLBACK}?state=1", Host="evil.example")
    assert host.status_code == 400


def test_a_link_or_a_form_of_another_site_does_not_begin_it(github: GitHub) -> None:
    visitor = Visitor()
    assert visitor.open("/auth/github/start").status_code == 405
    token = visitor.token("/auth/sign-in")
    theirs = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert visitor.post("/auth/github/start", {"token": token}, theirs).status_code == 403
    assert visitor.send("/auth/github/start", token="x").status_code == 403
    assert "jl_github" not in visitor.cookies


def test_who_tries_without_end_has_to_wait_and_nobody_else(github: GitHub, owner: psycopg.Connection) -> None:
    guesser = Visitor("198.51.100.7")
    answers = [guesser.open(f"{CALLBACK}?state={number}&code=1") for number in range(35)]
    assert [answer.status_code for answer in answers[:30]] == [400] * 30
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert events(owner)["login_failure"] < 35
    assert go_through(Visitor()).status_code == 303


def test_an_office_behind_one_address_signs_in_without_waiting(github: GitHub) -> None:
    answers = []
    for number in range(35):
        github.visitor = Person(1000 + number, f"member{number}", emails=[address(f"m{number}@example.org")])
        answers.append(go_through(Visitor("198.51.100.8")).status_code)
    assert answers == [303] * 35


def test_script_in_a_name_stays_words(github: GitHub) -> None:
    github.visitor.name = github.visitor.login = '<script>alert("1")</script>'
    visitor = Visitor()
    go_through(visitor)
    for path in ("/auth/github", "/auth/password", "/auth/sign-out"):
        assert "<script" not in visitor.open(path).text


def test_an_error_that_someone_writes_into_the_address_is_not_repeated(
    github: GitHub, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = Visitor()
    state = parse_qs(urlsplit(start(visitor).headers["location"]).query)["state"][0]
    forged = httpx.QueryParams(state=state, error="<b>x</b>\r\nFAKE line", error_description="call 555 now")
    answer = visitor.open(f"{CALLBACK}?{forged}")
    assert heading(answer) == "GitHub rejected this installation"
    assert "555" not in answer.text
    assert "<b>x" not in answer.text
    assert "FAKE" not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("app."))


def test_a_member_is_not_made_an_operator_by_it(github: GitHub, owner: psycopg.Connection) -> None:
    member("ada@example.org")
    go_through(Visitor())
    operators = owner.execute("select email from ops.operators join users on users.id = user_id").fetchall()
    assert operators == [("ada@example.org",)]
