"""Sessions: made at sign-in, found again by their cookie's token, ended. The rows, not the cookies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.web.client import Client
from app.web.tokens import fingerprint, new_token
from database.clock import now
from database.models import SessionUse, UserSession

# A month after sign-in a session is over in any case, after two weeks without use even sooner.
LIFETIME = timedelta(days=30)
IDLE = timedelta(days=14)
# How precisely the last use is kept: a page in use writes once a minute, not once a click.
_PRECISION = timedelta(minutes=1)

_FIND = text("""
select s.id, s.user_id, u.email, u.display_name, u.timezone, u.avatar_url, s.created_at, used.last_used_at,
    exists (select from ops.operators as o where o.user_id = u.id) as is_operator
from sessions as s
join users as u on u.id = s.user_id
left join ops.session_uses as used on used.session_id = s.id
where s.session_token_hash = :hash and s.invalidated_at is null and s.expires_at > :now and u.deleted_at is null
    and coalesce(used.last_used_at, s.created_at) > :idle
""")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whose session it is, as far as every page needs it."""

    session_id: UUID
    user_id: UUID
    email: str
    display_name: str | None
    timezone: str | None
    avatar_url: str | None
    is_operator: bool
    created_at: datetime

    @property
    def name(self) -> str:
        """What to call the person."""
        return self.display_name or self.email.partition("@")[0]


@dataclass(frozen=True, slots=True)
class Device:
    """A session as its owner sees it in a list."""

    session_id: UUID
    address: str | None
    agent: str | None
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


def open_session(session: Session, user_id: UUID, client: Client) -> str:
    """Make a session and return its token, which is kept nowhere else."""
    token = new_token()
    moment = now()
    made = UserSession(
        user_id=user_id,
        session_token_hash=fingerprint(token),
        ip_address=client.address,
        user_agent=client.agent,
        created_at=moment,
        expires_at=moment + LIFETIME,
    )
    session.add(made)
    session.flush()
    session.add(SessionUse(session_id=made.id, last_used_at=moment))
    return token


def find(session: Session, token: str | None) -> SignedIn | None:
    """The live session of a token, noting its use; None when there is none, or it or its account has ended."""
    if not token:
        return None
    moment = now()
    row = session.execute(_FIND, {"hash": fingerprint(token), "now": moment, "idle": moment - IDLE}).one_or_none()
    if row is None:
        return None
    if row.last_used_at is None or moment - row.last_used_at > _PRECISION:
        _note_use(session, row.id, moment)
    return SignedIn(
        row.id, row.user_id, row.email, row.display_name, row.timezone, row.avatar_url, row.is_operator, row.created_at
    )


def devices(session: Session, user_id: UUID) -> Sequence[Device]:
    """The live sessions of an account, the last used first."""
    moment = now()
    rows = session.execute(
        select(UserSession, SessionUse.last_used_at)
        .outerjoin(SessionUse, SessionUse.session_id == UserSession.id)
        .where(UserSession.user_id == user_id, UserSession.invalidated_at.is_(None), UserSession.expires_at > moment)
    )
    live = [_device(one, used or one.created_at) for one, used in rows]
    used_lately = [device for device in live if device.last_used_at > moment - IDLE]
    return sorted(used_lately, key=lambda device: device.last_used_at, reverse=True)


def renew(session: Session, session_id: UUID) -> str:
    """Give a live session a new token, so that one copied before is worth nothing, and return it. Its age stays."""
    token = new_token()
    live = update(UserSession).where(UserSession.id == session_id, UserSession.invalidated_at.is_(None))
    session.execute(live.values(session_token_hash=fingerprint(token)))
    return token


def end(session: Session, user_id: UUID, session_id: UUID) -> bool:
    """End one session of the account; False when it has no such live session."""
    return _end(session, UserSession.user_id == user_id, UserSession.id == session_id) > 0


def end_all(session: Session, user_id: UUID, *, but: UUID | None = None) -> int:
    """End every session of the account but the one named; returns how many."""
    conditions = [UserSession.user_id == user_id]
    if but is not None:
        conditions.append(UserSession.id != but)
    return _end(session, *conditions)


def _device(one: UserSession, last_used_at: datetime) -> Device:
    address = str(one.ip_address) if one.ip_address else None
    return Device(one.id, address, one.user_agent, one.created_at, last_used_at, one.expires_at)


def _end(session: Session, *conditions: ColumnElement[bool]) -> int:
    live = update(UserSession).where(UserSession.invalidated_at.is_(None), *conditions).values(invalidated_at=now())
    return len(session.scalars(live.returning(UserSession.id)).all())


def _note_use(session: Session, session_id: UUID, moment: datetime) -> None:
    """Keep the last use. Two pages at once may both write; the later time stays."""
    row = insert(SessionUse).values(session_id=session_id, last_used_at=moment)
    session.execute(
        row.on_conflict_do_update(
            index_elements=[SessionUse.session_id],
            set_={"last_used_at": row.excluded.last_used_at},
            where=SessionUse.last_used_at < row.excluded.last_used_at,
        )
    )
