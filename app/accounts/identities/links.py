"""Read and write which account an identity is linked to. Who may link what: app.accounts.identities.service.

GitHub's id is a column of the account and its tokens a row of `user_auth_providers`. An identity at an issuer is a row
of `ops.external_identities`, under the issuer's address and the subject; its tokens are not kept.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts.identities.identity import Identity, IdentityProvider
from database.clock import now
from database.models import ExternalIdentity, ProviderType, User, UserAuthProvider
from database.secrets import encrypt


def find_user(session: Session, provider: IdentityProvider, subject: str) -> User | None:
    """Return the account that the identity is linked to, a deleted one too."""
    if provider.issuer is None:
        query = select(User).where(User.github_id == subject)
    else:
        query = (
            select(User)
            .join(ExternalIdentity, ExternalIdentity.user_id == User.id)
            .where(ExternalIdentity.issuer == provider.issuer, ExternalIdentity.subject == subject)
        )
    return session.scalars(query).one_or_none()


def find_subject(session: Session, provider: IdentityProvider, user_id: UUID) -> str | None:
    """Return the account's identity at the provider."""
    if provider.issuer is None:
        return session.scalars(select(User.github_id).where(User.id == user_id)).one_or_none()
    query = select(ExternalIdentity.subject).where(
        ExternalIdentity.user_id == user_id, ExternalIdentity.issuer == provider.issuer
    )
    return session.scalars(query).one_or_none()


def find_link_time(session: Session, provider: IdentityProvider, user_id: UUID) -> datetime | None:
    """Return since when the account is linked to an identity at the provider."""
    if provider.issuer is None:
        query = select(UserAuthProvider.created_at).where(
            UserAuthProvider.user_id == user_id, UserAuthProvider.provider == ProviderType.GITHUB
        )
    else:
        query = select(ExternalIdentity.created_at).where(
            ExternalIdentity.user_id == user_id, ExternalIdentity.issuer == provider.issuer
        )
    return session.scalars(query).one_or_none()


def save(session: Session, provider: IdentityProvider, user: User, identity: Identity) -> None:
    """Link the identity to the account, unless it is already; store GitHub's newest tokens."""
    if provider.issuer is None:
        _save_github(session, user, identity)
        return
    session.flush()
    row = insert(ExternalIdentity).values(
        issuer=provider.issuer, subject=identity.subject, user_id=user.id, created_at=now()
    )
    session.execute(row.on_conflict_do_nothing(index_elements=["issuer", "subject"]))


def remove(session: Session, provider: IdentityProvider, user: User) -> None:
    """Unlink the account from its identity at the provider."""
    if provider.issuer is None:
        user.github_id, user.updated_at = None, now()
        session.execute(
            delete(UserAuthProvider).where(
                UserAuthProvider.user_id == user.id, UserAuthProvider.provider == ProviderType.GITHUB
            )
        )
        session.flush()
        return
    session.execute(
        delete(ExternalIdentity).where(ExternalIdentity.user_id == user.id, ExternalIdentity.issuer == provider.issuer)
    )


def _save_github(session: Session, user: User, identity: Identity) -> None:
    """Store the id, the newest tokens, encrypted, and the scopes that were granted."""
    user.github_id = identity.subject
    session.flush()
    values = {
        "user_id": user.id,
        "access_token_encrypted": encrypt(identity.access_token) if identity.access_token else None,
        "refresh_token_encrypted": encrypt(identity.refresh_token) if identity.refresh_token else None,
        "scopes": identity.scopes,
        "updated_at": now(),
    }
    row = insert(UserAuthProvider).values(
        provider=ProviderType.GITHUB, provider_user_id=identity.subject, created_at=now(), **values
    )
    session.execute(row.on_conflict_do_update(index_elements=["provider", "provider_user_id"], set_=values))
