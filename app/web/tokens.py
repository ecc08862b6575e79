"""Random tokens, their fingerprints, and small sealed values that a browser carries for us. No meaning of any."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from datetime import timedelta
from typing import Any

from database import secrets as own
from database.clock import now
from database.settings import settings


def new_token() -> str:
    """256 random bits as URL-safe text."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """The SHA-256 of a token in hexadecimal: all of it that is ever stored. A token is random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed(purpose: str, *parts: str) -> str:
    """An HMAC-SHA-256 in hexadecimal under the installation's key, of the parts in this order."""
    message = json.dumps([purpose, *parts]).encode()
    return hmac.new(settings().secret_key.encode(), message, hashlib.sha256).hexdigest()


def seal(purpose: str, value: dict[str, Any], lifetime: timedelta) -> str:
    """`value` encrypted for `lifetime`; only `unseal` with the same purpose opens it."""
    until = (now() + lifetime).timestamp()
    return own.encrypt(json.dumps({"for": purpose, "until": until, "value": value}, ensure_ascii=False))


def unseal(purpose: str, sealed: str | None) -> dict[str, Any] | None:
    """The value sealed for this purpose; None when it is missing, altered, for something else or too old."""
    if not sealed:
        return None
    try:
        content = json.loads(own.decrypt(sealed))
    except (own.UndecipherableError, ValueError):
        return None
    if content["for"] != purpose or content["until"] <= now().timestamp():
        return None
    value: dict[str, Any] = content["value"]
    return value
