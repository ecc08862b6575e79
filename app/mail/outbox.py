"""Queue emails in the outbox, in the transaction of the change they report, and list them. Sending is sender.py's.

An email waits until `not_before`. One that was given up stays: its `not_before` is NEVER, `last_error` says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, type_coerce, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from app.mail.addresses import check_deliverable
from app.mail.emails import Email
from database.clock import now
from database.models import OutgoingEmail, User
from database.operator_acts import record_act
from database.sql_files import driver_connection

NEVER_SEND_AT = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class QueuedEmail:
    """An email that is not sent yet, or was given up; `recipient` is None without an account or address left."""

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
        """Return whether it will not be tried again."""
        return self.not_before >= NEVER_SEND_AT


@dataclass(frozen=True)
class OutboxHealth:
    """The state of the outbox: emails to send, the age of the oldest that is due, and those that fail."""

    queued: int
    oldest_age_seconds: float
    failing: int
    given_up: int


def queue(
    session: Session,
    email: Email,
    *,
    user_id: UUID | None = None,
    recipient: str | None = None,
    not_before: datetime | None = None,
) -> UUID:
    """Put an email into the outbox; it is sent after the session's transaction commits, not before `not_before`.

    It goes to `recipient`, else to the address that the account has when it is sent. Role auth; the pipeline uses
    `queue_report`. Raises ValueError without either, BadAddress for a recipient that mail cannot be sent to.
    """
    if user_id is None and recipient is None:
        raise ValueError("an email needs an account or a recipient")
    if recipient is not None:
        check_deliverable(recipient)
    moment, email_id = now(), uuid4()
    session.flush()  # the account may be new in this very transaction
    session.execute(
        insert(OutgoingEmail).values(
            id=email_id,
            user_id=user_id,
            recipient=recipient,
            subject=email.subject,
            text_body=email.text,
            html_body=email.html,
            headers=dict(email.headers) or None,
            created_at=moment,
            not_before=not_before or moment,
        )
    )
    return email_id


def queue_report(
    session: Session, kind: Literal["alert_report", "follow_up_reminder"], email: Email, user_id: UUID
) -> UUID:
    """Put an email of the pipeline's into the outbox, to the address that the account has when it is sent."""
    moment, email_id = now(), uuid4()
    headers = type_coerce(dict(email.headers) or None, JSONB(none_as_null=True))
    session.execute(
        select(
            func.ops.queue_report(
                kind, email_id, user_id, email.subject, email.text, email.html, headers, moment, moment
            )
        )
    )
    return email_id


def list_queued(session: Session, limit: int = 50, *, given_up: bool = False) -> list[QueuedEmail]:
    """Return the newest emails to be sent, with those that were given up if `given_up`. Role auth."""
    query = (
        select(OutgoingEmail, User.email)
        .outerjoin(User, User.id == OutgoingEmail.user_id)
        .where(OutgoingEmail.sent_at.is_(None) if given_up else _open())
        .order_by(OutgoingEmail.created_at.desc(), OutgoingEmail.id)
        .limit(limit)
    )
    return [_create_queued_email(email, address) for email, address in session.execute(query)]


def load_health(session: Session) -> OutboxHealth:
    """Return the state of the outbox. Role auth."""
    moment = now()
    is_late = and_(_open(), or_(OutgoingEmail.not_before <= moment, OutgoingEmail.attempts > 0))
    is_given_up = and_(OutgoingEmail.sent_at.is_(None), OutgoingEmail.not_before >= NEVER_SEND_AT)
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


def retry_given_up(session: Session) -> int:
    """Make the emails that were given up due again, as if never tried; return how many. Role auth."""
    given_up = and_(
        OutgoingEmail.sent_at.is_(None), OutgoingEmail.not_before >= NEVER_SEND_AT, OutgoingEmail.text_body != ""
    )
    query = update(OutgoingEmail).where(given_up).values(not_before=now(), attempts=0, last_error=None)
    count = len(session.execute(query.returning(OutgoingEmail.id)).all())
    record_act(driver_connection(session.connection()), "emails_retried", emails=count)
    return count


def delete_finished(session: Session, cutoff: datetime) -> int:
    """Delete the emails sent or given up that were created before `cutoff`; return how many. Role auth."""
    is_finished = and_(OutgoingEmail.created_at < cutoff, ~_open())
    return len(session.execute(delete(OutgoingEmail).where(is_finished).returning(OutgoingEmail.id)).all())


def _open() -> ColumnElement[bool]:
    return and_(OutgoingEmail.sent_at.is_(None), OutgoingEmail.not_before < NEVER_SEND_AT)


def _create_queued_email(email: OutgoingEmail, address: str | None) -> QueuedEmail:
    return QueuedEmail(
        id=email.id,
        recipient=email.recipient or address,
        subject=email.subject,
        text=email.text_body,
        html=email.html_body,
        created_at=email.created_at,
        not_before=email.not_before,
        attempts=email.attempts,
        last_error=email.last_error,
    )
