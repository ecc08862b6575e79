"""Erase expired data: deleted accounts, old tokens and sessions, unused files. When it runs: orchestration.

Every step can be repeated and interrupted anywhere: an account is erased in one transaction with all its rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, delete, or_, select, text, update
from sqlalchemy.orm import Session

from app.accounts.service import RESTORE_PERIOD
from app.applications import files
from app.mail import outbox
from app.web import limits
from database.clock import now
from database.engine import engine
from database.models import AuthEvent, CountedApplication, EmailVerificationToken, PasswordResetToken, User, UserSession
from database.sessions import auth_session

# How long ended sessions, log addresses and sent emails stay, so that incidents can be investigated.
RETENTION_PERIOD = timedelta(days=30)
# The tables in which dbt keeps rows of people, by the column that names whose they are.
_TABLES_OF_PEOPLE = """
select c.oid::regclass::text, a.attname
from pg_class as c
join pg_attribute as a on a.attrelid = c.oid
where c.relnamespace = 'staging'::regnamespace and c.relkind = 'r' and not a.attisdropped
    and a.atttypid = 'uuid'::regtype and a.attname in ('user_id', 'scope')
order by 1
"""


@dataclass(frozen=True, slots=True)
class ErasedCounts:
    """Count what was erased; of events, those that lost their address and browser."""

    accounts: int
    events: int
    tokens: int
    sessions: int
    limits: int
    emails: int
    files: int


def clean_up() -> ErasedCounts:
    """Erase everything that has expired. Raises sqlalchemy.exc.OperationalError without a database."""
    moment = now()
    accounts = sum(
        _erase_account(user_id, moment - RESTORE_PERIOD) for user_id in _list_expired_accounts(moment - RESTORE_PERIOD)
    )
    with auth_session() as session:
        tokens = sum(
            _count(session.execute(delete(kind).where(kind.expires_at <= moment)))
            for kind in (EmailVerificationToken, PasswordResetToken)
        )
        has_ended = or_(
            UserSession.expires_at < moment - RETENTION_PERIOD, UserSession.invalidated_at < moment - RETENTION_PERIOD
        )
        sessions = _count(session.execute(delete(UserSession).where(has_ended)))
        return ErasedCounts(
            accounts=accounts,
            events=_anonymise_security_events(moment - RETENTION_PERIOD),
            tokens=tokens,
            sessions=sessions,
            limits=limits.sweep(session),
            emails=outbox.delete_finished(session, moment - RETENTION_PERIOD),
            files=files.sweep(),
        )


def _list_expired_accounts(deleted_before: datetime) -> list[UUID]:
    with auth_session() as session:
        return list(session.scalars(select(User.id).where(User.deleted_at <= deleted_before).order_by(User.deleted_at)))


def _erase_account(user_id: UUID, deleted_before: datetime) -> bool:
    """Erase an account and, by the database's cascades, all its rows; return False when it was restored meanwhile.

    The security log stays, anonymous. It needs the owner: the role auth may add to that log but not change it.
    """
    with Session(engine("owner")) as session, session.begin():
        expired_account = select(User.id).where(User.id == user_id, User.deleted_at <= deleted_before).with_for_update()
        if session.scalars(expired_account).one_or_none() is None:
            return False
        session.execute(update(AuthEvent).where(AuthEvent.user_id == user_id).values(ip_address=None, user_agent=None))
        _erase_metrics(session, user_id)
        session.execute(delete(User).where(User.id == user_id))
        return True


def _erase_metrics(session: Session, user_id: UUID) -> None:
    """Erase what builds computed of the person, which no foreign key reaches: dbt makes its tables anew.

    What the market's metrics counted stays without a person, name or answer until the next build, which would not find
    out otherwise that those days have to be counted again.
    """
    counted = select(CountedApplication).where(CountedApplication.user_id == user_id)
    for application in session.scalars(counted.where(CountedApplication.may_aggregate)):
        session.add(
            CountedApplication(
                application_id=uuid4(),
                user_id=uuid4(),
                timezone="UTC",
                source="",
                title_group="",
                company="",
                workplace="",
                may_aggregate=True,
                applied_at=datetime.combine(application.applied_on_utc, time(), UTC),
                applied_on=application.applied_on_utc,
                applied_on_utc=application.applied_on_utc,
            )
        )
    session.flush()
    for name, column in session.execute(text(_TABLES_OF_PEOPLE)).all():
        session.execute(text(f"delete from {name} where {column} = :user_id"), {"user_id": user_id})  # noqa: S608 - names of the catalogue


def _anonymise_security_events(until: datetime) -> int:
    """Remove address and browser from old events without an account, such as attempts with an unknown email."""
    anonymous_events = (
        AuthEvent.user_id.is_(None),
        AuthEvent.occurred_at < until,
        or_(AuthEvent.ip_address.is_not(None), AuthEvent.user_agent.is_not(None)),
    )
    with Session(engine("owner")) as session, session.begin():
        return _count(
            session.execute(update(AuthEvent).where(*anonymous_events).values(ip_address=None, user_agent=None))
        )


def _count(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
