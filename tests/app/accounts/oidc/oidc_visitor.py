"""Going to an issuer and back as a browser does, and looking at what came of it."""

from __future__ import annotations

import json
import re
from collections import Counter
from html import unescape
from typing import Any

import httpx
import psycopg
import pytest

from tests.app.accounts.oidc.issuer import CLIENT_ID, CLIENT_SECRET, Issuer
from tests.app.accounts.visitor import Visitor

PATH = "/auth/oidc/acme"
MONA = {"sub": "248289761001", "email": "mona@example.org", "email_verified": True, "name": "Mona Lisa"}
_URL = re.compile(r'<a class="button" href="([^"]+)">')


def configure(monkeypatch: pytest.MonkeyPatch, **issuers: Issuer) -> None:
    """Set the issuers that people can sign in with, by name."""
    entries: list[dict[str, Any]] = [
        {
            "name": name,
            "label": name.capitalize(),
            "issuer": issuer.url,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
        }
        for name, issuer in issuers.items()
    ]
    monkeypatch.setenv("OIDC_PROVIDERS", json.dumps(entries))


def start(visitor: Visitor, path: str = PATH, **fields: str) -> httpx.Response:
    """Press the button that leads to the issuer, on whichever page has it for this visitor."""
    page = "/auth/sign-out" if visitor.is_signed_in() else "/auth/sign-in"
    return visitor.send(f"{path}/start", token=visitor.token(page), **fields)


def read_url(started: httpx.Response) -> str:
    """The address that the page leads to."""
    found = _URL.search(started.text)
    assert found, started.text
    return unescape(found[1])


def agree(started: httpx.Response) -> str:
    """Decide on the issuer's page; the address it leads back to."""
    with httpx.Client() as browser:
        answer = browser.get(read_url(started))
    assert answer.status_code == 302, answer.text
    return str(answer.headers["location"])


def come_back(visitor: Visitor, address_back: str) -> httpx.Response:
    """Follow the issuer back to us."""
    assert address_back.startswith(f"{visitor.home}/auth/oidc/")
    return visitor.open(address_back.removeprefix(visitor.home))


def go_through(visitor: Visitor, path: str = PATH, **fields: str) -> httpx.Response:
    """All the way to the issuer and back."""
    return come_back(visitor, agree(start(visitor, path, **fields)))


def events(owner: psycopg.Connection, provider: str = "oidc:acme") -> dict[str, int]:
    """How often each thing happened by way of this provider."""
    found = owner.execute("select event from auth_events where provider = %s", (provider,))
    return dict(Counter(event for (event,) in found))


def links(owner: psycopg.Connection) -> list[tuple[str, str, str]]:
    """The linked identities: address of the account, issuer, subject."""
    query = """select email, issuer, subject from ops.external_identities
        join users on users.id = user_id order by email, issuer"""
    return [(email, issuer, subject) for email, issuer, subject in owner.execute(query)]


def accounts(owner: psycopg.Connection) -> list[str]:
    """The accounts that are not deleted."""
    return [email for (email,) in owner.execute("select email from users where deleted_at is null order by email")]
