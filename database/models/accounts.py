"""Accounts, ways to sign in, sessions, one-use tokens, limits, operators, their log and the security log.

Beyond the specification's NOT NULL: owners, expiry times and creation times, without which no row can be honoured.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ARRAY, INET, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, GeneratedId, Json, NowTimestamp, build_enum_type, build_one_of_condition


class ProviderType(StrEnum):
    """A way to sign in."""

    GITHUB = "github"
    PASSWORD = "password"  # noqa: S105 - the name of a way to sign in


class User(Base):
    """An account. Deleting is soft (`deleted_at`); removing the row removes everything that belongs to it."""

    __tablename__ = "users"

    id: Mapped[GeneratedId]
    email: Mapped[str]
    password_hash: Mapped[str | None]
    github_id: Mapped[str | None] = mapped_column(unique=True)
    display_name: Mapped[str | None]
    avatar_url: Mapped[str | None]
    timezone: Mapped[str | None]
    email_verified_at: Mapped[datetime | None]
    last_login_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    created_at: Mapped[NowTimestamp]
    updated_at: Mapped[NowTimestamp]


Index("uq_users_lower_email", func.lower(User.email), unique=True, postgresql_where=User.deleted_at.is_(None))


class UserAuthProvider(Base):
    """A way to sign in that an account has, a password included. Tokens are encrypted (database.secrets)."""

    __tablename__ = "user_auth_providers"
    __table_args__ = (UniqueConstraint("provider", "provider_user_id"),)

    id: Mapped[GeneratedId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    provider: Mapped[ProviderType] = mapped_column(build_enum_type(ProviderType, "provider_type"))
    provider_user_id: Mapped[str]
    access_token_encrypted: Mapped[str | None]
    refresh_token_encrypted: Mapped[str | None]
    scopes: Mapped[list[str] | None] = mapped_column(ARRAY(TEXT))
    created_at: Mapped[NowTimestamp]
    updated_at: Mapped[NowTimestamp]


class ExternalIdentity(Base):
    """An identity at an OpenID Connect issuer that signs in to an account. GitHub's is in `user_auth_providers`."""

    __tablename__ = "external_identities"
    __table_args__ = (UniqueConstraint("user_id", "issuer"), {"schema": "ops"})

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Mapped[NowTimestamp]


class UserSession(Base):
    """A sign-in session. The token itself is never stored, only its SHA-256."""

    __tablename__ = "sessions"

    id: Mapped[GeneratedId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    session_token_hash: Mapped[str] = mapped_column(unique=True)
    refresh_token_hash: Mapped[str | None]
    ip_address: Mapped[str | None] = mapped_column(INET)
    user_agent: Mapped[str | None]
    created_at: Mapped[NowTimestamp]
    expires_at: Mapped[datetime]
    invalidated_at: Mapped[datetime | None]


class SessionUse(Base):
    """The time a session was last used, to within a minute, and when its user last confirmed who they are.

    A table of its own keeps the session's row unchanged.
    """

    __tablename__ = "session_uses"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    last_used_at: Mapped[NowTimestamp]
    confirmed_at: Mapped[datetime | None]


class EmailVerificationToken(Base):
    """A single-use token that proves who reads an email address."""

    __tablename__ = "email_verification_tokens"

    id: Mapped[GeneratedId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    consumed_at: Mapped[datetime | None]
    created_at: Mapped[NowTimestamp]


class EmailChange(Base):
    """The new address that a verification token confirms, when an account changes its email address."""

    __tablename__ = "email_changes"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    token_id: Mapped[UUID] = mapped_column(
        ForeignKey("email_verification_tokens.id", ondelete="CASCADE"), primary_key=True
    )
    new_email: Mapped[str]


class PasswordResetToken(Base):
    """A single-use token that allows a new password."""

    __tablename__ = "password_reset_tokens"

    id: Mapped[GeneratedId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    consumed_at: Mapped[datetime | None]
    created_at: Mapped[NowTimestamp]


class AuthLimit(Base):
    """A rate limit: recent attempts under one key. `key_hash` is a keyed hash, so that no address is stored.

    `tries` decreases with time, so it is not a whole number. Attempts before `blocked_until` are refused.
    """

    __tablename__ = "auth_limits"
    __table_args__ = (Index(None, "tried_at"), {"schema": "ops"})

    scope: Mapped[str] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(primary_key=True)
    tries: Mapped[float]
    tried_at: Mapped[datetime]
    blocked_until: Mapped[datetime]


class Operator(Base):
    """A user who may see and change how sources are run."""

    __tablename__ = "operators"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    granted_at: Mapped[NowTimestamp]


class OperatorLink(Base):
    """A one-time link, made at the command line, with which the person at this machine becomes an operator."""

    __tablename__ = "operator_links"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[NowTimestamp]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class OperatorAct(Base):
    """An entry of the operators' log, append-only: what was changed of what, on a screen or at the command line.

    Only an entry of a screen names the user, as long as the account exists.
    """

    __tablename__ = "operator_acts"
    __table_args__ = (
        CheckConstraint(
            build_one_of_condition(
                "act",
                "source_changed",
                "source_paused",
                "source_resumed",
                "boards_added",
                "operator_added",
                "operator_removed",
                "sessions_ended",
                "emails_retried",
            ),
            name="act",
        ),
        {"schema": "ops"},
    )

    id: Mapped[GeneratedId]
    occurred_at: Mapped[datetime] = mapped_column(server_default=text("now()"), index=True)
    is_on_screen: Mapped[bool] = mapped_column(server_default=text("false"))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    act: Mapped[str]
    subject: Mapped[str | None]
    details: Mapped[Json | None]


class AuthEvent(Base):
    """An entry of the security log, append-only; without a user when the address is unknown or the account deleted."""

    __tablename__ = "auth_events"
    __table_args__ = (
        CheckConstraint(
            build_one_of_condition(
                "event",
                "login_success",
                "login_failure",
                "logout",
                "password_reset",
                "oauth_linked",
                "email_verified",
                "session_revoked",
                "account_deleted",
                "sign_up",
                "password_changed",
                "email_changed",
                "oauth_unlinked",
                "account_restored",
                "data_exported",
                "login_limited",
                "totp_enabled",
                "totp_disabled",
                "recovery_codes_created",
                "recovery_code_used",
                "passkey_added",
                "passkey_removed",
                "api_key_created",
                "api_key_revoked",
                "calendar_address_created",
                "calendar_address_removed",
            ),
            name="event",
        ),
        Index(None, "user_id", "occurred_at"),
    )

    id: Mapped[GeneratedId]
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    event: Mapped[str]
    provider: Mapped[str | None]
    ip_address: Mapped[str | None] = mapped_column(INET)
    user_agent: Mapped[str | None]
    occurred_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
