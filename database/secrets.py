"""What is derived from the secret key: encryption of stored credentials, and the database roles' passwords."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken

from database.settings import settings


class UndecipherableError(ValueError):
    """A stored secret that the present key does not open."""


def encrypt(text: str) -> str:
    """`text` as a Fernet token (ASCII), openable with the same secret key only."""
    return _fernet().encrypt(text.encode()).decode("ascii")


def decrypt(token: str) -> str:
    """The text of a token made by `encrypt`; UndecipherableError when the secret key is another or it was altered."""
    try:
        return _fernet().decrypt(token.encode()).decode()
    except InvalidToken:
        raise UndecipherableError(
            "a stored secret does not open with the present secret key; restore JOBLEDGER_SECRET_KEY "
            "(or the file secret_key in the state folder), or set the credential again"
        ) from None


def password(role: str) -> str:
    """The password of a server role: HMAC-SHA-256 of its name under the secret key, as URL-safe text."""
    return _derived(f"role:{role}").decode("ascii").rstrip("=")


def _fernet() -> Fernet:
    return Fernet(_derived("fernet"))


def _derived(purpose: str) -> bytes:
    key = settings().secret_key.encode()
    return base64.urlsafe_b64encode(hmac.new(key, purpose.encode(), hashlib.sha256).digest())
