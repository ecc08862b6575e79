"""The outbox: letters are put into it in the transaction of what they tell of, and looked at. Sending is sender.py's.

A letter waits until `not_before`. One that was given up stays: its `not_before` is NEVER, `last_error` says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from app.mail.addresses import deliverable
from app.mail.emails import Email
from database.clock import now
from database.models import OutgoingEmail, User

NEVER = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Waiting:
    """A letter that is not sent yet, or was given up; without an account or recipient left, `recipient` is None."""

    id: UUID
    recipient: str | None
    subject: str
    text: str
    html: str | None
    created_at: datetime
    not_before: datetime
    attempts: int
    last_error: str | None

    @property
    def given_up(self) -> bool:
        """Whether it will not be tried again."""
        return self.not_before >= NEVER


@dataclass(frozen=True)
class OutboxHealth:
    """What an operator watches: letters still to be sent, the age of the oldest that is due, and what goes wrong."""

    queued: int
    oldest_seconds: float
    failing: int
    given_up: int


def queue(
    session: Session,
    letter: Email,
    *,
    user_id: UUID | None = None,
    recipient: str | None = None,
    not_before: datetime | None = None,
) -> UUID:
    """Put a letter into the outbox; it is sent when the session's transaction commits, not before `not_before`.

    It goes to `recipient`, else to the address that the account has when it is sent. Works for the roles auth and
    pipeline. Raises ValueError without either, BadAddress for a recipient that mail cannot be sent to.
    """
    if user_id is None and recipient is None:
        raise ValueError("a letter needs an account or a recipient")
    if recipient is not None:
        deliverable(recipient)
    moment, letter_id = now(), uuid4()
    session.flush()  # the account may be new in this very transaction
    session.execute(
        insert(OutgoingEmail).values(
            id=letter_id,
            user_id=user_id,
            recipient=recipient,
            subject=letter.subject,
            text_body=letter.text,
            html_body=letter.html,
            headers=dict(letter.headers) or None,
            created_at=moment,
            not_before=not_before or moment,
        )
    )
    return letter_id


def waiting(session: Session, limit: int = 50, *, given_up: bool = False) -> list[Waiting]:
    """The newest letters that wait to be sent, with those that were `given_up` when asked for. Role auth."""
    query = (
        select(OutgoingEmail, User.email)
        .outerjoin(User, User.id == OutgoingEmail.user_id)
        .where(OutgoingEmail.sent_at.is_(None) if given_up else _open())
        .order_by(OutgoingEmail.created_at.desc(), OutgoingEmail.id)
        .limit(limit)
    )
    return [_waiting(letter, email) for letter, email in session.execute(query)]


def health(session: Session) -> OutboxHealth:
    """The state of the outbox now. Role auth."""
    moment = now()
    is_late = and_(_open(), or_(OutgoingEmail.not_before <= moment, OutgoingEmail.attempts > 0))
    is_given_up = and_(OutgoingEmail.sent_at.is_(None), OutgoingEmail.not_before >= NEVER)
    queued, oldest, failing, given_up = session.execute(
        select(
            func.count().filter(_open()),
            func.min(OutgoingEmail.created_at).filter(is_late),
            func.count().filter(and_(_open(), OutgoingEmail.last_error.is_not(None))),
            func.count().filter(is_given_up),
        ).where(OutgoingEmail.sent_at.is_(None))
    ).one()
    seconds = max((moment - oldest).total_seconds(), 0.0) if oldest else 0.0
    return OutboxHealth(queued, seconds, failing, given_up)


def try_again(session: Session) -> int:
    """Make the letters that were given up due again, as if never tried; returns how many. Role auth."""
    given_up = and_(OutgoingEmail.sent_at.is_(None), OutgoingEmail.not_before >= NEVER, OutgoingEmail.text_body != "")
    query = update(OutgoingEmail).where(given_up).values(not_before=now(), attempts=0, last_error=None)
    return len(session.execute(query.returning(OutgoingEmail.id)).all())


def forget(session: Session, before: datetime) -> int:
    """Remove the letters sent or given up that were written `before` then; returns how many. Role auth."""
    done = and_(OutgoingEmail.created_at < before, ~_open())
    return len(session.execute(delete(OutgoingEmail).where(done).returning(OutgoingEmail.id)).all())


def _open() -> ColumnElement[bool]:
    return and_(OutgoingEmail.sent_at.is_(None), OutgoingEmail.not_before < NEVER)


def _waiting(letter: OutgoingEmail, email: str | None) -> Waiting:
    return Waiting(
        id=letter.id,
        recipient=letter.recipient or email,
        subject=letter.subject,
        text=letter.text_body,
        html=letter.html_body,
        created_at=letter.created_at,
        not_before=letter.not_before,
        attempts=letter.attempts,
        last_error=letter.last_error,
    )
