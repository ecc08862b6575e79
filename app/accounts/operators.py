"""What who runs the installation does about accounts: name operators, sign people out. The first operator: accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from database.clock import now
from database.models import AuthEvent, Operator, User, UserSession


class NoSuchAccount(ValueError):
    """No account that is in use has this address."""


@dataclass(frozen=True, slots=True)
class Named:
    """An operator. `is_able` is False while the address is not confirmed or the account is deleted."""

    email: str
    name: str | None
    granted_at: datetime
    is_able: bool


def all_of_them(session: Session) -> list[Named]:
    """Every operator, the first one first."""
    rows = session.execute(
        select(User, Operator.granted_at).join(Operator, Operator.user_id == User.id).order_by(Operator.granted_at)
    )
    return [
        Named(user.email, user.display_name, at, user.deleted_at is None and user.email_verified_at is not None)
        for user, at in rows
    ]


def add(session: Session, email: str) -> bool:
    """Make the account of this address an operator; False when it is one already. Raises NoSuchAccount."""
    row = insert(Operator).values(user_id=_account(session, email).id, granted_at=now())
    return session.execute(row.on_conflict_do_nothing().returning(Operator.user_id)).first() is not None


def remove(session: Session, email: str) -> bool:
    """Take it back; False when it is none. Raises NoSuchAccount."""
    gone = delete(Operator).where(Operator.user_id == _account(session, email).id)
    return session.execute(gone.returning(Operator.user_id)).first() is not None


def sign_out(session: Session, email: str | None) -> int:
    """End every session of an account, of everyone without an address; returns how many. Raises NoSuchAccount."""
    live = update(UserSession).where(UserSession.invalidated_at.is_(None), UserSession.expires_at > now())
    if email is not None:
        live = live.where(UserSession.user_id == _account(session, email).id)
    ended = session.scalars(live.values(invalidated_at=now()).returning(UserSession.user_id)).all()
    session.add_all(AuthEvent(user_id=user_id, event="session_revoked", occurred_at=now()) for user_id in set(ended))
    return len(ended)


def _account(session: Session, email: str) -> User:
    user = session.scalars(
        select(User).where(func.lower(User.email) == email.strip().lower(), User.deleted_at.is_(None))
    ).one_or_none()
    if user is None:
        raise NoSuchAccount(f"no account has the address {email!r}; sign up with it first, then run this again")
    return user
