"""Find, create, link and unlink the account of an identity elsewhere. Where the links are kept: links.py.

The provider's id for a person identifies an account; an email does so only where both sides have verified it. Each
function runs in the caller's transaction and raises IdentityError, which rolls it back.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import security_log, sessions
from app.accounts import service as accounts
from app.accounts.identities import links
from app.accounts.identities.identity import Identity, IdentityError, IdentityProvider
from app.accounts.identities.providers import list_offered_providers
from app.accounts.sessions import SignedInUser
from app.accounts.sign_in import NewSession, SecondStep, start_session
from app.mail import emails as mail_emails
from app.mail import outbox
from app.web.client import Client
from database.clock import now
from database.models import User


def sign_in(
    session: Session, provider: IdentityProvider, identity: Identity, client: Client, device: str | None
) -> NewSession | SecondStep:
    """Start a session in the account that is linked, else in the one with the same email, else in a new one.

    Raises IdentityError: no_address, unproven_account, other_identity.
    """
    _lock_subject(session, provider, identity.subject)
    user = _find_linked_account(session, provider, identity.subject)
    if user is None:
        user = _link_or_create_account(session, provider, identity, client)
    links.save(session, provider, user, identity)
    return start_session(session, user, client, device, provider=provider.key)


def link(session: Session, provider: IdentityProvider, viewer: SignedInUser, identity: Identity, client: Client) -> str:
    """Link the identity to the viewer's account; return the session's new token.

    Raises IdentityError: signed_out, linked_elsewhere, has_another.
    """
    _lock_subject(session, provider, identity.subject)
    owner = _find_linked_account(session, provider, identity.subject)
    if owner is not None and owner.id != viewer.user_id:
        raise IdentityError("linked_elsewhere", viewer.user_id)
    user = _lock_account(session, viewer.user_id)
    subject = links.find_subject(session, provider, user.id)
    if subject not in {None, identity.subject}:
        raise IdentityError("has_another", user.id)
    if subject is None:
        _announce_link(session, provider, user, identity, client)
    links.save(session, provider, user, identity)
    return sessions.renew(session, viewer.session_id)


def unlink(session: Session, provider: IdentityProvider, viewer: SignedInUser, client: Client) -> str | None:
    """Remove the viewer's identity and its tokens; return the session's new token, None without a link.

    Raises IdentityError: signed_out, last_way_in.
    """
    subject = links.find_subject(session, provider, viewer.user_id)
    if subject is None:
        return None
    _lock_subject(session, provider, subject)
    user = _lock_account(session, viewer.user_id)
    if not has_other_way_in(session, provider, user):
        raise IdentityError("last_way_in", user.id)
    links.remove(session, provider, user)
    security_log.record(session, "oauth_unlinked", client, user_id=user.id, provider=provider.key)
    message = mail_emails.build_identity_unlinked_email(provider.label)
    outbox.queue(session, message, recipient=user.email, user_id=user.id)
    return sessions.renew(session, viewer.session_id)


def has_other_way_in(session: Session, provider: IdentityProvider, user: User) -> bool:
    """Return whether the account can be signed in to without this provider."""
    others = [other for other in list_offered_providers() if other.key != provider.key]
    return user.password_hash is not None or any(links.find_subject(session, other, user.id) for other in others)


def _lock_subject(session: Session, provider: IdentityProvider, subject: str) -> None:
    """Make the second of two simultaneous requests wait, so that it finds the account the first one created."""
    keys = func.hashtext(provider.issuer or provider.key), func.hashtext(subject)
    session.execute(select(func.pg_advisory_xact_lock(*keys)))


def _lock_email(session: Session, email: str) -> None:
    """Do the same for an email; app.accounts.service.sign_up takes this lock too."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(email.lower()))))


def _lock_account(session: Session, user_id: UUID) -> User:
    user = session.get(User, user_id, with_for_update=True, populate_existing=True)
    if user is None or user.deleted_at is not None:
        raise IdentityError("signed_out")
    return user


def _find_linked_account(session: Session, provider: IdentityProvider, subject: str) -> User | None:
    """Return the linked account if it can be signed in to; an account that cannot be restored is unlinked."""
    user = links.find_user(session, provider, subject)
    if user is None or user.deleted_at is None:
        return user
    _lock_email(session, user.email)
    current_owner = accounts.find(session, user.email)
    is_restorable = user.deleted_at > now() - accounts.RESTORE_PERIOD
    if is_restorable and (current_owner is None or current_owner.deleted_at is not None):
        return user
    links.remove(session, provider, user)
    return None


def _link_or_create_account(session: Session, provider: IdentityProvider, identity: Identity, client: Client) -> User:
    """Return the account that has the email which the provider verified, to be linked, or a new one."""
    if identity.email is None:
        raise IdentityError("no_address")
    _lock_email(session, identity.email)
    user = accounts.find(session, identity.email)
    if user is None or (user.deleted_at and _belongs_elsewhere(session, provider, user)):
        return _create_account(session, provider, identity.email, identity, client)
    session.refresh(user, with_for_update=True)
    if user.email_verified_at is None:
        # A stranger may have created it and be waiting for the email's owner to sign in another way.
        raise IdentityError("unproven_account", user.id)
    if links.find_subject(session, provider, user.id) is not None:
        raise IdentityError("other_identity", user.id)
    _announce_link(session, provider, user, identity, client)
    return user


def _belongs_elsewhere(session: Session, provider: IdentityProvider, user: User) -> bool:
    """Return whether a deleted account is not restored by its email: it is unconfirmed or has another identity."""
    return user.email_verified_at is None or links.find_subject(session, provider, user.id) is not None


def _create_account(
    session: Session, provider: IdentityProvider, email: str, identity: Identity, client: Client
) -> User:
    user = User(email=email, display_name=identity.name, avatar_url=identity.avatar_url)
    session.add(user)
    session.flush()
    security_log.record(session, "sign_up", client, user_id=user.id, provider=provider.key)
    security_log.record(session, "oauth_linked", client, user_id=user.id, provider=provider.key)
    accounts.verify_email(session, user, client)
    return user


def _announce_link(
    session: Session, provider: IdentityProvider, user: User, identity: Identity, client: Client
) -> None:
    """Record the new link, tell the account's owner, and take over name and picture where there are none."""
    user.display_name = user.display_name or identity.name
    user.avatar_url = user.avatar_url or identity.avatar_url
    user.updated_at = now()
    security_log.record(session, "oauth_linked", client, user_id=user.id, provider=provider.key)
    message = mail_emails.build_identity_linked_email(provider.label, identity.login)
    outbox.queue(session, message, recipient=user.email, user_id=user.id)
