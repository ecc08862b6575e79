"""What is erased in time: accounts deleted a month ago, what sign-in leaves behind, files nobody keeps any more.

When it runs: orchestration. Every step can be repeated and stopped anywhere: an account goes in one transaction with
all that is its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import CursorResult, delete, or_, select, update
from sqlalchemy.orm import Session

from app.accounts.service import UNDO_WITHIN
from app.applications import files
from app.mail import outbox
from app.web import limits
from database.clock import now
from database.engine import engine
from database.models import AuthEvent, EmailVerificationToken, PasswordResetToken, User, UserSession
from database.sessions import auth_session

# How long what is over is still kept, to look into what happened.
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Erased:
    """How many of each were erased; of events, how many lost address and browser."""

    accounts: int
    events: int
    tokens: int
    sessions: int
    limits: int
    letters: int
    files: int


def clean_up() -> Erased:
    """Erase all that is due. Raises sqlalchemy.exc.OperationalError without a database."""
    moment = now()
    accounts = sum(_erase(user_id, moment - UNDO_WITHIN) for user_id in _due(moment - UNDO_WITHIN))
    with auth_session() as session:
        tokens = sum(
            _count(session.execute(delete(kind).where(kind.expires_at <= moment)))
            for kind in (EmailVerificationToken, PasswordResetToken)
        )
        over = or_(UserSession.expires_at < moment - KEPT, UserSession.invalidated_at < moment - KEPT)
        sessions = _count(session.execute(delete(UserSession).where(over)))
        return Erased(
            accounts=accounts,
            events=_forget_strangers(moment - KEPT),
            tokens=tokens,
            sessions=sessions,
            limits=limits.sweep(session),
            letters=outbox.forget(session, moment - KEPT),
            files=files.sweep(),
        )


def _due(before: datetime) -> list[UUID]:
    with auth_session() as session:
        return list(session.scalars(select(User.id).where(User.deleted_at <= before).order_by(User.deleted_at)))


def _erase(user_id: UUID, before: datetime) -> bool:
    """Erase an account and, through the database's cascades, all its rows; False when it was had back meanwhile.

    The security log stays without whose it was. As the owner: the role auth may add to that log, not change it.
    """
    with Session(engine("owner")) as session, session.begin():
        still_due = select(User.id).where(User.id == user_id, User.deleted_at <= before).with_for_update()
        if session.scalars(still_due).one_or_none() is None:
            return False
        session.execute(update(AuthEvent).where(AuthEvent.user_id == user_id).values(ip_address=None, user_agent=None))
        session.execute(delete(User).where(User.id == user_id))
        return True


def _forget_strangers(before: datetime) -> int:
    """Blank address and browser of what nobody's account can explain any more: tries with unknown addresses."""
    nobodys = (
        AuthEvent.user_id.is_(None),
        AuthEvent.occurred_at < before,
        or_(AuthEvent.ip_address.is_not(None), AuthEvent.user_agent.is_not(None)),
    )
    with Session(engine("owner")) as session, session.begin():
        return _count(session.execute(update(AuthEvent).where(*nobodys).values(ip_address=None, user_agent=None)))


def _count(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
