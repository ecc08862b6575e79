"""Change the password or email of an account, or delete it, once the user has confirmed it. The forms: app.settings.

Each change invalidates what relied on the old state: emailed links and, for a new password, all other sessions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import access_keys, security_log, service, sessions
from app.accounts.service import RESTORE_PERIOD, VERIFY_LIFETIME
from app.accounts.sessions import SignedInUser
from app.mail import addresses, outbox
from app.mail import emails as mail_emails
from app.web import links
from app.web.client import Client
from app.web.tokens import create_token, hash_token
from database.clock import now
from database.models import EmailChange, EmailVerificationToken, PasswordResetToken, User

CONFIRM_PATH = "/auth/email/confirm"


@dataclass(frozen=True, slots=True)
class PendingEmail:
    """A requested change of email that is not confirmed yet."""

    user: User
    email: str


def change_password(
    session: Session, user: User, viewer: SignedInUser, password: str, client: Client, *, ends_keys: bool = False
) -> str:
    """Set the password, sign out every other device and notify the user; return this session's new token.

    With `ends_keys`, API keys and the calendar address end too.
    """
    if ends_keys:
        access_keys.end_keys(session, user.id, client)
    service.set_password(session, user, password)
    # Whoever knew the old password may have requested a change of email.
    service.consume_tokens(session, EmailVerificationToken, user.id)
    security_log.record(session, "password_changed", client, user_id=user.id, provider="password")
    sessions.end_all(session, user.id, except_id=viewer.session_id)
    service.notify_password_changed(session, user)
    return sessions.renew(session, viewer.session_id)


def request_email_change(session: Session, user_id: UUID, email: str) -> None:
    """Email the new and the old address. The user does not learn whether the new one has an account."""
    user = session.get(User, user_id, with_for_update=True)
    if user is None or user.deleted_at is not None:
        return
    service.consume_tokens(session, EmailVerificationToken, user.id)
    token = create_token()
    link_token = EmailVerificationToken(
        user_id=user.id, token_hash=hash_token(token), expires_at=now() + VERIFY_LIFETIME
    )
    session.add(link_token)
    session.flush()
    session.add(EmailChange(token_id=link_token.id, new_email=email))
    owner = _find_owner(session, email)
    if owner is not None and owner.email_verified_at is not None:
        message = mail_emails.build_address_in_use_email(
            links.build_url("/auth/sign-in"), links.build_url("/auth/forgot")
        )
        outbox.queue(session, message, recipient=owner.email, user_id=owner.id)
    else:
        hours = int(VERIFY_LIFETIME.total_seconds() // 3600)
        message = mail_emails.build_email_change_confirmation(links.build_url(CONFIRM_PATH, token=token), hours)
        outbox.queue(session, message, recipient=email, user_id=user.id)
    notice = mail_emails.build_email_change_notice(addresses.mask_address(email))
    outbox.queue(session, notice, recipient=user.email, user_id=user.id)


def find_email_change(session: Session, token: str) -> PendingEmail | None:
    """Return the change that an emailed token confirms, locked; None when the token is used, expired or unknown."""
    user = service.find_user_by_verification(session, token)
    query = select(EmailChange.new_email).join(
        EmailVerificationToken, EmailVerificationToken.id == EmailChange.token_id
    )
    email = session.scalars(query.where(EmailVerificationToken.token_hash == hash_token(token))).first()
    return PendingEmail(user, email) if user and email else None


def find_pending_email(session: Session, user_id: UUID) -> str | None:
    """Return the email that an account has requested and not confirmed yet."""
    token_conditions = (
        EmailVerificationToken.user_id == user_id,
        EmailVerificationToken.consumed_at.is_(None),
        EmailVerificationToken.expires_at > now(),
    )
    query = select(EmailChange.new_email).join(
        EmailVerificationToken, EmailVerificationToken.id == EmailChange.token_id
    )
    return session.scalars(query.where(*token_conditions)).first()


def change_email(session: Session, change: PendingEmail, client: Client) -> bool:
    """Give the account its new email and notify the old one; return False when another account has confirmed it since.

    An unconfirmed account with that email is deleted: nobody has signed in to it, and this user reads the inbox.
    """
    # Of two accounts that want the same email, the second waits here and then finds the first.
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(change.email.lower()))))
    user, old = change.user, change.user.email
    owner = _find_owner(session, change.email, is_locked=True)
    service.consume_tokens(session, EmailVerificationToken, user.id)
    if owner is not None and owner.id != user.id:
        if owner.email_verified_at is not None:
            return False
        session.delete(owner)
        session.flush()
    user.email, user.email_verified_at, user.updated_at = change.email, now(), now()
    service.consume_tokens(session, PasswordResetToken, user.id)
    security_log.record(session, "email_changed", client, user_id=user.id)
    message = mail_emails.build_email_changed_notice(addresses.mask_address(change.email))
    outbox.queue(session, message, recipient=old, user_id=user.id)
    return True


def delete(session: Session, user: User, client: Client) -> datetime:
    """Soft-delete the account and sign out every device; return until when signing in restores it."""
    user.deleted_at = now()
    service.consume_tokens(session, EmailVerificationToken, user.id)
    service.consume_tokens(session, PasswordResetToken, user.id)
    sessions.end_all(session, user.id)
    security_log.record(session, "account_deleted", client, user_id=user.id)
    until = user.deleted_at + RESTORE_PERIOD
    outbox.queue(session, mail_emails.build_account_deleted_email(until), recipient=user.email, user_id=user.id)
    return until


def _find_owner(session: Session, email: str, *, is_locked: bool = False) -> User | None:
    query = select(User).where(func.lower(User.email) == email.lower(), User.deleted_at.is_(None))
    if is_locked:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()
