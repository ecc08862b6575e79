"""Create, list and revoke a user's API keys, and find the owner of a key. How requests use them: app.api.routes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.kit.i18n import _
from app.web.tokens import create_token, hash_token
from database.models import ApiToken, User
from database.sessions import CURRENT_USER_ID

KEY_PREFIX = "jl_"
MAX_KEYS = 20
MAX_NAME_LENGTH = 60
# How precisely the last use is stored.
_LAST_USE_PRECISION = timedelta(minutes=1)


class ApiKeyError(ValueError):
    """A key that cannot be created; the message tells the user why."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as its owner sees it."""

    id: UUID
    name: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeyOwner:
    """The user that a request's key belongs to."""

    key_id: UUID
    user_id: UUID


def create(session: Session, name: str, expires_at: datetime | None, at: datetime) -> str:
    """Return a new key's token; only its hash is stored. Raises ApiKeyError without a name, and beyond MAX_KEYS."""
    name = " ".join(name.replace("\x00", "").split())[:MAX_NAME_LENGTH].rstrip()
    if not name:
        raise ApiKeyError(_("Enter a name for the key, for example the program that uses it."))
    if session.scalars(select(func.count()).select_from(ApiToken)).one() >= MAX_KEYS:
        raise ApiKeyError(_("You have reached the limit of {count} keys. Revoke one first.").format(count=MAX_KEYS))
    token = KEY_PREFIX + create_token()
    values = {"name": name, "token_hash": hash_token(token), "created_at": at, "expires_at": expires_at}
    session.execute(insert(ApiToken).values(user_id=CURRENT_USER_ID, **values))
    return token


def list_keys(session: Session) -> tuple[ApiKey, ...]:
    """Return the user's keys, newest first."""
    rows = session.scalars(select(ApiToken).order_by(ApiToken.created_at.desc(), ApiToken.id))
    return tuple(ApiKey(row.id, row.name, row.created_at, row.expires_at, row.last_used_at) for row in rows)


def revoke(session: Session, key_id: UUID) -> None:
    """Delete a key; requests with it are rejected from now on."""
    session.execute(delete(ApiToken).where(ApiToken.id == key_id))


def find_owner(session: Session, token: str, at: datetime) -> KeyOwner | None:
    """Return whose key this is and record its use; None when it is wrong, expired or of a deleted account.

    `session` is an auth session.
    """
    query = (
        select(ApiToken.id, ApiToken.user_id, ApiToken.last_used_at)
        .join(User, User.id == ApiToken.user_id)
        .where(
            ApiToken.token_hash == hash_token(token),
            or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > at),
            User.deleted_at.is_(None),
        )
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    if row.last_used_at is None or at - row.last_used_at > _LAST_USE_PRECISION:
        session.execute(update(ApiToken).where(ApiToken.id == row.id).values(last_used_at=at))
    return KeyOwner(row.id, row.user_id)
