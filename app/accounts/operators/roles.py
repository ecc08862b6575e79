"""Grant and revoke the operator role, and sign users out, for the command line. The first operator: service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.mail.addresses import mask_address
from database.clock import now
from database.models import AuthEvent, Operator, User, UserSession
from database.operator_acts import record_act
from database.sql_files import driver_connection


class NoSuchAccount(ValueError):
    """No active account has this email."""


@dataclass(frozen=True, slots=True)
class OperatorAccount:
    """An operator. `is_able` is False while the email is not confirmed or the account is deleted."""

    email: str
    name: str | None
    granted_at: datetime
    is_able: bool


def list_operators(session: Session) -> list[OperatorAccount]:
    """Return every operator, in the order they were added."""
    rows = session.execute(
        select(User, Operator.granted_at).join(Operator, Operator.user_id == User.id).order_by(Operator.granted_at)
    )
    return [
        OperatorAccount(
            user.email, user.display_name, at, user.deleted_at is None and user.email_verified_at is not None
        )
        for user, at in rows
    ]


def add(session: Session, email: str) -> bool:
    """Make the account an operator; return False when it is one already. Raises NoSuchAccount."""
    row = insert(Operator).values(user_id=_get_account(session, email).id, granted_at=now())
    is_added = session.execute(row.on_conflict_do_nothing().returning(Operator.user_id)).first() is not None
    if is_added:
        _record_act(session, "operator_added", email)
    return is_added


def remove(session: Session, email: str) -> bool:
    """Revoke the operator role; return False when the account does not have it. Raises NoSuchAccount."""
    deletion = delete(Operator).where(Operator.user_id == _get_account(session, email).id)
    is_removed = session.execute(deletion.returning(Operator.user_id)).first() is not None
    if is_removed:
        _record_act(session, "operator_removed", email)
    return is_removed


def sign_out(session: Session, email: str | None) -> int:
    """End every session of an account, or of all accounts without `email`; return how many. Raises NoSuchAccount."""
    live = update(UserSession).where(UserSession.invalidated_at.is_(None), UserSession.expires_at > now())
    if email is not None:
        live = live.where(UserSession.user_id == _get_account(session, email).id)
    ended = session.scalars(live.values(invalidated_at=now()).returning(UserSession.user_id)).all()
    session.add_all(AuthEvent(user_id=user_id, event="session_revoked", occurred_at=now()) for user_id in set(ended))
    _record_act(session, "sessions_ended", email, sessions=len(ended))
    return len(ended)


def _record_act(session: Session, act: str, email: str | None, **details: int) -> None:
    """Record the act in the operators' log, which names accounts by a hidden address only."""
    subject = mask_address(email.strip()) if email else None
    record_act(driver_connection(session.connection()), act, subject, **details)


def _get_account(session: Session, email: str) -> User:
    user = session.scalars(
        select(User).where(func.lower(User.email) == email.strip().lower(), User.deleted_at.is_(None))
    ).one_or_none()
    if user is None:
        raise NoSuchAccount(f"no account has the address {email!r}; sign up with it first, then run this again")
    return user
