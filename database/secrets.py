"""Secrets derived from the secret key: encryption of stored credentials, and passwords of database roles."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken

from database.settings import settings


class UndecipherableError(ValueError):
    """A stored secret cannot be decrypted with the present key."""


def encrypt(text: str) -> str:
    """Return `text` as a Fernet token (ASCII), which only the same secret key decrypts."""
    return _build_fernet().encrypt(text.encode()).decode("ascii")


def decrypt(token: str) -> str:
    """Return the text of a token made by `encrypt`. Raises UndecipherableError for another key or an altered token."""
    try:
        return _build_fernet().decrypt(token.encode()).decode()
    except InvalidToken:
        raise UndecipherableError(
            "a stored secret does not open with the present secret key; restore JOBLEDGER_SECRET_KEY "
            "(or the file secret_key in the state folder), or set the credential again"
        ) from None


def derive_password(role: str) -> str:
    """Return the password of a server role: HMAC-SHA-256 of its name under the secret key, as URL-safe text."""
    return _derive_key(f"role:{role}").decode("ascii").rstrip("=")


def _build_fernet() -> Fernet:
    return Fernet(_derive_key("fernet"))


def _derive_key(purpose: str) -> bytes:
    key = settings().secret_key.encode()
    return base64.urlsafe_b64encode(hmac.new(key, purpose.encode(), hashlib.sha256).digest())
