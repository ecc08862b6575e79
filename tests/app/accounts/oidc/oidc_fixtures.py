"""The fixture `issuer`, for the tests that name this module in `pytest_plugins`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from database.settings import settings
from tests.app.accounts.oidc.issuer import Issuer, IssuerServer, issuers_served
from tests.app.accounts.oidc.oidc_visitor import MONA, PATH, configure


@pytest.fixture(scope="session")
def issuer_server() -> Iterator[IssuerServer]:
    """One server for the whole run."""
    with issuers_served() as server:
        yield server


@pytest.fixture
def issuer(issuer_server: IssuerServer, clock: object, monkeypatch: pytest.MonkeyPatch) -> Issuer:
    """An issuer where Mona is signed in, and this installation is known."""
    issuer = issuer_server.open(f"{settings().public_url}{PATH}/callback", dict(MONA))
    configure(monkeypatch, acme=issuer)
    return issuer
