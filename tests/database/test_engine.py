"""Database addresses: from DATABASE_URL, for each role, as SQLAlchemy and as libpq read them."""

from __future__ import annotations

import pytest
from psycopg.conninfo import conninfo_to_dict

from database import engine
from database.embedded.server_account import ServerError
from database.secrets import derive_password


def test_an_address_of_another_kind_of_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for address in ("mysql://localhost/jobs", "jobs.db"):
        monkeypatch.setenv("DATABASE_URL", address)
        with pytest.raises(ServerError, match="postgresql://owner:password@host"):
            engine.url("owner")


def test_the_server_of_database_url_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://me:secret@db.example.org:5433/jobs?sslmode=require")
    assert engine.libpq_url("owner") == "postgresql://me:secret@db.example.org:5433/jobs?sslmode=require"
    app = engine.url("app")
    assert (app.drivername, app.username, app.host, app.database) == (
        "postgresql+psycopg",
        "jobledger_app",
        "db.example.org",
        "jobs",
    )
    assert app.query == {"sslmode": "require"}


def test_blanks_in_passwords_and_parameters_reach_libpq(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "postgresql://me:a%20b%2Bc%40d@db.example.org/jobs?options=-c%20jit%3Doff&connect_timeout=5"
    monkeypatch.setenv("DATABASE_URL", address)
    expected = {"user": "me", "password": "a b+c@d", "options": "-c jit=off", "connect_timeout": "5"}
    assert conninfo_to_dict(engine.libpq_url("owner")).items() >= expected.items()
    app = {"user": "jobledger_app", "password": derive_password("jobledger_app"), "options": "-c jit=off"}
    assert conninfo_to_dict(engine.libpq_url("app")).items() >= app.items()


def test_a_role_has_one_pool_until_all_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    first = engine.engine("app")
    assert engine.engine("app") is first
    assert engine.engine("auth") is not first
    engine.dispose()
    assert engine.engine("app") is not first
