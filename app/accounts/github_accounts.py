"""Whose account a GitHub account is: found, made, linked, unlinked. GitHub's id decides; an address only where both
sides have verified it. Each function runs in the caller's transaction and raises Failed, which undoes all of it.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts import security_log, service, sessions
from app.accounts.github import Failed, Identity
from app.accounts.sessions import SignedIn
from app.accounts.sign_in import Opened, enter
from app.mail import emails as mail_emails
from app.mail import outbox
from app.web.client import Client
from database.clock import now
from database.models import ProviderType, User, UserAuthProvider
from database.secrets import encrypt


def sign_in(session: Session, identity: Identity, client: Client, device: str | None) -> Opened:
    """Open a session for the GitHub account's owner, in the account that is linked, that has the address, or a new one.

    Raises Failed: no_address, unproven_account, other_github.
    """
    _wait_for(session, identity.github_id)
    user = _holder(session, identity.github_id) or _account_of_address(session, identity, client)
    _keep_tokens(session, user, identity)
    return enter(session, user, client, device, provider="github")


def link(session: Session, viewer: SignedIn, identity: Identity, client: Client) -> str:
    """Let the GitHub account sign in to the viewer's account; returns the session's new token.

    Raises Failed: signed_out, linked_elsewhere, has_another.
    """
    _wait_for(session, identity.github_id)
    holder = _holder(session, identity.github_id)
    if holder is not None and holder.id != viewer.user_id:
        raise Failed("linked_elsewhere", viewer.user_id)
    user = _locked(session, viewer.user_id)
    if user.github_id not in {None, identity.github_id}:
        raise Failed("has_another", user.id)
    if user.github_id is None:
        _attach(session, user, identity, client)
    _keep_tokens(session, user, identity)
    return sessions.renew(session, viewer.session_id)


def unlink(session: Session, viewer: SignedIn, client: Client) -> str | None:
    """Forget the viewer's GitHub account and its tokens; returns the session's new token, None without a link.

    Raises Failed: signed_out, last_way_in.
    """
    github_id = session.scalars(select(User.github_id).where(User.id == viewer.user_id)).one_or_none()
    if github_id is None:
        return None
    _wait_for(session, github_id)
    user = _locked(session, viewer.user_id)
    if user.password_hash is None:
        raise Failed("last_way_in", user.id)
    _detach(session, user)
    security_log.record(session, "oauth_unlinked", client, user_id=user.id, provider="github")
    outbox.queue(session, mail_emails.github_unlinked(), recipient=user.email, user_id=user.id)
    return sessions.renew(session, viewer.session_id)


def _wait_for(session: Session, github_id: str) -> None:
    """Of two at once with the same GitHub account, the second waits here and then finds what the first has made."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext("github account"), func.hashtext(github_id))))


def _wait_for_address(session: Session, email: str) -> None:
    """The same for an address; app.accounts.service.sign_up waits for this one too."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(email.lower()))))


def _locked(session: Session, user_id: UUID) -> User:
    user = session.get(User, user_id, with_for_update=True, populate_existing=True)
    if user is None or user.deleted_at is not None:
        raise Failed("signed_out")
    return user


def _holder(session: Session, github_id: str) -> User | None:
    """The account that is linked, if it can be entered. One that is gone for good does not keep the GitHub account."""
    user = session.scalars(select(User).where(User.github_id == github_id)).one_or_none()
    if user is None or user.deleted_at is None:
        return user
    _wait_for_address(session, user.email)
    found = service.find(session, user.email)
    if user.deleted_at > now() - service.UNDO_WITHIN and (found is None or found.deleted_at is not None):
        return user
    _detach(session, user)
    return None


def _account_of_address(session: Session, identity: Identity, client: Client) -> User:
    """The account that has the address GitHub has verified, linked from now on; a new one where nobody has it."""
    if identity.email is None:
        raise Failed("no_address")
    _wait_for_address(session, identity.email)
    user = service.find(session, identity.email)
    if user is None or (user.deleted_at and (user.github_id or user.email_verified_at is None)):
        return _made(session, identity.email, identity, client)
    session.refresh(user, with_for_update=True)
    if user.email_verified_at is None:
        # Whoever made it may have been waiting for the address's owner to come by another way.
        raise Failed("unproven_account", user.id)
    if user.github_id is not None:
        raise Failed("other_github", user.id)
    _attach(session, user, identity, client)
    return user


def _made(session: Session, email: str, identity: Identity, client: Client) -> User:
    user = User(email=email, github_id=identity.github_id, display_name=identity.name, avatar_url=identity.avatar_url)
    session.add(user)
    session.flush()
    security_log.record(session, "sign_up", client, user_id=user.id, provider="github")
    security_log.record(session, "oauth_linked", client, user_id=user.id, provider="github")
    service.verify(session, user, client)
    return user


def _attach(session: Session, user: User, identity: Identity, client: Client) -> None:
    user.github_id = identity.github_id
    user.display_name = user.display_name or identity.name
    user.avatar_url = user.avatar_url or identity.avatar_url
    user.updated_at = now()
    security_log.record(session, "oauth_linked", client, user_id=user.id, provider="github")
    outbox.queue(session, mail_emails.github_linked(identity.login), recipient=user.email, user_id=user.id)


def _detach(session: Session, user: User) -> None:
    user.github_id, user.updated_at = None, now()
    session.execute(
        delete(UserAuthProvider).where(
            UserAuthProvider.user_id == user.id, UserAuthProvider.provider == ProviderType.GITHUB
        )
    )
    session.flush()


def _keep_tokens(session: Session, user: User, identity: Identity) -> None:
    """Keep the newest tokens, encrypted, and the scopes that were really granted."""
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
