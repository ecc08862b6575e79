"""What GitHub answers when something is wrong: each ends in a clear page and a line in the log, and makes nothing."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from itertools import product

import anyio
import psycopg
import pytest
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse

from app.accounts.identities import github as accounts_github
from tests.app.accounts.github.github_server import EMAILS_PATH, TOKEN_PATH, USER_PATH, GitHub, limited, refused
from tests.app.accounts.github.github_visitor import accounts, agree, come_back, events, go_through, start, ways_in
from tests.app.accounts.visitor import Visitor, heading

pytest_plugins = ["tests.app.accounts.github.github_fixtures"]

TROUBLE, MISUNDERSTOOD = "GitHub is not responding", "Unexpected response from GitHub"
PATIENCE, SETTINGS = "GitHub is limiting requests", "GitHub rejected this installation"
EVERY_PATH = [TOKEN_PATH, USER_PATH, EMAILS_PATH]
Instead = tuple[str, Response]
GRANTED = {"access_token": "gho_1", "token_type": "bearer", "scope": "read:user"}


def nothing_was_made(visitor: Visitor, owner: psycopg.Connection, failures: int = 1) -> None:
    """No account, no session, nothing kept in the browser; each failure in the log."""
    assert not visitor.is_signed_in()
    assert "jl_github" not in visitor.cookies
    assert (accounts(owner), ways_in(owner)) == ([], [])
    assert events(owner) == {"login_failure": failures}


def fails(github: GitHub, owner: psycopg.Connection, instead: list[Instead], status: int, title: str) -> None:
    """Each answer in the place of GitHub's own ends on this page; after it all, the way is open again."""
    visitor = Visitor()
    for number, (path, said) in enumerate(instead, 1):
        github.instead = {path: said}
        answer = go_through(visitor, next="/saved")
        assert (answer.status_code, heading(answer)) == (status, title.replace("'", "&#39;")), (path, said.body)
        assert "no-store" in answer.headers["cache-control"]
        assert 'href="/auth/sign-in"' in answer.text
        nothing_was_made(visitor, owner, number)
    github.instead = {}
    assert go_through(visitor).status_code == 303


def test_who_says_no_at_github_is_told_that_nothing_happened(github: GitHub, owner: psycopg.Connection) -> None:
    github.denies = True
    visitor = Visitor()
    answer = go_through(visitor)
    assert (answer.status_code, heading(answer)) == (403, "Access denied")
    nothing_was_made(visitor, owner)


def test_a_code_that_is_too_old(github: GitHub, owner: psycopg.Connection) -> None:
    visitor = Visitor()
    way_back = agree(start(visitor))
    github.codes.clear()
    assert heading(come_back(visitor, way_back)) == "Sign-in expired"
    nothing_was_made(visitor, owner)


@pytest.mark.parametrize("error", ["incorrect_client_credentials", "redirect_uri_mismatch", "application_suspended"])
def test_an_installation_that_github_does_not_know_tells_its_operator_why(
    github: GitHub, owner: psycopg.Connection, caplog: pytest.LogCaptureFixture, error: str
) -> None:
    fails(github, owner, [(TOKEN_PATH, refused(error))], 502, SETTINGS)
    assert f"GitHub rejects this application: {error}" in caplog.messages


