"""Make random tokens and their fingerprints, and seal small values for cookies. What they are used for: callers."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from datetime import timedelta
from typing import Any

from database.clock import now
from database.secrets import UndecipherableError, decrypt, encrypt
from database.settings import settings


def create_token() -> str:
    """Return 256 random bits as URL-safe text."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Return the SHA-256 of a token, which is all that is stored of it. Tokens are random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def hash_with_key(purpose: str, *parts: str) -> str:
    """Return an HMAC-SHA-256 of the parts, in this order, under the installation's key."""
    message = json.dumps([purpose, *parts]).encode()
    return hmac.new(settings().secret_key.encode(), message, hashlib.sha256).hexdigest()


def seal(purpose: str, value: dict[str, Any], lifetime: timedelta) -> str:
    """Return `value` encrypted for `lifetime`; only `unseal` with the same purpose opens it."""
    until = (now() + lifetime).timestamp()
    return encrypt(json.dumps({"for": purpose, "until": until, "value": value}, ensure_ascii=False))


def unseal(purpose: str, sealed: str | None) -> dict[str, Any] | None:
    """Return the value sealed for this purpose; None when it is missing, altered, expired or for another purpose."""
    if not sealed:
        return None
    try:
        content = json.loads(decrypt(sealed))
    except (UndecipherableError, ValueError):
        return None
    if content["for"] != purpose or content["until"] <= now().timestamp():
        return None
    value: dict[str, Any] = content["value"]
    return value
