"""Create, list and revoke a user's API keys, and find the owner of a key. How requests use them: app.api.routes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from app.kit.i18n import _
from app.web.tokens import create_token, hash_token
from database.models import ApiToken, User

KEY_PREFIX = "jl_"
MAX_KEYS = 20
MAX_NAME_LENGTH = 60
# A key that is not used for this long ends.
IDLE_LIMIT = timedelta(days=180)
# How precisely the last use is stored.
_LAST_USE_PRECISION = timedelta(minutes=1)


class ApiKeyError(ValueError):
    """A key that cannot be created; the message tells the user why."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as its owner sees it. It ends at `ends_at` unless it is used before."""

    id: UUID
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    ends_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeyOwner:
    """The user that a request's key belongs to."""

    key_id: UUID
    user_id: UUID
    scopes: frozenset[str]


def create(
    session: Session, user_id: UUID, name: str, scopes: Collection[str], expires_at: datetime | None, at: datetime
) -> str:
    """Return a new key's token; only its hash is stored.

    Raises ApiKeyError without a name or a scope, and beyond MAX_KEYS. The account's row is locked.
    """
    name = " ".join(name.replace("\x00", "").split())[:MAX_NAME_LENGTH].rstrip()
    if not name:
        raise ApiKeyError(_("Enter a name for the key, for example the program that uses it."))
    if not scopes:
        raise ApiKeyError(_("Choose at least one list that the key may read."))
    if session.scalars(select(func.count()).where(ApiToken.user_id == user_id)).one() >= MAX_KEYS:
        raise ApiKeyError(_("You have reached the limit of {count} keys. Revoke one first.").format(count=MAX_KEYS))
    token = KEY_PREFIX + create_token()
    values = {"name": name, "token_hash": hash_token(token), "created_at": at, "expires_at": expires_at}
    session.add(ApiToken(user_id=user_id, scopes=sorted(scopes), **values))
    session.flush()
    return token


def list_keys(session: Session, user_id: UUID) -> tuple[ApiKey, ...]:
    """Return the user's keys, newest first."""
    query = select(ApiToken).where(ApiToken.user_id == user_id)
    rows = session.scalars(query.order_by(ApiToken.created_at.desc(), ApiToken.id))
    return tuple(
        ApiKey(row.id, row.name, tuple(row.scopes), row.created_at, _find_end(row), row.last_used_at) for row in rows
    )


def revoke(session: Session, user_id: UUID, key_id: UUID) -> bool:
    """Delete a key, so that requests with it are rejected; return False when the user has no such key."""
    deletion = delete(ApiToken).where(ApiToken.id == key_id, ApiToken.user_id == user_id).returning(ApiToken.id)
    return session.scalars(deletion).one_or_none() is not None


def find_owner(session: Session, token: str, at: datetime) -> KeyOwner | None:
    """Return whose key this is and record its use; None when it is wrong, expired, idle or of a deleted account.

    `session` is an auth session.
    """
    query = (
        select(ApiToken.id, ApiToken.user_id, ApiToken.scopes, ApiToken.last_used_at)
        .join(User, User.id == ApiToken.user_id)
        .where(
            ApiToken.token_hash == hash_token(token),
            or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > at),
            func.coalesce(ApiToken.last_used_at, ApiToken.created_at) > at - IDLE_LIMIT,
            User.deleted_at.is_(None),
        )
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    if row.last_used_at is None or at - row.last_used_at > _LAST_USE_PRECISION:
        session.execute(update(ApiToken).where(ApiToken.id == row.id).values(last_used_at=at))
    return KeyOwner(row.id, row.user_id, frozenset(row.scopes))


def _find_end(key: ApiToken) -> datetime:
    """Return when the key ends unless it is used."""
    idle_end = (key.last_used_at or key.created_at) + IDLE_LIMIT
    return min(key.expires_at, idle_end) if key.expires_at else idle_end
