"""Signing in with GitHub: the way there, a new account, one that is linked. Addresses: test_github_addresses.py."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from database.secrets import decrypt
from tests.app.accounts.github.github_server import GitHub, Person, address
from tests.app.accounts.github.github_visitor import accounts, agree, come_back, events, go_through, start, ways_in
from tests.app.accounts.visitor import Visitor, heading, letters_to, member

pytest_plugins = ["tests.app.accounts.github.github_fixtures"]

MONA, MONAS_ID = "mona@example.org", "583231"


def tokens(owner: psycopg.Connection) -> tuple[str, str | None, list[str]]:
    query = """select access_token_encrypted, refresh_token_encrypted, scopes from user_auth_providers
        where provider = 'github'"""
    access, refresh, scopes = owner.execute(query).fetchall()[0]
    return access, refresh, scopes


def test_the_way_to_github_tells_it_what_it_must_know_and_no_more(github: GitHub) -> None:
    visitor = Visitor()
    answer = start(visitor, next="/saved")
    to = urlsplit(answer.headers["location"])
    asked = {name: values[0] for name, values in parse_qs(to.query).items()}
    assert f"{to.scheme}://{to.netloc}{to.path}" == f"{github.url}/login/oauth/authorize"
    assert asked.pop("redirect_uri") == "http://jobs.example/auth/github/callback"
    assert asked.pop("scope") == "read:user user:email"
    assert (asked.pop("response_type"), asked.pop("code_challenge_method")) == ("code", "S256")
    assert len(asked.pop("state")) >= 43
    assert len(asked.pop("code_challenge")) == 43
    assert set(asked) == {"client_id"}
    assert answer.headers["cache-control"] == "no-store"
    kept = next(line for line in answer.headers.get_list("set-cookie") if line.startswith("jl_github="))
    assert {"HttpOnly", "Max-Age=600", "Path=/", "SameSite=lax"} <= set(kept.split("; ")[1:])
    assert "saved" not in kept


def test_over_https_the_cookie_belongs_to_this_host_alone(github: GitHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://jobs.example")
    answer = start(Visitor())
    kept = next(line for line in answer.headers.get_list("set-cookie") if "jl_github=" in line)
    assert kept.startswith("__Host-jl_github=")
    assert "Secure" in kept
    assert "redirect_uri=https%3A%2F%2Fjobs.example%2F" in answer.headers["location"]


def test_someone_new_gets_an_account_and_is_signed_in(github: GitHub, owner: psycopg.Connection) -> None:
    visitor = Visitor()
    answer = go_through(visitor, next="/listing?id=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/listing?id=1")
    assert visitor.is_signed_in()
    assert "jl_github" not in visitor.cookies
    assert accounts(owner) == [(MONA, MONAS_ID)]
    assert ways_in(owner) == [(MONA, "github", MONAS_ID)]
    assert events(owner) == {"sign_up": 1, "oauth_linked": 1, "login_success": 1}
    made = owner.execute(
        "select display_name, avatar_url, password_hash, email_verified_at is not null, last_login_at is not null"
        " from users"
    ).fetchall()
    assert made == [("Mona Lisa", "https://avatars.githubusercontent.com/u/1?v=4", None, True, True)]


def test_tokens_are_kept_encrypted_with_the_scopes_that_were_granted(github: GitHub, owner: psycopg.Connection) -> None:
    github.refresh_token = "ghr_the_refresh_token"
    github.withheld = {"read:user"}
    go_through(Visitor())
    access, refresh, scopes = tokens(owner)
    assert refresh
    assert [decrypt(access)] == list(github.tokens)
    assert decrypt(refresh) == "ghr_the_refresh_token"
    assert scopes == ["user:email"]


def test_the_first_account_of_an_installation_becomes_its_operator(github: GitHub, owner: psycopg.Connection) -> None:
    go_through(Visitor())
    github.visitor = Person(7, "second", emails=[address("second@example.org")])
    go_through(Visitor())
    operators = owner.execute("select email from ops.operators join users on users.id = user_id").fetchall()
    assert operators == [(MONA,)]


def test_the_same_github_account_comes_back_to_its_account(github: GitHub, owner: psycopg.Connection) -> None:
    go_through(Visitor())
    before = tokens(owner)
    go_through(Visitor())
    assert accounts(owner) == [(MONA, MONAS_ID)]
    assert events(owner) == {"sign_up": 1, "oauth_linked": 1, "login_success": 2}
    assert [decrypt(tokens(owner)[0])] == list(github.tokens)[1:]
    assert tokens(owner)[0] != before[0]


def test_github_id_decides_not_the_address(github: GitHub, owner: psycopg.Connection) -> None:
    """Someone changes their GitHub address to that of another member: they still come to their own account."""
    member("ada@example.org")
    go_through(Visitor())
    github.visitor.emails = [address("ada@example.org")]
    visitor = Visitor()
    go_through(visitor)
    assert accounts(owner) == [("ada@example.org", None), (MONA, MONAS_ID)]
    assert visitor.open("/auth/password").text.count(MONA)


def test_who_withholds_the_addresses_later_still_comes_in(github: GitHub, owner: psycopg.Connection) -> None:
    go_through(Visitor())
    github.withheld = {"user:email"}
    visitor = Visitor()
    go_through(visitor)
    assert visitor.is_signed_in()
    assert tokens(owner)[2] == ["read:user"]


@pytest.mark.parametrize(
    ("emails", "kept"),
    [
        ([address("home@example.org", primary=False), address("work@example.org")], "work@example.org"),
        ([address("new@example.org", verified=False), address("old@example.org", primary=False)], "old@example.org"),
        ([address("1+o@users.noreply.github.com"), address("o@example.org", primary=False)], "o@example.org"),
        ([address("Mona@EXAMPLE.org")], "Mona@example.org"),
    ],
)
def test_the_address_is_one_that_is_verified_and_read(
    github: GitHub, owner: psycopg.Connection, emails: list[dict[str, object]], kept: str
) -> None:
    github.visitor.emails = emails
    go_through(Visitor())
    assert accounts(owner) == [(kept, MONAS_ID)]


@pytest.mark.parametrize(
    "emails",
    [
        [],
        [address(MONA, verified=False)],
        [address("1+octocat@users.noreply.github.com")],
        [address("not an address"), address("a@b\x00c.example", primary=False)],
    ],
)
def test_without_a_verified_address_there_is_no_account(
    github: GitHub, owner: psycopg.Connection, emails: list[dict[str, object]]
) -> None:
    github.visitor.emails = emails
    visitor = Visitor()
    answer = go_through(visitor)
    assert (answer.status_code, heading(answer)) == (403, "No verified email on GitHub")
    assert not visitor.is_signed_in()
    assert (accounts(owner), ways_in(owner)) == ([], [])
    assert events(owner) == {"login_failure": 1}


def test_what_github_calls_someone_is_kept_as_plain_words(github: GitHub, owner: psycopg.Connection) -> None:
    github.visitor.name = "  Mona\u202e\x00\r\nLisa " + "x" * 200
    github.visitor.avatar_url = "http://avatars.example/1"
    go_through(Visitor())
    github.visitor = Person(2, "nameless", None, "javascript:alert(1)", [address("other@example.org")])
    go_through(Visitor())
    kept = owner.execute("select display_name, avatar_url from users order by email").fetchall()
    assert kept == [(f"Mona Lisa {'x' * 70}", None), ("nameless", None)]


def test_two_that_come_back_at_once_make_one_account(github: GitHub, owner: psycopg.Connection) -> None:
    visitors = [Visitor(f"192.0.2.{number}") for number in range(4)]
    ways_back = [agree(start(visitor)) for visitor in visitors]
    with ThreadPoolExecutor(len(visitors)) as pool:
        answers = list(pool.map(come_back, visitors, ways_back))
    assert [answer.status_code for answer in answers] == [303] * 4
    assert all(visitor.is_signed_in() for visitor in visitors)
    assert accounts(owner) == [(MONA, MONAS_ID)]
    assert events(owner) == {"sign_up": 1, "oauth_linked": 1, "login_success": 4}


def test_signing_up_with_the_address_at_the_same_moment_leaves_one_account(
    github: GitHub, owner: psycopg.Connection
) -> None:
    back, other = Visitor(), Visitor("192.0.2.11")
    way_back = agree(start(back))
    with ThreadPoolExecutor(2) as pool:
        returned, signed_up = pool.submit(come_back, back, way_back), pool.submit(other.sign_up, MONA)
        assert signed_up.result().status_code == 200
        assert returned.result().status_code in {303, 409}
    assert [email for email, _ in accounts(owner)] == [MONA]


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/" + "x" * 5000]
)
def test_it_leads_on_to_no_other_site(github: GitHub, wanted: str) -> None:
    visitor = Visitor()
    assert go_through(visitor, next=wanted).headers["location"] == "/"
    assert visitor.is_signed_in()


def test_who_signs_in_again_is_given_another_session(github: GitHub, owner: psycopg.Connection) -> None:
    visitor, thief = Visitor(), Visitor()
    visitor.plant("A" * 43)
    go_through(visitor)
    first = visitor.session_token
    thief.plant(first)
    assert thief.is_signed_in()
    go_through(visitor)
    assert visitor.session_token not in {first, "A" * 43}
    assert visitor.is_signed_in()
    assert not thief.is_signed_in()


def test_a_sign_in_from_another_device_is_told_of(github: GitHub, clock: Callable[..., datetime]) -> None:
    go_through(Visitor())
    clock(hours=1)
    go_through(Visitor(agent="Another browser"))
    assert [letter.subject for letter in letters_to(MONA)] == ["New sign-in to your account"]


def test_where_github_is_not_set_up_there_is_no_such_way(monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Visitor()
    answer = start(visitor)
    assert (answer.status_code, heading(answer)) == (404, "Sign-in with GitHub is not set up")
    assert not re.search("github", visitor.open("/auth/sign-in").text, re.IGNORECASE)


def test_from_another_name_of_this_machine_one_is_sent_to_the_usual_first(
    github: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GitHub leads back to PUBLIC_URL, where a cookie of 127.0.0.1 is not sent."""
    monkeypatch.setenv("PUBLIC_URL", "http://127.0.0.1:8501")
    visitor = Visitor()
    token = visitor.token("/auth/sign-in")
    monkeypatch.setenv("PUBLIC_URL", "http://localhost:8501")
    answer = visitor.send("/auth/github/start", token=token)
    assert (answer.status_code, heading(answer)) == (400, "Use the main address")
    assert "http://localhost:8501/auth/sign-in" in answer.text
