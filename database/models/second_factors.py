"""What proves who signs in besides a password: authenticator apps and recovery codes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, NowTimestamp


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
