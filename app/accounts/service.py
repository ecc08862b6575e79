"""Accounts at the door: sign up, prove an address, forget and reset a password. Signing in: app.accounts.sign_in.

Nothing here tells a stranger whether an address has an account. What differs is only in the letter, which the address's
owner alone reads; and letters are written after the page has been answered, so that its time says nothing either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.accounts import passwords, security_log, sessions
from app.mail import emails as mail_emails
from app.mail import outbox
from app.web import links
from app.web.client import Client
from app.web.tokens import fingerprint, new_token
from database.clock import now
from database.models import (
    EmailVerificationToken,
    Operator,
    PasswordResetToken,
    ProviderType,
    User,
    UserAuthProvider,
)

OneUse = TypeVar("OneUse", EmailVerificationToken, PasswordResetToken)

VERIFY_WITHIN = timedelta(hours=24)
RESET_WITHIN = timedelta(minutes=60)
# How long a deleted account can be had back by signing in.
UNDO_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Proven:
    """A letter's link that was honoured: whose, and whether the account is newly usable."""

    user_id: UUID
    email: str


def find(session: Session, email: str) -> User | None:
    """The account of an address; else the one most lately deleted that can still be had back."""
    return session.scalars(
        select(User)
        .where(
            func.lower(User.email) == email.lower(),
            User.deleted_at.is_(None) | (User.deleted_at > now() - UNDO_WITHIN),
        )
        .order_by(User.deleted_at.desc().nulls_first())
        .limit(1)
    ).first()


def sign_up(session: Session, email: str, stored: str, name: str | None, client: Client) -> None:
    """Make an account with a password's hash, or write to the owner of the one that has the address already."""
    # Two sign-ups with one address at once: the second waits here and then finds the first.
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(email.lower()))))
    user = _active(session, email)
    if user is None:
        user = User(email=email, password_hash=stored, display_name=name or None)
        session.add(user)
        session.flush()
        session.add(password_way(user))
        security_log.record(session, "sign_up", client, user_id=user.id)
        letter = mail_emails.verify_address(_verification_link(session, user), _hours(VERIFY_WITHIN))
    elif user.email_verified_at is None:
        # Who chose the password that is kept may be someone else: only the letter's reader sets the one that counts.
        letter = mail_emails.finish_sign_up(_reset_link(session, user, VERIFY_WITHIN), _hours(VERIFY_WITHIN))
    else:
        letter = mail_emails.address_in_use(links.absolute("/auth/sign-in"), links.absolute("/auth/forgot"))
    outbox.queue(session, letter, recipient=user.email, user_id=user.id)


def ask_for_reset(session: Session, email: str) -> None:
    """Write to the account of this address, if there is one."""
    user = _active(session, email)
    if user is not None:
        link = _reset_link(session, user, RESET_WITHIN)
        outbox.queue(
            session, mail_emails.reset_password(link, _minutes(RESET_WITHIN)), recipient=user.email, user_id=user.id
        )


def ask_to_verify(session: Session, email: str) -> None:
    """Send the verification letter again, if the address has an account that waits for it."""
    user = _active(session, email)
    if user is not None and user.email_verified_at is None:
        letter = mail_emails.verify_address(_verification_link(session, user), _hours(VERIFY_WITHIN))
        outbox.queue(session, letter, recipient=user.email, user_id=user.id)


def holder_of_verification(session: Session, token: str) -> User | None:
    """Whose unused, unexpired verification token this is; the row stays locked until the transaction ends."""
    return _holder(session, EmailVerificationToken, token)


def holder_of_reset(session: Session, token: str) -> User | None:
    """Whose unused, unexpired reset token this is; the row stays locked until the transaction ends."""
    return _holder(session, PasswordResetToken, token)


def verify(session: Session, user: User, client: Client) -> None:
    """Take the address as proven. The first account to prove one becomes operator."""
    if user.email_verified_at is None:
        user.email_verified_at = now()
        security_log.record(session, "email_verified", client, user_id=user.id)
        make_first_operator(session, user)
    consume(session, EmailVerificationToken, user.id)


def reset(session: Session, user: User, password: str, client: Client) -> None:
    """Set a new password for who read the reset letter, which proves the address too. All sessions end."""
    set_password(session, user, password)
    security_log.record(session, "password_reset", client, user_id=user.id)
    verify(session, user, client)
    sessions.end_all(session, user.id)
    tell_password_changed(session, user)


def set_password(session: Session, user: User, password: str) -> None:
    """Keep the hash of a new password; every reset link sent so far is dead."""
    if user.password_hash is None:
        session.add(password_way(user))
    user.password_hash = passwords.hashed(password)
    user.updated_at = now()
    consume(session, PasswordResetToken, user.id)


def tell_password_changed(session: Session, user: User) -> None:
    """Write to the person that their password was changed, with the way back if it was not them."""
    letter = mail_emails.password_changed(now(), links.absolute("/auth/forgot"))
    outbox.queue(session, letter, recipient=user.email, user_id=user.id)


def make_first_operator(session: Session, user: User) -> None:
    """Let the very first account that proves its address run the sources; of two at once only one is made.

    Only the first: where an installation's operator has left, `jobledger operators add` names another, and no stranger
    becomes one by signing up.
    """
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext("jobledger first operator"))))
    others = select(User.id).where(User.email_verified_at.is_not(None), User.id != user.id)
    if session.scalars(select(Operator.user_id).union_all(others).limit(1)).first() is None:
        session.add(Operator(user_id=user.id))


def password_way(user: User) -> UserAuthProvider:
    """The row that says the account can be signed in to with its password."""
    return UserAuthProvider(user_id=user.id, provider=ProviderType.PASSWORD, provider_user_id=str(user.id))


def consume(session: Session, kind: type[OneUse], user_id: UUID) -> None:
    """Make every open token of this kind useless."""
    session.execute(update(kind).where(kind.user_id == user_id, kind.consumed_at.is_(None)).values(consumed_at=now()))


def _active(session: Session, email: str) -> User | None:
    return session.scalars(
        select(User).where(func.lower(User.email) == email.lower(), User.deleted_at.is_(None))
    ).one_or_none()


def _holder(session: Session, kind: type[OneUse], token: str) -> User | None:
    row = session.scalars(
        select(kind)
        .where(kind.token_hash == fingerprint(token), kind.consumed_at.is_(None), kind.expires_at > now())
        .with_for_update()
    ).one_or_none()
    user = session.get(User, row.user_id) if row else None
    return user if user and user.deleted_at is None else None


def _verification_link(session: Session, user: User) -> str:
    consume(session, EmailVerificationToken, user.id)
    token, expires_at = new_token(), now() + VERIFY_WITHIN
    session.add(EmailVerificationToken(user_id=user.id, token_hash=fingerprint(token), expires_at=expires_at))
    return links.absolute("/auth/verify", token=token)


def _reset_link(session: Session, user: User, within: timedelta) -> str:
    consume(session, PasswordResetToken, user.id)
    token, expires_at = new_token(), now() + within
    session.add(PasswordResetToken(user_id=user.id, token_hash=fingerprint(token), expires_at=expires_at))
    return links.absolute("/auth/reset", token=token)


def _hours(span: timedelta) -> int:
    return int(span.total_seconds() // 3600)


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
