"""Stored credentials open with the key they were closed with, and with no other; each role has its own password."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from database import secrets
from database.engine import LOGINS

OTHER_KEY = "another secret key altogether"


@given(st.text())
def test_what_was_encrypted_can_be_read_again(text: str) -> None:
    assert secrets.decrypt(secrets.encrypt(text)) == text


def test_the_stored_form_does_not_show_the_secret() -> None:
    token = secrets.encrypt("app_key of Adzuna")
    assert "app_key" not in token
    assert token != secrets.encrypt("app_key of Adzuna")


def test_another_key_opens_nothing_and_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    token = secrets.encrypt("app_key of Adzuna")
    monkeypatch.setenv("JOBLEDGER_SECRET_KEY", OTHER_KEY)
    with pytest.raises(secrets.UndecipherableError, match="JOBLEDGER_SECRET_KEY"):
        secrets.decrypt(token)


@pytest.mark.parametrize("broken", ["", "plain text", "gAAAAA=", "schlüssel"])
def test_what_is_no_token_is_refused(broken: str) -> None:
    with pytest.raises(secrets.UndecipherableError):
        secrets.decrypt(broken)


def test_every_login_has_a_password_of_its_own_that_follows_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {secrets.password(login) for login in LOGINS.values()}
    assert len(before) == len(LOGINS)
    assert before == {secrets.password(login) for login in LOGINS.values()}
    monkeypatch.setenv("JOBLEDGER_SECRET_KEY", OTHER_KEY)
    assert before.isdisjoint(secrets.password(login) for login in LOGINS.values())
