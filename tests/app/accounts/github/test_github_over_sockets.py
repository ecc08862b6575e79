"""The whole way over real connections: browser, app and GitHub each follow the others' redirects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import psycopg
import pytest

from app.accounts.identities import github as accounts_github
from tests.app.accounts.github.github_server import TOKEN_PATH, GitHub, Person, address, served
from tests.app.accounts.github.github_visitor import accounts, events
from tests.app.accounts.visitor import APP, Visitor, member

pytest_plugins = ["tests.app.accounts.github.github_fixtures"]


@pytest.fixture
def home(github: GitHub, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve the app and yield its address."""
    with served(APP) as url:
        monkeypatch.setenv("PUBLIC_URL", url)
        github.callback = f"{url}/auth/github/callback"
        yield url


def browser(home: str) -> httpx.Client:
    own = {"Origin": home, "Sec-Fetch-Site": "same-origin"}
    return httpx.Client(base_url=home, headers=own, follow_redirects=True, timeout=30)


def sign_in(client: httpx.Client, page: str = "/auth/sign-in", **fields: str) -> httpx.Response:
    """Press the button and follow wherever it leads."""
    token = re.findall(r'name="token" value="([^"]+)"', client.get(page).text)[0]
    return client.post("/auth/github/start", data={"token": token, **fields})


def test_all_the_way_and_out_again(github: GitHub, home: str, owner: psycopg.Connection) -> None:
    with browser(home) as client:
        answer = sign_in(client, next="/auth/password")
        assert [step.status_code for step in answer.history] == [303, 302, 303]
        assert str(answer.url) == f"{home}/auth/password"
        assert "mona@example.org" in answer.text
        assert accounts(owner) == [("mona@example.org", "583231")]
        assert "code=" not in str(client.get("/auth/github").url)


def test_many_at_once_are_one_account_each(github: GitHub, home: str, owner: psycopg.Connection) -> None:
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: once(home), range(12)))
    assert answers == [200] * 12
    assert accounts(owner) == [("mona@example.org", "583231")]
    assert events(owner) == {"sign_up": 1, "oauth_linked": 1, "login_success": 12}


def once(home: str) -> int:
    with browser(home) as client:
        return sign_in(client, next="/auth/password").status_code


def test_two_members_that_link_one_github_account_at_once(github: GitHub, home: str, owner: psycopg.Connection) -> None:
    github.visitor = Person(583231, "octocat", emails=[address("mona@example.org")])
    members = [member("ada@example.org"), member("eve@example.org")]

    def link(someone: Visitor) -> int:
        with browser(home) as client:
            client.cookies.set("jl_session", someone.session_token or "")
            return sign_in(client, "/auth/github", purpose="link", next="/auth/github").status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(link, members)) == [200, 409]
    assert sorted(github_id or "" for _, github_id in accounts(owner)) == ["", "583231"]
    assert events(owner) == {"oauth_linked": 1, "login_failure": 1}


def test_while_github_is_silent_passwords_still_open_the_door(
    github: GitHub, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    member("ada@example.org")
    monkeypatch.setattr(accounts_github, "TIMEOUT_SECONDS", 5.0)
    github.silent.add(TOKEN_PATH)
    with ThreadPoolExecutor(10) as pool:
        waiting = [pool.submit(once, home) for _ in range(10)]
        github.wait_for(8)
        visitor = Visitor()
        assert visitor.sign_in("ada@example.org").status_code == 303
        assert not any(one.done() for one in waiting)
        github.silent.clear()
        github.let_go.set()
        assert [one.result() for one in waiting] == [200] * 10
