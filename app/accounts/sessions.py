"""Create, find and end sign-in sessions in the database. Their cookies: app.web.cookies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.web.client import Client
from app.web.tokens import create_token, hash_token
from database.clock import now
from database.models import SessionUse, UserSession

# A session ends a month after sign-in, or after two weeks without use.
SESSION_LIFETIME = timedelta(days=30)
IDLE_LIMIT = timedelta(days=14)
# How precisely the last use is stored, so that an open page writes once a minute and not on every click.
_LAST_USE_PRECISION = timedelta(minutes=1)

_LIVE_SESSIONS = """
from sessions as s
join users as u on u.id = s.user_id
left join ops.session_uses as used on used.session_id = s.id
where s.invalidated_at is null and s.expires_at > :now and u.deleted_at is null
    and coalesce(used.last_used_at, s.created_at) > :idle
"""
_FIND_SESSION_SQL = text(f"""
select s.id, s.user_id, u.email, u.display_name, u.timezone, u.avatar_url, s.created_at, used.last_used_at,
    used.confirmed_at,
    exists (select from ops.operators as o where o.user_id = u.id) as is_operator
{_LIVE_SESSIONS} and s.session_token_hash = :hash
""")  # noqa: S608 - constants
_FIND_LIVE_HASHES_SQL = text(f"select s.session_token_hash {_LIVE_SESSIONS} and s.session_token_hash = any(:hashes)")


@dataclass(frozen=True, slots=True)
class SignedInUser:
    """The signed-in user, with what every page needs of the account."""

    session_id: UUID
    user_id: UUID
    email: str
    display_name: str | None
    timezone: str | None
    avatar_url: str | None
    is_operator: bool
    created_at: datetime
    confirmed_at: datetime | None

    @property
    def name(self) -> str:
        """Return the display name, or the part of the email before the @."""
        return self.display_name or self.email.partition("@")[0]


@dataclass(frozen=True, slots=True)
class Device:
    """A session as its owner sees it in the list of devices."""

    session_id: UUID
    address: str | None
    agent: str | None
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


def create_session(session: Session, user_id: UUID, client: Client) -> str:
    """Create a session and return its token; only the hash is stored."""
    token = create_token()
    moment = now()
    user_session = UserSession(
        user_id=user_id,
        session_token_hash=hash_token(token),
        ip_address=client.address,
        user_agent=client.agent,
        created_at=moment,
        expires_at=moment + SESSION_LIFETIME,
    )
    session.add(user_session)
    session.flush()
    session.add(SessionUse(session_id=user_session.id, last_used_at=moment))
    return token


def find(session: Session, token: str | None) -> SignedInUser | None:
    """Return the user of a live session and record its use; None when the session or its account has ended."""
    if not token:
        return None
    moment = now()
    row = session.execute(
        _FIND_SESSION_SQL, {"hash": hash_token(token), "now": moment, "idle": moment - IDLE_LIMIT}
    ).one_or_none()
    if row is None:
        return None
    if row.last_used_at is None or moment - row.last_used_at > _LAST_USE_PRECISION:
        _record_use(session, row.id, moment)
    return SignedInUser(
        session_id=row.id,
        user_id=row.user_id,
        email=row.email,
        display_name=row.display_name,
        timezone=row.timezone,
        avatar_url=row.avatar_url,
        is_operator=row.is_operator,
        created_at=row.created_at,
        confirmed_at=row.confirmed_at,
    )


def find_live_hashes(session: Session, hashes: Sequence[str]) -> set[str]:
    """Return those of these tokens' hashes whose sessions are live. To look is not to use a session."""
    moment = now()
    parameters = {"hashes": list(hashes), "now": moment, "idle": moment - IDLE_LIMIT}
    return set(session.scalars(_FIND_LIVE_HASHES_SQL, parameters))


def list_devices(session: Session, user_id: UUID) -> Sequence[Device]:
    """Return the live sessions of an account, most recently used first."""
    moment = now()
    rows = session.execute(
        select(UserSession, SessionUse.last_used_at)
        .outerjoin(SessionUse, SessionUse.session_id == UserSession.id)
        .where(UserSession.user_id == user_id, UserSession.invalidated_at.is_(None), UserSession.expires_at > moment)
    )
    devices = [
        _create_device(user_session, last_used_at or user_session.created_at) for user_session, last_used_at in rows
    ]
    live_devices = [device for device in devices if device.last_used_at > moment - IDLE_LIMIT]
    return sorted(live_devices, key=lambda device: device.last_used_at, reverse=True)


def renew(session: Session, session_id: UUID) -> str:
    """Replace the token of a live session and return it, so that a stolen one stops working. Its expiry stays."""
    token = create_token()
    live = update(UserSession).where(UserSession.id == session_id, UserSession.invalidated_at.is_(None))
    session.execute(live.values(session_token_hash=hash_token(token)))
    return token


def end(session: Session, user_id: UUID, session_id: UUID) -> bool:
    """End one session of the account; return False when it has no such live session."""
    return _end_sessions(session, UserSession.user_id == user_id, UserSession.id == session_id) > 0


def end_all(session: Session, user_id: UUID, *, except_id: UUID | None = None) -> int:
    """End every session of the account except one; return how many ended."""
    conditions = [UserSession.user_id == user_id]
    if except_id is not None:
        conditions.append(UserSession.id != except_id)
    return _end_sessions(session, *conditions)


def _create_device(user_session: UserSession, last_used_at: datetime) -> Device:
    return Device(
        session_id=user_session.id,
        address=str(user_session.ip_address) if user_session.ip_address else None,
        agent=user_session.user_agent,
        created_at=user_session.created_at,
        last_used_at=last_used_at,
        expires_at=user_session.expires_at,
    )


def _end_sessions(session: Session, *conditions: ColumnElement[bool]) -> int:
    live = update(UserSession).where(UserSession.invalidated_at.is_(None), *conditions).values(invalidated_at=now())
    return len(session.scalars(live.returning(UserSession.id)).all())


def _record_use(session: Session, session_id: UUID, moment: datetime) -> None:
    """Store the last use. When two pages write at once, the later time stays."""
    row = insert(SessionUse).values(session_id=session_id, last_used_at=moment)
    session.execute(
        row.on_conflict_do_update(
            index_elements=[SessionUse.session_id],
            set_={"last_used_at": row.excluded.last_used_at},
            where=SessionUse.last_used_at < row.excluded.last_used_at,
        )
    )
