"""Find, create, link and unlink the account of a GitHub account. Talking to GitHub: app.accounts.github.

GitHub's id identifies an account; an email does so only where both sides have verified it. Each function runs in the
caller's transaction and raises GitHubError, which rolls it back.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts import security_log, service, sessions
from app.accounts.github import GitHubError, Identity
from app.accounts.sessions import SignedInUser
from app.accounts.sign_in import NewSession, start_session
from app.mail import emails as mail_emails
from app.mail import outbox
from app.web.client import Client
from database.clock import now
from database.models import ProviderType, User, UserAuthProvider
from database.secrets import encrypt


def sign_in(session: Session, identity: Identity, client: Client, device: str | None) -> NewSession:
    """Start a session in the account that is linked, else in the one with the same email, else in a new one.

    Raises GitHubError: no_address, unproven_account, other_github.
    """
    _lock_github_id(session, identity.github_id)
    user = _find_linked_account(session, identity.github_id) or _link_or_create_account(session, identity, client)
    _store_tokens(session, user, identity)
    return start_session(session, user, client, device, provider="github")


def link(session: Session, viewer: SignedInUser, identity: Identity, client: Client) -> str:
    """Link the GitHub account to the viewer's account; return the session's new token.

    Raises GitHubError: signed_out, linked_elsewhere, has_another.
    """
    _lock_github_id(session, identity.github_id)
    owner = _find_linked_account(session, identity.github_id)
    if owner is not None and owner.id != viewer.user_id:
        raise GitHubError("linked_elsewhere", viewer.user_id)
    user = _lock_account(session, viewer.user_id)
    if user.github_id not in {None, identity.github_id}:
        raise GitHubError("has_another", user.id)
    if user.github_id is None:
        _attach_identity(session, user, identity, client)
    _store_tokens(session, user, identity)
    return sessions.renew(session, viewer.session_id)


def unlink(session: Session, viewer: SignedInUser, client: Client) -> str | None:
    """Remove the viewer's GitHub account and its tokens; return the session's new token, None without a link.

    Raises GitHubError: signed_out, last_way_in.
    """
    github_id = session.scalars(select(User.github_id).where(User.id == viewer.user_id)).one_or_none()
    if github_id is None:
        return None
    _lock_github_id(session, github_id)
    user = _lock_account(session, viewer.user_id)
    if user.password_hash is None:
        raise GitHubError("last_way_in", user.id)
    _detach_identity(session, user)
    security_log.record(session, "oauth_unlinked", client, user_id=user.id, provider="github")
    outbox.queue(session, mail_emails.build_github_unlinked_email(), recipient=user.email, user_id=user.id)
    return sessions.renew(session, viewer.session_id)


def _lock_github_id(session: Session, github_id: str) -> None:
    """Make the second of two simultaneous requests wait, so that it finds the account the first one created."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext("github account"), func.hashtext(github_id))))


def _lock_email(session: Session, email: str) -> None:
    """Do the same for an email; app.accounts.service.sign_up takes this lock too."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(email.lower()))))


def _lock_account(session: Session, user_id: UUID) -> User:
    user = session.get(User, user_id, with_for_update=True, populate_existing=True)
    if user is None or user.deleted_at is not None:
        raise GitHubError("signed_out")
    return user


def _find_linked_account(session: Session, github_id: str) -> User | None:
    """Return the linked account if it can be signed in to; an account that cannot be restored is unlinked."""
    user = session.scalars(select(User).where(User.github_id == github_id)).one_or_none()
    if user is None or user.deleted_at is None:
        return user
    _lock_email(session, user.email)
    current_owner = service.find(session, user.email)
    is_restorable = user.deleted_at > now() - service.RESTORE_PERIOD
    if is_restorable and (current_owner is None or current_owner.deleted_at is not None):
        return user
    _detach_identity(session, user)
    return None


def _link_or_create_account(session: Session, identity: Identity, client: Client) -> User:
    """Link the account that has the email GitHub verified, or create one."""
    if identity.email is None:
        raise GitHubError("no_address")
    _lock_email(session, identity.email)
    user = service.find(session, identity.email)
    if user is None or (user.deleted_at and (user.github_id or user.email_verified_at is None)):
        return _create_account(session, identity.email, identity, client)
    session.refresh(user, with_for_update=True)
    if user.email_verified_at is None:
        # A stranger may have created it and be waiting for the email's owner to sign in another way.
        raise GitHubError("unproven_account", user.id)
    if user.github_id is not None:
        raise GitHubError("other_github", user.id)
    _attach_identity(session, user, identity, client)
    return user


def _create_account(session: Session, email: str, identity: Identity, client: Client) -> User:
    user = User(email=email, github_id=identity.github_id, display_name=identity.name, avatar_url=identity.avatar_url)
    session.add(user)
    session.flush()
    security_log.record(session, "sign_up", client, user_id=user.id, provider="github")
    security_log.record(session, "oauth_linked", client, user_id=user.id, provider="github")
    service.verify_email(session, user, client)
    return user


def _attach_identity(session: Session, user: User, identity: Identity, client: Client) -> None:
    user.github_id = identity.github_id
    user.display_name = user.display_name or identity.name
    user.avatar_url = user.avatar_url or identity.avatar_url
    user.updated_at = now()
    security_log.record(session, "oauth_linked", client, user_id=user.id, provider="github")
    outbox.queue(session, mail_emails.build_github_linked_email(identity.login), recipient=user.email, user_id=user.id)


def _detach_identity(session: Session, user: User) -> None:
    user.github_id, user.updated_at = None, now()
    session.execute(
        delete(UserAuthProvider).where(
            UserAuthProvider.user_id == user.id, UserAuthProvider.provider == ProviderType.GITHUB
        )
    )
    session.flush()


def _store_tokens(session: Session, user: User, identity: Identity) -> None:
    """Store the newest tokens, encrypted, and the scopes that were granted."""
    session.flush()
    values = {
        "user_id": user.id,
        "access_token_encrypted": encrypt(identity.access_token),
        "refresh_token_encrypted": encrypt(identity.refresh_token) if identity.refresh_token else None,
        "scopes": identity.scopes,
        "updated_at": now(),
    }
    row = insert(UserAuthProvider).values(
        provider=ProviderType.GITHUB, provider_user_id=identity.github_id, created_at=now(), **values
    )
    session.execute(row.on_conflict_do_update(index_elements=["provider", "provider_user_id"], set_=values))
