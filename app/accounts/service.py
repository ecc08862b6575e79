"""Sign up, confirm an email, and reset a password. Signing in: app.accounts.sign_in.

Nothing here tells a stranger whether an email has an account: only the message to its owner differs, and it is queued
after the response, so that response times do not tell either.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.accounts import access_keys, passwords, security_log, sessions
from app.mail import emails as mail_emails
from app.mail import outbox
from app.web import links
from app.web.client import Client
from app.web.tokens import create_token, hash_token
from database.clock import now
from database.models import (
    EmailVerificationToken,
    Operator,
    PasswordResetToken,
    ProviderType,
    User,
    UserAuthProvider,
)

LinkToken = TypeVar("LinkToken", EmailVerificationToken, PasswordResetToken)

VERIFY_LIFETIME = timedelta(hours=24)
RESET_LIFETIME = timedelta(minutes=60)
# How long signing in restores a deleted account.
RESTORE_PERIOD = timedelta(days=30)


def find(session: Session, email: str) -> User | None:
    """Return the account with this email, or else the latest deleted one that can still be restored."""
    return session.scalars(
        select(User)
        .where(
            func.lower(User.email) == email.lower(),
            User.deleted_at.is_(None) | (User.deleted_at > now() - RESTORE_PERIOD),
        )
        .order_by(User.deleted_at.desc().nulls_first())
        .limit(1)
    ).first()


def can_sign_in(session: Session, user: User) -> bool:
    """Return whether the account is active, or deleted and to be restored by signing in."""
    return user.deleted_at is None or find(session, user.email) is user


def sign_up(session: Session, email: str, password_hash: str, name: str | None, client: Client) -> None:
    """Create an account, or email the owner of the existing one."""
    # Of two simultaneous sign-ups with one email, the second waits here and then finds the first.
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(email.lower()))))
    user = _find_active_user(session, email)
    if user is None:
        user = User(email=email, password_hash=password_hash, display_name=name or None)
        session.add(user)
        session.flush()
        session.add(create_password_provider(user))
        security_log.record(session, "sign_up", client, user_id=user.id)
        message = mail_emails.build_verification_email(
            _create_verification_link(session, user), _count_hours(VERIFY_LIFETIME)
        )
    elif user.email_verified_at is None:
        # The stored password may be a stranger's, so whoever reads this email sets a new one.
        message = mail_emails.build_finish_sign_up_email(
            _create_reset_link(session, user, VERIFY_LIFETIME), _count_hours(VERIFY_LIFETIME)
        )
    else:
        message = mail_emails.build_address_in_use_email(
            links.build_url("/auth/sign-in"), links.build_url("/auth/forgot")
        )
    outbox.queue(session, message, recipient=user.email, user_id=user.id)


def request_reset(session: Session, email: str) -> None:
    """Email a reset link to the account, if there is one."""
    user = _find_active_user(session, email)
    if user is not None:
        link = _create_reset_link(session, user, RESET_LIFETIME)
        outbox.queue(
            session,
            mail_emails.build_reset_password_email(link, _count_minutes(RESET_LIFETIME)),
            recipient=user.email,
            user_id=user.id,
        )


def resend_verification(session: Session, email: str) -> None:
    """Send the confirmation email again, if the account exists and is not confirmed."""
    user = _find_active_user(session, email)
    if user is not None and user.email_verified_at is None:
        message = mail_emails.build_verification_email(
            _create_verification_link(session, user), _count_hours(VERIFY_LIFETIME)
        )
        outbox.queue(session, message, recipient=user.email, user_id=user.id)


def find_user_by_verification(session: Session, token: str) -> User | None:
    """Return the user of a valid verification token, and lock its row until the transaction ends."""
    return _find_user(session, EmailVerificationToken, token)


def find_user_by_reset(session: Session, token: str) -> User | None:
    """Return the user of a valid reset token, and lock its row until the transaction ends."""
    return _find_user(session, PasswordResetToken, token)


def verify_email(session: Session, user: User, client: Client) -> None:
    """Mark the email as confirmed. The first account to do so becomes operator."""
    if user.email_verified_at is None:
        user.email_verified_at = now()
        security_log.record(session, "email_verified", client, user_id=user.id)
        make_first_operator(session, user)
    consume_tokens(session, EmailVerificationToken, user.id)


def reset_password(session: Session, user: User, password: str, client: Client) -> None:
    """Set a new password and end all sessions, API keys and the calendar address.

    Reading the reset email also confirms the address.
    """
    set_password(session, user, password)
    security_log.record(session, "password_reset", client, user_id=user.id)
    verify_email(session, user, client)
    sessions.end_all(session, user.id)
    access_keys.end_keys(session, user.id, client)
    notify_password_changed(session, user)


def set_password(session: Session, user: User, password: str) -> None:
    """Store the hash of a new password and invalidate every reset link."""
    if user.password_hash is None:
        session.add(create_password_provider(user))
    user.password_hash = passwords.hash_password(password)
    user.updated_at = now()
    consume_tokens(session, PasswordResetToken, user.id)


def notify_password_changed(session: Session, user: User) -> None:
    """Email the user that the password changed, with a link to reset it if it was not them."""
    message = mail_emails.build_password_changed_email(now(), links.build_url("/auth/forgot"))
    outbox.queue(session, message, recipient=user.email, user_id=user.id)


def make_first_operator(session: Session, user: User) -> None:
    """Make the very first confirmed account an operator; of two simultaneous ones, only one.

    Later accounts never become operators by signing up, even if no operator is left; see `jobledger operators add`.
    """
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext("jobledger first operator"))))
    others = select(User.id).where(User.email_verified_at.is_not(None), User.id != user.id)
    if session.scalars(select(Operator.user_id).union_all(others).limit(1)).first() is None:
        session.add(Operator(user_id=user.id))


def create_password_provider(user: User) -> UserAuthProvider:
    """Return the row that allows sign-in with a password."""
    return UserAuthProvider(user_id=user.id, provider=ProviderType.PASSWORD, provider_user_id=str(user.id))


def consume_tokens(session: Session, kind: type[LinkToken], user_id: UUID) -> None:
    """Mark every open token of this kind as used."""
    session.execute(update(kind).where(kind.user_id == user_id, kind.consumed_at.is_(None)).values(consumed_at=now()))


def _find_active_user(session: Session, email: str) -> User | None:
    return session.scalars(
        select(User).where(func.lower(User.email) == email.lower(), User.deleted_at.is_(None))
    ).one_or_none()


def _find_user(session: Session, kind: type[LinkToken], token: str) -> User | None:
    row = session.scalars(
        select(kind)
        .where(kind.token_hash == hash_token(token), kind.consumed_at.is_(None), kind.expires_at > now())
        .with_for_update()
    ).one_or_none()
    user = session.get(User, row.user_id) if row else None
    return user if user and user.deleted_at is None else None


def _create_verification_link(session: Session, user: User) -> str:
    consume_tokens(session, EmailVerificationToken, user.id)
    token, expires_at = create_token(), now() + VERIFY_LIFETIME
    session.add(EmailVerificationToken(user_id=user.id, token_hash=hash_token(token), expires_at=expires_at))
    return links.build_url("/auth/verify", token=token)


def _create_reset_link(session: Session, user: User, lifetime: timedelta) -> str:
    consume_tokens(session, PasswordResetToken, user.id)
    token, expires_at = create_token(), now() + lifetime
    session.add(PasswordResetToken(user_id=user.id, token_hash=hash_token(token), expires_at=expires_at))
    return links.build_url("/auth/reset", token=token)


def _count_hours(span: timedelta) -> int:
    return int(span.total_seconds() // 3600)


def _count_minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
