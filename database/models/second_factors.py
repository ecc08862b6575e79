"""What proves who signs in besides a password: authenticator apps, recovery codes and passkeys."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, GeneratedId, NowTimestamp


class TotpSecret(Base):
    """The secret that an account shares with an authenticator app, encrypted (database.secrets).

    `last_step` is the time step of the latest accepted code, so that no code is accepted twice.
    """

    __tablename__ = "totp_secrets"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    secret_encrypted: Mapped[str]
    last_step: Mapped[int]
    created_at: Mapped[NowTimestamp]


class RecoveryCode(Base):
    """An unused recovery code of an account, as its SHA-256. A used one is deleted."""

    __tablename__ = "recovery_codes"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]


class Passkey(Base):
    """A passkey (WebAuthn) that signs in to an account: its public key, and how often it says it was used."""

    __tablename__ = "passkeys"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    id: Mapped[GeneratedId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    created_at: Mapped[NowTimestamp]
    last_used_at: Mapped[datetime | None]
