"""Changes to who may get in: password, address, deletion. Asking who is there comes first; the forms: settings_routes.

Each of them ends what was built on the state before it: letters' links, and where it is the password other sessions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import passwords, security_log, service, sessions
from app.accounts.service import UNDO_WITHIN, VERIFY_WITHIN
from app.accounts.sessions import SignedIn
from app.mail import addresses, outbox
from app.mail import emails as mail_emails
from app.web import limits, links
from app.web.client import Client
from app.web.tokens import fingerprint, new_token
from database.clock import now
from database.models import EmailChange, EmailVerificationToken, PasswordResetToken, User

CONFIRM_PATH = "/auth/email/confirm"
# How long a sign-in stands for the password that an account does not have.
RECENT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Proof:
    """What someone signed in can show themself by: the account's password, else a sign-in of a moment ago."""

    has_password: bool
    is_recent: bool

    @property
    def is_possible(self) -> bool:
        """Whether a form makes sense now; where it does not, signing in anew comes first."""
        return self.has_password or self.is_recent


@dataclass(frozen=True, slots=True)
class Pending:
    """A change of address that waits to be confirmed: whose, and to what."""

    user: User
    email: str


def proof(session: Session, viewer: SignedIn) -> Proof:
    """By what this person can show themself."""
    stored = session.scalars(select(User.password_hash).where(User.id == viewer.user_id)).one()
    return Proof(stored is not None, viewer.created_at > now() - RECENT)


def confirmed(session: Session, viewer: SignedIn, password: str) -> User | None:
    """The viewer's account, locked, when they have shown that it is them; None otherwise.

    Count the try first: limits.CONFIRM by session, so that who took a session over delays nobody but themself.
    """
    user = session.get(User, viewer.user_id, with_for_update=True)
    if user is None or user.deleted_at is not None:
        return None
    if user.password_hash is None:
        return user if viewer.created_at > now() - RECENT else None
    if not passwords.matches(user.password_hash, password):
        return None
    limits.forget(session, limits.CONFIRM, str(viewer.session_id))
    return user


def change_password(session: Session, user: User, viewer: SignedIn, password: str, client: Client) -> str:
    """Set the password, sign out every other device, tell the person; returns this session's new token."""
    service.set_password(session, user, password)
    # Whoever knew the old password may have asked for another address.
    service.consume(session, EmailVerificationToken, user.id)
    security_log.record(session, "password_changed", client, user_id=user.id, provider="password")
    sessions.end_all(session, user.id, but=viewer.session_id)
    service.tell_password_changed(session, user)
    return sessions.renew(session, viewer.session_id)


def ask_for_address(session: Session, user_id: UUID, email: str) -> None:
    """Write to the new address, and tell the old one. Whether the new one has an account already is not said here."""
    user = session.get(User, user_id, with_for_update=True)
    if user is None or user.deleted_at is not None:
        return
    service.consume(session, EmailVerificationToken, user.id)
    token = new_token()
    waiting = EmailVerificationToken(user_id=user.id, token_hash=fingerprint(token), expires_at=now() + VERIFY_WITHIN)
    session.add(waiting)
    session.flush()
    session.add(EmailChange(token_id=waiting.id, new_email=email))
    owner = _holder_of(session, email)
    if owner is not None and owner.email_verified_at is not None:
        letter = mail_emails.address_in_use(links.absolute("/auth/sign-in"), links.absolute("/auth/forgot"))
        outbox.queue(session, letter, recipient=owner.email, user_id=owner.id)
    else:
        hours = int(VERIFY_WITHIN.total_seconds() // 3600)
        letter = mail_emails.email_change_confirm(links.absolute(CONFIRM_PATH, token=token), hours)
        outbox.queue(session, letter, recipient=email, user_id=user.id)
    notice = mail_emails.email_change_notice(addresses.masked(email))
    outbox.queue(session, notice, recipient=user.email, user_id=user.id)


def pending(session: Session, token: str) -> Pending | None:
    """The change a letter's token is about, locked; None when the token is used, too old or no such token."""
    user = service.holder_of_verification(session, token)
    wanted = select(EmailChange.new_email).join(
        EmailVerificationToken, EmailVerificationToken.id == EmailChange.token_id
    )
    email = session.scalars(wanted.where(EmailVerificationToken.token_hash == fingerprint(token))).first()
    return Pending(user, email) if user and email else None


def waiting_for(session: Session, user_id: UUID) -> str | None:
    """The address that an account has asked for and not confirmed yet."""
    open_token = (
        EmailVerificationToken.user_id == user_id,
        EmailVerificationToken.consumed_at.is_(None),
        EmailVerificationToken.expires_at > now(),
    )
    asked = select(EmailChange.new_email).join(
        EmailVerificationToken, EmailVerificationToken.id == EmailChange.token_id
    )
    return session.scalars(asked.where(*open_token)).first()


def change_address(session: Session, change: Pending, client: Client) -> bool:
    """Let the account have its new address, and tell the old one; False when another account has proven it since.

    An account that never proved the address makes way: it has not been signed in to, and this person reads the letters.
    """
    # Two accounts that want one address at once: the second waits here and then finds the first.
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(change.email.lower()))))
    user, old = change.user, change.user.email
    holder = _holder_of(session, change.email, locked=True)
    service.consume(session, EmailVerificationToken, user.id)
    if holder is not None and holder.id != user.id:
        if holder.email_verified_at is not None:
            return False
        session.delete(holder)
        session.flush()
    user.email, user.email_verified_at, user.updated_at = change.email, now(), now()
    service.consume(session, PasswordResetToken, user.id)
    security_log.record(session, "email_changed", client, user_id=user.id)
    letter = mail_emails.email_changed(addresses.masked(change.email))
    outbox.queue(session, letter, recipient=old, user_id=user.id)
    return True


def delete(session: Session, user: User, client: Client) -> datetime:
    """Delete the account softly and sign out every device; returns until when signing in brings it back."""
    user.deleted_at = now()
    service.consume(session, EmailVerificationToken, user.id)
    service.consume(session, PasswordResetToken, user.id)
    sessions.end_all(session, user.id)
    security_log.record(session, "account_deleted", client, user_id=user.id)
    until = user.deleted_at + UNDO_WITHIN
    outbox.queue(session, mail_emails.account_deleted(until), recipient=user.email, user_id=user.id)
    return until


def _holder_of(session: Session, email: str, *, locked: bool = False) -> User | None:
    holder = select(User).where(func.lower(User.email) == email.lower(), User.deleted_at.is_(None))
    if locked:
        holder = holder.with_for_update().execution_options(populate_existing=True)
    return session.scalars(holder).one_or_none()
