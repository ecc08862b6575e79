"""Who may run the sources, as `jobledger operators` shows and sets it. The first makes themself one: accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from database.clock import now
from database.models import Operator, User


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


def _account(session: Session, email: str) -> User:
    user = session.scalars(
        select(User).where(func.lower(User.email) == email.strip().lower(), User.deleted_at.is_(None))
    ).one_or_none()
    if user is None:
        raise NoSuchAccount(f"no account has the address {email!r}; sign up with it first, then run this again")
    return user
