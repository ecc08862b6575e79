"""Secrets: only the key that encrypted a credential decrypts it, and each role has a password of its own."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from database import secrets
from database.role_names import list_logins

OTHER_KEY = "another secret key altogether"


@given(st.text())
def test_an_encrypted_text_can_be_decrypted(text: str) -> None:
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
def test_a_text_that_is_no_token_is_refused(broken: str) -> None:
    with pytest.raises(secrets.UndecipherableError):
        secrets.decrypt(broken)


def test_a_stored_secret_is_a_fernet_token_and_none_that_was_altered_opens() -> None:
    token = secrets.encrypt("app_key of Adzuna")
    content = urlsafe_b64decode(token)
    assert content[0] == 0x80, "Fernet's version: AES in CBC mode, then HMAC-SHA-256"
    for place in range(len(content)):
        altered = bytearray(content)
        altered[place] ^= 1
        with pytest.raises(secrets.UndecipherableError):
            secrets.decrypt(urlsafe_b64encode(altered).decode())


def test_every_login_has_a_password_of_its_own_that_follows_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords = {secrets.derive_password(login) for login in list_logins().values()}
    assert len(passwords) == len(list_logins())
    assert passwords == {secrets.derive_password(login) for login in list_logins().values()}
    monkeypatch.setenv("JOBLEDGER_SECRET_KEY", OTHER_KEY)
    assert passwords.isdisjoint(secrets.derive_password(login) for login in list_logins().values())
