"""Going to GitHub and back as a browser does, and looking at what came of it."""

from __future__ import annotations

from collections import Counter

import httpx
import psycopg

from tests.app.accounts.visitor import Visitor

CALLBACK = "/auth/github/callback"


def start(visitor: Visitor, **fields: str) -> httpx.Response:
    """Press the button that leads to GitHub, on whichever page has it for this visitor."""
    page = "/auth/sign-out" if visitor.is_signed_in() else "/auth/sign-in"
    return visitor.send("/auth/github/start", token=visitor.token(page), **fields)


def agree(started: httpx.Response) -> str:
    """Decide on GitHub's page; the address it leads back to."""
    assert started.status_code == 303, started.text
    with httpx.Client() as browser:
        answer = browser.get(started.headers["location"])
    assert answer.status_code == 302, answer.text
    return str(answer.headers["location"])


def come_back(visitor: Visitor, address_back: str) -> httpx.Response:
    """Follow GitHub back to us."""
    assert address_back.startswith(visitor.home + CALLBACK)
    return visitor.open(address_back.removeprefix(visitor.home))


def go_through(visitor: Visitor, **fields: str) -> httpx.Response:
    """All the way to GitHub and back."""
    return come_back(visitor, agree(start(visitor, **fields)))


def events(owner: psycopg.Connection, provider: str = "github") -> dict[str, int]:
    """How often each thing happened by way of this provider."""
    found = owner.execute("select event from auth_events where provider = %s", (provider,))
    return dict(Counter(event for (event,) in found))


def accounts(owner: psycopg.Connection) -> list[tuple[str, str | None]]:
    """The accounts that are not deleted: address and GitHub id."""
    query = "select email, github_id from users where deleted_at is null order by email"
    return [(email, github_id) for email, github_id in owner.execute(query)]


def ways_in(owner: psycopg.Connection) -> list[tuple[str, str, str]]:
    """Whose ways to sign in there are: address, kind, and for GitHub its id."""
    query = """select email, provider::text, case when provider = 'github' then provider_user_id else '' end
        from user_auth_providers join users on users.id = user_id order by email, provider::text"""
    return [(email, provider, known) for email, provider, known in owner.execute(query)]
