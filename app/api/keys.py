"""Keys to read one's own data with: made, listed and revoked by the person, looked up at the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.web.tokens import fingerprint, new_token
from database.models import ApiToken, User
from database.sessions import CURRENT_USER_ID

PREFIX = "jl_"
MOST = 20
LONGEST_NAME = 60
# How precisely the last use is kept.
_PRECISION = timedelta(minutes=1)


class Refused(ValueError):
    """A key that cannot be made; its text says why."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key as its owner sees it."""

    id: UUID
    name: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose key was shown at the door."""

    key_id: UUID
    user_id: UUID


def make(session: Session, name: str, expires_at: datetime | None, at: datetime) -> str:
    """A new key's token, which is kept nowhere. Raises Refused without a name, and when there are MOST."""
    tidy = " ".join(name.replace("\x00", "").split())[:LONGEST_NAME].rstrip()
    if not tidy:
        raise Refused("Give the key a name, such as the program's that will use it.")
    if session.scalars(select(func.count()).select_from(ApiToken)).one() >= MOST:
        raise Refused(f"There are {MOST} keys already. Revoke one first.")
    token = PREFIX + new_token()
    kept = {"name": tidy, "token_hash": fingerprint(token), "created_at": at, "expires_at": expires_at}
    session.execute(insert(ApiToken).values(user_id=CURRENT_USER_ID, **kept))
    return token


def listed(session: Session) -> tuple[Key, ...]:
    """The keys, the newest first."""
    found = session.scalars(select(ApiToken).order_by(ApiToken.created_at.desc(), ApiToken.id))
    return tuple(Key(one.id, one.name, one.created_at, one.expires_at, one.last_used_at) for one in found)


def revoke(session: Session, key_id: UUID) -> None:
    """End a key; it opens nothing from now on."""
    session.execute(delete(ApiToken).where(ApiToken.id == key_id))


def holder(door: Session, token: str, at: datetime) -> Holder | None:
    """Whose key this is, asked as role auth, noting its use; None when it is wrong, too old or of a deleted account."""
    query = (
        select(ApiToken.id, ApiToken.user_id, ApiToken.last_used_at)
        .join(User, User.id == ApiToken.user_id)
        .where(
            ApiToken.token_hash == fingerprint(token),
            or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > at),
            User.deleted_at.is_(None),
        )
    )
    row = door.execute(query).one_or_none()
    if row is None:
        return None
    if row.last_used_at is None or at - row.last_used_at > _PRECISION:
        door.execute(update(ApiToken).where(ApiToken.id == row.id).values(last_used_at=at))
    return Holder(row.id, row.user_id)
