"""The fixture `github`, for the tests that name this module in `pytest_plugins`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from database.settings import settings
from tests.app.accounts.github.github_server import CLIENT_ID, CLIENT_SECRET, GitHub, Person, address, github_served

CALLBACK = "/auth/github/callback"


@pytest.fixture(scope="session")
def github_server() -> Iterator[GitHub]:
    """One server for the whole run."""
    with github_served() as server:
        yield server


@pytest.fixture
def github(github_server: GitHub, clock: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHub]:
    """GitHub, where octocat with a verified address is signed in, and this installation is known."""
    github_server.forget()
    monkeypatch.setenv("GITHUB_URL", github_server.url)
    monkeypatch.setenv("GITHUB_API_URL", f"{github_server.url}/api/v3")
    monkeypatch.setenv("GITHUB_CLIENT_ID", CLIENT_ID)
    monkeypatch.setenv("GITHUB_CLIENT_SECRET", CLIENT_SECRET)
    github_server.callback = f"{settings().public_url}{CALLBACK}"
    github_server.visitor = Person(583231, "octocat", "Mona Lisa", emails=[address("mona@example.org")])
    yield github_server
    github_server.let_go.set()