def test_a_wrong_secret(github: GitHub, owner: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_CLIENT_SECRET", "another")
    visitor = Visitor()
    assert heading(go_through(visitor)) == SETTINGS
    nothing_was_made(visitor, owner)


def test_an_address_of_ours_that_github_does_not_expect(github: GitHub, owner: psycopg.Connection) -> None:
    """GitHub leads back to the address it was told when the application was set up, with the reason."""
    github.callback = "http://jobs.example/auth/github/callback"
    visitor = Visitor()
    started = start(visitor)
    started.headers["location"] = started.headers["location"].replace("callback", "elsewhere")
    assert heading(come_back(visitor, agree(started))) == SETTINGS
    nothing_was_made(visitor, owner)


def test_a_github_account_that_verified_no_address(github: GitHub, owner: psycopg.Connection) -> None:
    answer = refused("unverified_user_email")
    fails(github, owner, [(TOKEN_PATH, answer)], 403, "No verified email on GitHub")


def test_github_in_trouble(github: GitHub, owner: psycopg.Connection) -> None:
    answers = [PlainTextResponse("<h1>Unicorn!</h1>", status) for status in (500, 502, 503)]
    fails(github, owner, list(product(EVERY_PATH, answers)), 502, TROUBLE)


def test_github_asks_to_be_left_alone(github: GitHub, owner: psycopg.Connection) -> None:
    answers = [limited(), limited(429), PlainTextResponse("", 403, {"Retry-After": "60"})]
    fails(github, owner, list(product(EVERY_PATH, answers)), 503, PATIENCE)


@pytest.mark.parametrize("path", EVERY_PATH)
def test_github_stays_silent(
    github: GitHub, owner: psycopg.Connection, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(accounts_github, "TIMEOUT_SECONDS", 0.2)
    github.silent.add(path)
    visitor = Visitor()
    assert heading(go_through(visitor)) == TROUBLE
    nothing_was_made(visitor, owner)


def test_github_answers_in_drips(github: GitHub, owner: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never silent for long, and never done."""

    async def drips() -> AsyncIterator[str]:
        for _ in range(15):
            yield " "
            await anyio.sleep(0.1)

    monkeypatch.setattr(accounts_github, "TIMEOUT_SECONDS", 0.4)
    github.instead[USER_PATH] = StreamingResponse(drips(), media_type="application/json")
    visitor = Visitor()
    assert heading(go_through(visitor)) == TROUBLE
    nothing_was_made(visitor, owner)


def test_github_is_not_there(github: GitHub, owner: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Visitor()
    way_back = agree(start(visitor))
    monkeypatch.setenv("GITHUB_URL", "http://127.0.0.1:1")
    assert heading(come_back(visitor, way_back)) == TROUBLE
    nothing_was_made(visitor, owner)


def test_github_answers_nonsense(github: GitHub, owner: psycopg.Connection) -> None:
    answers = [
        PlainTextResponse("access_token=gho_1&scope=&token_type=bearer"),
        PlainTextResponse("{"),
        PlainTextResponse(""),
        Response(b'{"id": "\xff\xfe"}', media_type="application/json"),
        JSONResponse(None),
        JSONResponse("gho_1"),
        JSONResponse({}),
        JSONResponse([[]]),
    ]
    fails(github, owner, list(product(EVERY_PATH, answers)), 502, MISUNDERSTOOD)


@pytest.mark.parametrize("depth", [900, 100_000])
def test_github_answers_deeper_than_anything_reads(github: GitHub, owner: psycopg.Connection, depth: int) -> None:
    deep = "[" * depth + "]" * depth
    answers = [PlainTextResponse(deep), PlainTextResponse(f'{{"id": 1, "login": {deep}}}')]
    fails(github, owner, list(product(EVERY_PATH, answers)), 502, MISUNDERSTOOD)


def test_github_answers_something_else(github: GitHub, owner: psycopg.Connection) -> None:
    """What must be certain is not guessed: an id that is a number, an address that is verified."""
    wrong: list[tuple[str, object]] = [
        (TOKEN_PATH, GRANTED | {"access_token": ""}),
        (TOKEN_PATH, GRANTED | {"access_token": "gho_1\r\nX-Evil: 1"}),
        (TOKEN_PATH, GRANTED | {"access_token": 7}),
        (TOKEN_PATH, GRANTED | {"token_type": None}),
        (TOKEN_PATH, GRANTED | {"token_type": "mac"}),
        (TOKEN_PATH, GRANTED | {"expires_in": "soon"}),
        (TOKEN_PATH, GRANTED | {"expires_in": [1]}),
        (TOKEN_PATH, {"message": "Moved"}),
        (USER_PATH, {"id": None, "login": "octocat"}),
        (USER_PATH, {"id": "583231", "login": "octocat"}),
        (USER_PATH, {"id": True, "login": "octocat"}),
        (USER_PATH, {"id": -1, "login": "octocat"}),
        (USER_PATH, {"id": 583231}),
        (EMAILS_PATH, {"message": "hello"}),
        (EMAILS_PATH, ["mona@example.org"]),
        (EMAILS_PATH, [{"email": "mona@example.org", "primary": True, "verified": "true"}]),
        (EMAILS_PATH, [{"email": "mona@example.org", "primary": True}]),
    ]
    fails(github, owner, [(path, JSONResponse(said)) for path, said in wrong], 502, MISUNDERSTOOD)


def test_github_takes_its_own_token_for_a_wrong_one(github: GitHub, owner: psycopg.Connection) -> None:
    answer = JSONResponse({"message": "Bad credentials", "status": "401"}, 401)
    fails(github, owner, [(USER_PATH, answer), (EMAILS_PATH, answer)], 502, MISUNDERSTOOD)


def test_no_token_code_secret_or_address_gets_into_a_log(
    github: GitHub, owner: psycopg.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    github.refresh_token = "ghr_the_refresh_token"
    visitor = Visitor()
    started = start(visitor)
    way_back = agree(started)
    caplog.clear()
    come_back(visitor, way_back)
    for instead in (JSONResponse(GRANTED | {"token_type": "x"}), refused("nonsense"), PlainTextResponse("{gho_1")):
        github.instead[TOKEN_PATH] = instead
        come_back(visitor, agree(start(visitor)))
    code, state = (part.partition("=")[2] for part in way_back.partition("?")[2].split("&"))
    said = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("uvicorn"))
    ours_alone = "\n".join(line for line in said.splitlines() if "jobs.example" not in line)
    assert said
    assert visitor.session_token
    secrets = [*github.tokens, "ghr_", "gho_1", "the secret that only two know", visitor.session_token, "mona@example"]
    for secret in secrets:
        assert secret not in said
    assert code not in ours_alone
    assert state not in ours_alone


def test_what_failed_is_not_shown_to_us_as_a_stack_trace(
    github: GitHub, owner: psycopg.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    for path in EVERY_PATH:
        github.instead = {path: JSONResponse({"nothing": "useful"})}
        assert go_through(Visitor()).status_code == 502
    assert not [record for record in caplog.records if record.exc_info]
    assert "input_value" not in caplog.text
